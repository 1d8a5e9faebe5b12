/** The line above the page: the meter, the age of the data, the theme. */
import type { VNode } from "preact";
import type { MissingData } from "../base/link";
import { age, clock } from "../base/numbers";
import { theme, toggleTheme } from "../base/theme";
import type { PageView } from "../base/view";

function Freshness({ silence }: { silence: MissingData | null }): VNode {
  return (
    <span class={silence === null ? "fresh" : "fresh lost"}>
      <i />
      {silence === null ? "live" : `no answer for ${age(silence.seconds)}`}
    </span>
  );
}

export function Top({ view, silence }: { view: PageView; silence: MissingData | null }): VNode {
  const { meter, at } = view.frame;
  const other = theme.value === "dark" ? "Light" : "Dark";
  return (
    <header class="top">
      <strong>{meter.name}</strong>
      <span class="wide-only">Backup Power Transfer Meter {meter.serial}</span>
      {meter.twin ? (
        <span class="tag">
          <span class="desk-only">simulated </span>twin
        </span>
      ) : null}
      <span class="space" />
      <Freshness silence={silence} />
      <span class="wide-only number">{clock(at)}</span>
      <button type="button" class="theme-button" onClick={toggleTheme}>
        {other}
        <span class="desk-only"> theme</span>
      </button>
    </header>
  );
}

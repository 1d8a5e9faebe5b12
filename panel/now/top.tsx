/** The line above the page: which meter, is the word fresh, which theme. */
import type { VNode } from "preact";
import type { Silence } from "../base/link";
import { age, clock } from "../base/numbers";
import { theme, toggleTheme } from "../base/theme";
import type { View } from "../base/view";

function Freshness({ silence }: { silence: Silence | null }): VNode {
  return (
    <span class={silence === null ? "fresh" : "fresh lost"}>
      <i />
      {silence === null ? "live" : `no answer for ${age(silence.seconds)}`}
    </span>
  );
}

export function Top({ view, silence }: { view: View; silence: Silence | null }): VNode {
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

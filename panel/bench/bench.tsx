/** The bench of a simulated twin: a drawer below the page. A real meter has none. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject, VNode } from "preact";
import type { BenchState } from "@bptm/station/wire/api";
import { FaultSide, HouseSide } from "./bench-house";
import { GeneratorSide, UtilitySide } from "./bench-sources";
import { TimeSide } from "./bench-time";

/** Invariants that the judge found violated: shown whether the drawer is open or not. */
function Violations({ violations }: { violations: readonly string[] }): VNode {
  const count = violations.length;
  return (
    <div role="alert" class="violations">
      {count === 0 ? null : (
        <>
          <strong>{count === 1 ? "An invariant is" : `${count} invariants are`} broken.</strong>
          <ul>
            {violations.map((violation) => (
              <li key={violation}>{violation}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function time(bench: BenchState): string {
  return `${bench.paused ? "paused" : `${bench.speed}×`} · seed ${bench.seed}`;
}

/** Publishes the height that the drawer covers at the bottom of the page. */
function useHeight(drawer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = drawer.current;
    if (element === null) return;
    const root = document.documentElement.style;
    const sized = new ResizeObserver(() => {
      root.setProperty("--bench-height", `${element.offsetHeight}px`);
    });
    sized.observe(element);
    return () => {
      sized.disconnect();
      root.removeProperty("--bench-height");
    };
  }, []);
}

export function Bench({ bench, silent }: { bench: BenchState; silent: boolean }): VNode {
  const [open, setOpen] = useState(false);
  const drawer = useRef<HTMLElement>(null);
  useHeight(drawer);
  const side = { bench, blocked: silent ? "The twin does not answer." : "" };
  return (
    <aside
      ref={drawer}
      class={open ? "bench open" : "bench"}
      aria-label="Bench of the simulated twin"
    >
      <div class="bench-inner">
        <Violations violations={bench.violations} />
        <button
          type="button"
          class="bench-bar"
          aria-expanded={open}
          aria-controls="bench-body"
          onClick={() => setOpen(!open)}
        >
          <i class="chevron" />
          <strong>Bench</strong>
          <span class="summary">simulated twin: {bench.summary}</span>
          <span class="time">{time(bench)}</span>
        </button>
        <div id="bench-body" class="bench-body" hidden={!open}>
          <UtilitySide {...side} />
          <GeneratorSide {...side} />
          <HouseSide {...side} />
          <FaultSide {...side} />
          <TimeSide {...side} />
        </div>
      </div>
    </aside>
  );
}

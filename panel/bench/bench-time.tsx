/** The bench's right side: speed, seed, and the library of conditions. */
import { useRef } from "preact/hooks";
import type { VNode } from "preact";
import type { BenchState } from "@bptm/station/wire/api";
import { Group, useOrders } from "./bench-order";
import { Conditions } from "./bench-conditions";
import type { SideProps } from "./bench-sources";

const SPEEDS = [1, 10, 60];

function Speed({ bench }: { bench: BenchState }): VNode {
  const { send } = useOrders();
  return (
    <div class="segments" role="group" aria-label="Speed">
      {SPEEDS.map((speed) => (
        <button
          key={speed}
          type="button"
          aria-pressed={!bench.paused && bench.speed === speed}
          onClick={() => {
            if (bench.paused) send({ do: "pause", on: false });
            send({ do: "speed", speed });
          }}
        >
          {speed}×
        </button>
      ))}
      <button
        type="button"
        aria-pressed={bench.paused}
        onClick={() => send({ do: "pause", on: !bench.paused })}
      >
        Pause
      </button>
    </div>
  );
}

/** A whole number as the seed of a run; null for anything else. */
export function seedOf(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

function Restart({ seed }: { seed: number }): VNode {
  const { send, showNote } = useOrders();
  const field = useRef<HTMLInputElement>(null);
  const restart = (event: Event): void => {
    event.preventDefault();
    const wanted = seedOf(field.current?.value ?? "");
    if (wanted === null) return showNote("A seed is a whole number of up to nine digits.");
    send({ do: "restart", seed: wanted });
  };
  return (
    <form class="restart" onSubmit={restart}>
      <label>
        Seed{" "}
        <input key={seed} ref={field} class="input" inputMode="numeric" defaultValue={`${seed}`} />
      </label>
      <button class="button" type="submit">
        Restart
      </button>
    </form>
  );
}

export function TimeSide({ bench, blocked }: SideProps): VNode {
  return (
    <Group title="Time and conditions" blocked={blocked}>
      <div class="controls">
        <Speed bench={bench} />
        <Restart seed={bench.seed} />
      </div>
      <Conditions bench={bench} />
    </Group>
  );
}

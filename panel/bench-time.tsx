/** The bench's right: speed, seed, and the library of conditions. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { VNode } from "preact";
import type { BenchState, ConditionLine } from "@bptm/station/api";
import { Group, useAsk } from "./bench-ask";
import type { SideProps } from "./bench-sources";
import { read } from "./station";

const SPEEDS = [1, 10, 60];

function Speed({ bench }: { bench: BenchState }): VNode {
  const { ask } = useAsk();
  return (
    <div class="segments" role="group" aria-label="Speed">
      {SPEEDS.map((speed) => (
        <button
          key={speed}
          type="button"
          aria-pressed={!bench.paused && bench.speed === speed}
          onClick={() => {
            if (bench.paused) ask({ do: "pause", on: false });
            ask({ do: "speed", speed });
          }}
        >
          {speed}×
        </button>
      ))}
      <button
        type="button"
        aria-pressed={bench.paused}
        onClick={() => ask({ do: "pause", on: !bench.paused })}
      >
        Pause
      </button>
    </div>
  );
}

/** A whole number that makes one run; null for anything else. */
export function seedOf(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

function Restart({ seed }: { seed: number }): VNode {
  const { ask, tell } = useAsk();
  const field = useRef<HTMLInputElement>(null);
  const restart = (event: Event): void => {
    event.preventDefault();
    const wanted = seedOf(field.current?.value ?? "");
    if (wanted === null) return tell("A seed is a whole number of up to nine digits.");
    ask({ do: "restart", seed: wanted });
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

/** The conditions in which every word of the search occurs. */
export function found(lines: readonly ConditionLine[], search: string): ConditionLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ id, group, severity, title }) => {
    const text = `${id} ${group} ${severity} ${title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const VERDICT = { running: "runs", pass: "holds", fail: "FAILED" } as const;

function Running({ condition }: { condition: NonNullable<BenchState["condition"]> }): VNode {
  const { id, title, state, note } = condition;
  return (
    <p class={`running ${state}`} role="status">
      <strong>
        {id} {VERDICT[state]}.
      </strong>{" "}
      {title}
      {note === "" ? "" : `: ${note}`}
    </p>
  );
}

/** The list is one stop of the Tab key; arrows move within it. */
function moveInList(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = event.currentTarget;
  if (step === undefined || !(list instanceof HTMLElement)) return;
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.findIndex((one) => one === document.activeElement);
  buttons[at + step]?.focus();
  event.preventDefault();
}

function Conditions({ bench }: { bench: BenchState }): VNode {
  const { ask } = useAsk();
  const [lines, setLines] = useState<readonly ConditionLine[]>([]);
  const [search, setSearch] = useState("");
  useEffect(() => {
    void read<ConditionLine[]>("api/conditions").then((all) => setLines(all ?? []));
  }, []);
  const shown = found(lines, search);
  return (
    <>
      <input
        class="input"
        type="search"
        placeholder="Run a condition…"
        aria-label="Search the conditions, by number or word"
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      {bench.condition === null ? null : <Running condition={bench.condition} />}
      <ul class="conditions" aria-label="Conditions" onKeyDown={moveInList}>
        {shown.map(({ id, severity, title }, at) => (
          <li key={id}>
            <button
              type="button"
              title={title}
              tabIndex={at === 0 ? 0 : -1}
              onClick={() => ask({ do: "condition", id })}
            >
              <strong>{id}</strong>
              <span>{title}</span>
              <small>{severity}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && lines.length > 0 ? (
        <p class="small-note">None has these words.</p>
      ) : null}
    </>
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

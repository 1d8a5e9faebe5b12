/**
 * The library of conditions: each runs live, or in the background at full speed, with its report.
 */
import { useEffect, useState } from "preact/hooks";
import type { VNode } from "preact";
import type { BenchState, ConditionLine, RunLine } from "@bptm/station/wire/api";
import { useOrders } from "./bench-order";
import { moveInList } from "../base/move-in-list";
import { read } from "../base/station";

/** The conditions that contain all words of the search. */
export function found(lines: readonly ConditionLine[], search: string): ConditionLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ id, group, severity, title }) => {
    const text = `${id} ${group} ${severity} ${title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The conditions by group, both in the order of the library. */
export function grouped(
  lines: readonly ConditionLine[],
): { readonly group: string; readonly lines: readonly ConditionLine[] }[] {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return groups.map((group) => ({ group, lines: lines.filter((line) => line.group === group) }));
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

/** The state of a background run, in a word or two. */
export function runWords({ state, percent }: RunLine): string {
  if (state === "runs") return `${percent} %`;
  return { waits: "waits", pass: "holds", fail: "FAILED", broken: "no verdict" }[state];
}

/** For screen readers: only the latest finished run, not the progress. */
function lastOver(runs: readonly RunLine[]): string {
  const over = runs.find(({ state }) => state !== "waits" && state !== "runs");
  return over === undefined ? "" : `${over.id} ${runWords(over)}: ${over.note}`;
}

function Aside({ run, stop }: { run: RunLine; stop: Stop }): VNode {
  const { id, state, note, report } = run;
  return (
    <p class={`aside ${state}`}>
      <strong>{runWords(run)}</strong>
      {state === "runs" ? (
        <progress max={100} value={run.percent} aria-label={`${id}, done in per cent`} />
      ) : (
        <span title={note}>{note}</span>
      )}
      {report ? (
        <a
          {...stop("report")}
          href={`api/reports/${id}`}
          target="_blank"
          rel="noopener"
          aria-label={`Report of ${id}, in a new tab`}
        >
          Report
        </a>
      ) : null}
    </p>
  );
}

/** Makes an action the list's Tab stop when it has the focus. */
type Stop = (what: string) => { readonly tabIndex: number; readonly onFocus: () => void };

interface RowProps {
  readonly line: ConditionLine;
  readonly run: RunLine | undefined;
  readonly stop: Stop;
}

function Row({ line, run, stop }: RowProps): VNode {
  const { send } = useOrders();
  const { id, severity, title } = line;
  return (
    <li data-row={id}>
      <button
        type="button"
        class="live"
        title={title}
        {...stop("live")}
        onClick={() => send({ do: "condition", id })}
      >
        <strong>{id}</strong>
        <span>{title}</span>
        <small>{severity}</small>
      </button>
      <button
        type="button"
        class="fast"
        title="At full speed, beside the live home"
        aria-label={`Fast: ${id} at full speed`}
        {...stop("fast")}
        onClick={() => send({ do: "run-aside", id })}
      >
        Fast
      </button>
      {run === undefined ? null : <Aside run={run} stop={stop} />}
    </li>
  );
}

function Library({ lines, runs }: { lines: readonly ConditionLine[]; runs: readonly RunLine[] }) {
  const [current, setCurrent] = useState("");
  const first = `${lines[0]?.id} live`;
  const there = lines.some(({ id }) => id === current.split(" ")[0]) ? current : first;
  const groups = grouped(lines);
  return (
    <div class="conditions" role="group" aria-label="Conditions" onKeyDown={moveInList}>
      {groups.map(({ group, lines: members }, at) => (
        <div key={group}>
          <p class="group-name" id={`condition-group-${at}`}>
            {group}
          </p>
          <ul aria-labelledby={`condition-group-${at}`}>
            {members.map((line) => (
              <Row
                key={line.id}
                line={line}
                run={runs.find(({ id }) => id === line.id)}
                stop={(what) => ({
                  tabIndex: there === `${line.id} ${what}` ? 0 : -1,
                  onFocus: () => setCurrent(`${line.id} ${what}`),
                })}
              />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

export function Conditions({ bench }: { bench: BenchState }): VNode {
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
        aria-label="Search the conditions by number or word"
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <p class="small-note hint">Click: runs live. Fast: at full speed, with a report.</p>
      {bench.condition === null ? null : <Running condition={bench.condition} />}
      <p class="hidden" role="status">
        {lastOver(bench.runs)}
      </p>
      <Library lines={shown} runs={bench.runs} />
      {shown.length === 0 && lines.length > 0 ? (
        <p class="small-note">None has these words.</p>
      ) : null}
    </>
  );
}

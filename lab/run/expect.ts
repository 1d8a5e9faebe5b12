/** Compares what was observed in a run with the expectations of its condition. */
import type { Expectation } from "../scenario/condition";
import type { MeterEvent } from "@bptm/text/drain";
import { reasonId } from "./run-log";
import type { RunSnapshot, FullSnapshot, RunLog } from "./run-log";

/** Outcome of one expectation, and what was observed. */
interface ExpectationOutcome {
  /** The expectation as a sentence. */
  readonly expected: string;
  readonly held: boolean;
  readonly seen: string;
}

/** What expectations are evaluated on. */
interface RunEvidence {
  readonly runLog: RunLog;
  /** Full snapshots by their time in seconds. */
  readonly at: ReadonlyMap<number, FullSnapshot>;
  readonly end: FullSnapshot;
}

const s = (time: number): string => `${time.toFixed(2)} s`;

function windowOf(e: Expectation, end_s: number): { from: number; to: number; words: string } {
  const from = e.after_s ?? 0;
  const to = e.before_s ?? e.by_s ?? end_s;
  const after = e.after_s === undefined ? "" : ` after ${e.after_s} s`;
  const before = e.before_s === undefined ? "" : ` before ${e.before_s} s`;
  return { from, to, words: `${after}${before}` };
}

/** The snapshot in force at `from`, and each change until `to`. */
function during(moments: readonly RunSnapshot[], from: number, to: number): RunSnapshot[] {
  const first = moments.findLast((one) => one.time_s <= from);
  const rest = moments.filter((one) => one.time_s > from && one.time_s <= to);
  return first === undefined ? rest : [first, ...rest];
}

type ExpectationVerdict = readonly [expected: string, held: boolean, seen: string];

function connected(e: Expectation, { runLog, at, end }: RunEvidence): ExpectationVerdict {
  const wanted = e.connected ?? "none";
  if (e.at_s !== undefined) {
    const seen = at.get(e.at_s)?.connected ?? "nothing";
    return [`at ${e.at_s} s connected to ${wanted}`, seen === wanted, `connected to ${seen}`];
  }
  const by = e.by_s ?? end.time_s;
  const last = during(runLog.snapshots, 0, by).at(-1)?.connected ?? "none";
  const early = e.after_s !== undefined && atTime(runLog.snapshots, e.after_s) === wanted;
  const since = runLog.snapshots.findLast((one) => one.time_s <= by && one.connected !== last);
  const when = since === undefined ? "from the start" : `since ${s(since.time_s)} or later`;
  const not = e.after_s === undefined ? "" : `, not yet at ${e.after_s} s`;
  const seen = `at ${by} s connected to ${last} ${when}${early ? ", but so before" : ""}`;
  return [`connected to ${wanted} by ${by} s${not}`, last === wanted && !early, seen];
}

const atTime = (moments: readonly RunSnapshot[], time: number): string | undefined =>
  during(moments, time, time)[0]?.connected;

function stays(e: Expectation, { runLog, end }: RunEvidence): ExpectationVerdict {
  const { from, to, words } = windowOf(e, end.time_s);
  const other = during(runLog.snapshots, from, to).find((one) => one.connected !== e.stays);
  const seen = other === undefined ? "it did" : `${other.connected} at ${s(other.time_s)}`;
  return [`stays on ${e.stays}${words}`, other === undefined, seen];
}

function never(e: Expectation, { runLog, end }: RunEvidence): ExpectationVerdict {
  const { from, to, words } = windowOf(e, end.time_s);
  const found = runLog.pulses.filter(
    ({ pulse, time_s }) => e.never?.some((one) => one === pulse) && time_s >= from && time_s <= to,
  );
  const list = found.slice(0, 3).map(({ pulse, time_s }) => `${pulse} at ${s(time_s)}`);
  const seen = found.length === 0 ? "none" : list.join(", ");
  return [`never ${e.never?.join(" or ")}${words}`, found.length === 0, seen];
}

function eventsIn(e: Expectation, id: string, { runLog, end }: RunEvidence): MeterEvent[] {
  const { from, to } = windowOf(e, end.time_s);
  return runLog.events.filter(
    (one) =>
      one.id === id &&
      one.time_ms >= from * 1000 &&
      one.time_ms <= to * 1000 &&
      (e.because === undefined || reasonId(one.a) === e.because),
  );
}

const times = (events: readonly MeterEvent[]): string =>
  events.length === 0
    ? "never"
    : `${events.length} time(s), at ${events
        .slice(0, 3)
        .map((one) => s(one.time_ms / 1000))
        .join(", ")}`;

function event(e: Expectation, evidence: RunEvidence): ExpectationVerdict {
  const found = eventsIn(e, e.event ?? "", evidence);
  const exactly = e.times === undefined ? "" : `, ${e.times} time(s)`;
  const most = e.at_most === undefined ? "" : `, at most ${e.at_most} time(s)`;
  const because = e.because === undefined ? "" : ` because ${e.because}`;
  const enough = e.times === undefined ? found.length > 0 : found.length === e.times;
  const held = e.at_most === undefined ? enough : found.length <= e.at_most;
  const { words } = windowOf(e, evidence.end.time_s);
  return [`event ${e.event}${because}${exactly}${most}${words}`, held, times(found)];
}

function noEvent(e: Expectation, evidence: RunEvidence): ExpectationVerdict {
  const found = eventsIn(e, e.no_event ?? "", evidence);
  const because = e.because === undefined ? "" : ` because ${e.because}`;
  const { words } = windowOf(e, evidence.end.time_s);
  return [`no event ${e.no_event}${because}${words}`, found.length === 0, times(found)];
}

function reason(e: Expectation, evidence: RunEvidence): ExpectationVerdict {
  const of = e.of ?? "generator";
  const wanted = e.reason ?? "None";
  if (e.at_s !== undefined) {
    const moment = evidence.at.get(e.at_s);
    const seen = of === "utility" ? moment?.utility_reason : moment?.generator_reason;
    return [`at ${e.at_s} s ${of} not usable: ${wanted}`, seen === wanted, seen ?? "nothing"];
  }
  const ids =
    of === "utility" ? ["UtilityLost", "UtilityRejected"] : ["GeneratorLost", "GeneratorRejected"];
  const found = ids.flatMap((id) => eventsIn(e, id, evidence));
  const seen = [...new Set(found.map((one) => reasonId(one.a)))];
  const { words } = windowOf(e, evidence.end.time_s);
  const held = seen.includes(wanted);
  return [`${of} rejected: ${wanted}${words}`, held, seen.join(", ") || "no rejection"];
}

function lockout(e: Expectation, { at, end }: RunEvidence): ExpectationVerdict {
  const moment = e.at_s === undefined ? end : at.get(e.at_s);
  const latches = moment?.latches ?? [];
  const seen = latches.length === 0 ? "none" : latches.join(", ");
  const held = e.lockout === "none" ? latches.length === 0 : latches.includes(e.lockout ?? "");
  const when = e.at_s === undefined ? "at the end" : `at ${e.at_s} s`;
  return [`${when} locked out: ${e.lockout}`, held, moment === undefined ? "nothing" : seen];
}

function dark(e: Expectation, { runLog, end }: RunEvidence): ExpectationVerdict {
  const { from, to, words } = windowOf(e, end.time_s);
  let longest = 0;
  const span = during(runLog.snapshots, from, to);
  for (const [index, one] of span.entries()) {
    if (one.line_out === "live") continue;
    const next = span.slice(index + 1).find(({ line_out }) => line_out === "live");
    longest = Math.max(longest, (next?.time_s ?? to) - Math.max(one.time_s, from));
  }
  const most = e.dark_less_than_s ?? 0;
  return [`dark for less than ${most} s${words}`, longest < most, `${s(longest)} at the longest`];
}

function pulses(e: Expectation, { runLog, end }: RunEvidence): ExpectationVerdict {
  const { from, to, words } = windowOf(e, end.time_s);
  const found = runLog.pulses.filter(
    ({ pulse, time_s }) =>
      (e.coil === undefined || pulse === `${e.coil}-pulse`) && time_s >= from && time_s <= to,
  );
  const most = e.pulses_at_most ?? 0;
  const of = e.coil === undefined ? "" : ` of ${e.coil}`;
  const expected = `at most ${most} pulses${of}${words}`;
  return [expected, found.length <= most, String(found.length)];
}

function register(e: Expectation, one: FullSnapshot, when: string): ExpectationVerdict {
  const { at_least_wh: least = 0, at_most_wh: most } = e;
  const seen = e.register === "utility" ? one.utility_wh : one.generator_wh;
  const range = most === undefined ? `at least ${least}` : `${least} to ${most}`;
  const expected = `${when} the register of the ${e.register} has ${range} Wh`;
  return [expected, seen >= least && seen <= (most ?? Infinity), `${seen} Wh`];
}

/** Expectations about one time: what is expected, and what was observed. */
function moment(e: Expectation, { at }: RunEvidence): ExpectationVerdict {
  const one = at.get(e.at_s ?? 0);
  const when = `at ${e.at_s} s`;
  if (one === undefined) return [when, false, "the run ended before"];
  const list = (
    wanted: readonly string[],
    seen: readonly string[],
    what: string,
  ): ExpectationVerdict => [
    `${when} ${what} ${wanted.join(", ")}`,
    wanted.join() === seen.join(),
    seen.join(", "),
  ];
  if (e.switches !== undefined) return list(e.switches, one.switches, "switches");
  if (e.lights !== undefined) return list(e.lights, one.lights, "lights");
  if (e.line_out !== undefined) return list([e.line_out], [one.line_out], "line out");
  if (e.powered !== undefined) return list([String(e.powered)], [String(one.powered)], "powered");
  if (e.advises !== undefined) {
    const expected = `${when} the meter advises "${e.advises}"`;
    return [expected, one.advice.includes(e.advises), one.advice || "nothing"];
  }
  if (e.writes_at_most !== undefined) {
    const expected = `${when} the store was written at most ${e.writes_at_most} times`;
    return [expected, one.writes <= e.writes_at_most, `${one.writes} times`];
  }
  if (e.register !== undefined) return register(e, one, when);
  const wanted = e.says ?? "";
  return [`${when} the meter says "${wanted}"`, one.sentence.includes(wanted), one.sentence];
}

function judge(e: Expectation, evidence: RunEvidence): ExpectationVerdict {
  if (e.connected !== undefined) return connected(e, evidence);
  if (e.stays !== undefined) return stays(e, evidence);
  if (e.never !== undefined) return never(e, evidence);
  if (e.event !== undefined) return event(e, evidence);
  if (e.no_event !== undefined) return noEvent(e, evidence);
  if (e.reason !== undefined) return reason(e, evidence);
  if (e.lockout !== undefined) return lockout(e, evidence);
  if (e.dark_less_than_s !== undefined) return dark(e, evidence);
  if (e.pulses_at_most !== undefined) return pulses(e, evidence);
  return moment(e, evidence);
}

/** Evaluates one expectation. */
export function outcomeOf(expectation: Expectation, evidence: RunEvidence): ExpectationOutcome {
  const [expected, held, seen] = judge(expectation, evidence);
  return { expected, held, seen };
}

/** The last transfer for the engineer: waveforms on one time base, and its figures in words. */
import type { TransferWaves } from "@bptm/link/bench";
import type { TransferRecord } from "../wire/api";

type SwitchMove = TransferWaves["moments"][number];

const CYCLE_SAMPLES = 80;
/** Peak of 10 V RMS, below which a leg is dead. */
const DEAD_PEAK_VOLTS = 14.2;
const POINTS: Record<string, string> = { utility: "Utility", generator: "Generator", out: "House" };

/** "utility-leg-1" becomes "Utility L1", "generator-current-2" "Generator current L2". */
function nameOf(channel: string): string {
  const [point = "", what = "", leg = ""] = channel.split("-");
  return `${POINTS[point] ?? point}${what === "current" ? " current" : ""} L${leg}`;
}

function rounded(values: readonly number[], unit: "V" | "A"): number[] {
  const scale = unit === "V" ? 10 : 100;
  return values.map((value) => Math.round(value * scale) / scale);
}

function traceOf(channel: TransferWaves["channels"][number]): TransferRecord["traces"][number] {
  const unit = channel.name.includes("current") ? "A" : "V";
  return { name: nameOf(channel.name), unit, values: rounded(channel.values, unit) };
}

/** The result: the source whose switch closed last, if one did. */
function endOf(moves: readonly SwitchMove[]): TransferRecord["to"] {
  const last = moves.at(-1)?.what;
  if (last === "U closes") return "utility";
  return last === "G closes" ? "generator" : "none";
}

/** One-cycle RMS at each sample that has a complete, unbroken cycle before it. */
function effective(values: readonly number[], time_ms: readonly number[]): (number | null)[] {
  let sum = 0;
  return values.map((value, index) => {
    sum += value * value;
    const first = index - CYCLE_SAMPLES;
    if (first >= 0) sum -= (values[first] ?? 0) ** 2;
    if (first < -1) return null;
    const span_ms = (time_ms[index] ?? 0) - (time_ms[first + 1] ?? 0);
    return span_ms > 20 ? null : Math.sqrt(Math.max(0, sum) / CYCLE_SAMPLES);
  });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function bothOpen(moves: readonly SwitchMove[]): string[] {
  const last = moves.at(-1);
  const opened = moves.findLast(({ what }) => what.endsWith("opens"));
  if (last === undefined || opened === undefined || !last.what.endsWith("closes")) return [];
  return [`Both switches open for ${seconds(last.time_ms - opened.time_ms)}`];
}

function houseVoltage(recording: TransferWaves): readonly number[] {
  return recording.channels.find(({ name }) => name === "out-leg-1")?.values ?? [];
}

/** A pole makes contact before its auxiliary contact reports it closed. */
const TOUCH_MS = 60;

/** How fast the house went dark after the first opening. */
function voltageLoss(recording: TransferWaves): string[] {
  const { moments, time_ms } = recording;
  const opened = moments.find(({ what }) => what.endsWith("opens"));
  if (opened === undefined) return [];
  const closed = moments.find(
    ({ what, time_ms: at }) => what.endsWith("closes") && at > opened.time_ms,
  );
  const end_ms = (closed?.time_ms ?? Infinity) - TOUCH_MS;
  const volts = houseVoltage(recording);
  const last = time_ms.findLastIndex(
    (time, index) => time < end_ms && Math.abs(volts[index] ?? 0) > DEAD_PEAK_VOLTS,
  );
  const gone_ms = (time_ms[last] ?? -Infinity) - opened.time_ms;
  if (gone_ms < -TOUCH_MS) return ["The house was dark before"];
  if (gone_ms < 1) return ["House voltage gone with the opening"];
  return [`House voltage gone ${Math.round(gone_ms)} ms after the opening`];
}

/** The voltage dip when the new source took over the house's load. */
function pickUp(recording: TransferWaves): string[] {
  const closed = recording.moments.at(-1);
  if (closed === undefined || !closed.what.endsWith("closes")) return [];
  const rms = effective(houseVoltage(recording), recording.time_ms);
  // The first cycle still includes the dead time.
  const after = rms.filter(
    (value, index): value is number =>
      value !== null && (recording.time_ms[index] ?? 0) > closed.time_ms + 34,
  );
  return after.length === 0
    ? []
    : [`Lowest voltage after pick-up ${Math.round(Math.min(...after))} V`];
}

function together({ switch_u, switch_g }: TransferWaves): string {
  const samples = switch_u.filter((u, index) => u === 1 && switch_g[index] === 1).length;
  if (samples === 0) return "U and G never closed together";
  return `U and G shown closed together for ${(samples / 4.8).toFixed(1)} ms`;
}

const TITLES = {
  utility: "to the grid",
  generator: "to the generator",
  none: "off both sources",
} as const;

/** A recording in the form of the API; time 0 is the last move of a switch. */
export function transferRecord(
  recording: TransferWaves,
  sequence: number,
  at: string,
): TransferRecord {
  const { moments, time_ms } = recording;
  const zero_ms = moments.at(-1)?.time_ms ?? 0;
  const to = endOf(moments);
  return {
    sequence,
    at,
    to,
    title: TITLES[to],
    time_ms: time_ms.map((time) => Math.round((time - zero_ms) * 1000) / 1000),
    traces: recording.channels.map(traceOf),
    switch_u: recording.switch_u,
    switch_g: recording.switch_g,
    figures: [
      ...bothOpen(moments),
      ...voltageLoss(recording),
      ...pickUp(recording),
      together(recording),
    ],
  };
}

/** Prepares a transfer's record for drawing: selects traces, and cuts a long dead time out. */
import type { TransferRecord } from "@bptm/station/wire/api";
import { fixed } from "../base/numbers";

/** A piece of the record drawn without a break, and its position on the drawing. */
export interface RecordPiece {
  readonly from_ms: number;
  readonly to_ms: number;
  /** Drawing coordinate of `from_ms`; one unit is one millisecond. */
  readonly at: number;
}

interface Lane {
  readonly name: string;
  readonly unit: "V" | "A";
  readonly tone: "utility" | "generator" | "ink";
  /** The value at the lane's edge. */
  readonly top: number;
  readonly values: readonly (number | null)[];
}

/** The time of a switch movement. */
interface DrawnMove {
  readonly at: number;
  readonly word: string;
}

export interface Drawing {
  readonly x: readonly number[];
  readonly lanes: readonly Lane[];
  readonly switch_u: readonly (number | null)[];
  readonly switch_g: readonly (number | null)[];
  readonly pieces: readonly RecordPiece[];
  readonly moves: readonly DrawnMove[];
}

const LONG_MS = 1200;
const BEFORE_MS = 80;
const AFTER_MS = 170;
const HOLE_MS = 20;

const changed = (row: readonly number[], index: number): boolean =>
  index > 0 && row[index] !== row[index - 1];

/** Where a switch moved. */
function moves(record: TransferRecord): { index: number; word: string }[] {
  const word = { "0": "opens", "1": "closes", "-1": "unknown" } as Record<string, string>;
  const found: { index: number; word: string }[] = [];
  for (let index = 1; index < record.time_ms.length; index += 1) {
    for (const [name, row] of [
      ["U", record.switch_u],
      ["G", record.switch_g],
    ] as const) {
      if (changed(row, index)) found.push({ index, word: `${name} ${word[String(row[index])]}` });
    }
  }
  return found;
}

/** The time ranges to draw: all of a short record, otherwise around the moves. */
function ranges(record: TransferRecord): [number, number][] {
  const times = record.time_ms;
  const start = times[0] ?? 0;
  const end = times.at(-1) ?? 0;
  const holes: [number, number][] = [];
  let from = start;
  for (let index = 1; index < times.length; index += 1) {
    const before = times[index - 1] ?? 0;
    const now = times[index] ?? 0;
    if (now - before <= HOLE_MS) continue;
    holes.push([from, before]);
    from = now;
  }
  const whole: [number, number][] = [...holes, [from, end]];
  const found = moves(record).map(({ index }) => times[index] ?? 0);
  if (found.length === 0) return whole;
  return whole.flatMap((part) => (part[1] - part[0] > LONG_MS ? around(part, found) : [part]));
}

/** The parts of a time range near one of the moments, joined where they touch. */
function around([from, to]: [number, number], moments: readonly number[]): [number, number][] {
  const parts: [number, number][] = [];
  for (const moment of moments) {
    if (moment < from || moment > to) continue;
    const start = Math.max(from, moment - BEFORE_MS);
    const end = Math.min(to, moment + AFTER_MS);
    const last = parts.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else parts.push([start, end]);
  }
  return parts.length === 0 ? [[from, to]] : parts;
}

function pieces(record: TransferRecord): RecordPiece[] {
  const parts = ranges(record);
  const total = parts.reduce((sum, [from, to]) => sum + to - from, 0);
  const gap = Math.max(1, total * 0.045);
  let at = 0;
  return parts.map(([from_ms, to_ms]) => {
    const piece = { from_ms, to_ms, at };
    at += to_ms - from_ms + gap;
    return piece;
  });
}

/** The record's time at a drawing coordinate; null within a cut. */
export function timeAt(all: readonly RecordPiece[], x: number): number | null {
  const piece = all.find(
    ({ at, from_ms, to_ms }) => x >= at - 1e-6 && x <= at + to_ms - from_ms + 1e-6,
  );
  return piece ? piece.from_ms + x - piece.at : null;
}

/** The drawing coordinate of a time; null when it is cut. */
export function coordinateOf(all: readonly RecordPiece[], time_ms: number): number | null {
  const piece = all.find(({ from_ms, to_ms }) => time_ms >= from_ms && time_ms <= to_ms);
  return piece ? piece.at + time_ms - piece.from_ms : null;
}

/** The ends of neighbouring pieces: where the drawing is cut, and how much is missing. */
export function cuts(
  all: readonly RecordPiece[],
): { from: number; to: number; missing_ms: number }[] {
  return all.slice(1).map((piece, index) => {
    const before = all[index] as RecordPiece;
    return {
      from: before.at + before.to_ms - before.from_ms,
      to: piece.at,
      missing_ms: piece.from_ms - before.to_ms,
    };
  });
}

const SOURCES = [
  { tone: "utility", word: /utility/i },
  { tone: "generator", word: /generator/i },
  { tone: "ink", word: /house|line out/i },
] as const;

type RecordTrace = TransferRecord["traces"][number];

/** Leg 1 of each measuring point, or its first voltage. */
function chosen(traces: readonly RecordTrace[]): { trace: RecordTrace; tone: Lane["tone"] }[] {
  return SOURCES.flatMap(({ tone, word }) => {
    const those = traces.filter((trace) => trace.unit === "V" && word.test(trace.name));
    const trace = those.find(({ name }) => /\b(leg|L) ?1\b/i.test(name)) ?? those[0];
    return trace ? [{ trace, tone }] : [];
  });
}

/** The edge of all lanes of a unit: the same for all, so that heights can be compared. */
function edge(values: readonly number[]): number {
  const peak = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max(170, Math.ceil(peak / 10) * 10);
}

/** Prepares a record for drawing. */
export function drawingOf(record: TransferRecord): Drawing {
  const all = pieces(record);
  const kept: (number | null)[] = [];
  const x: number[] = [];
  for (const [number, piece] of all.entries()) {
    if (number > 0) {
      kept.push(null);
      x.push(piece.at - 0.5);
    }
    for (const [index, time] of record.time_ms.entries()) {
      if (time < piece.from_ms || time > piece.to_ms) continue;
      kept.push(index);
      x.push(piece.at + time - piece.from_ms);
    }
  }
  const pick = (row: readonly number[]): (number | null)[] =>
    kept.map((index) => (index === null ? null : (row[index] ?? null)));
  const found = chosen(record.traces);
  const top = edge(found.flatMap(({ trace }) => trace.values));
  return {
    x,
    lanes: found.map(({ trace, tone }) => ({
      name: trace.name,
      unit: trace.unit,
      tone,
      top,
      values: pick(trace.values),
    })),
    switch_u: pick(record.switch_u),
    switch_g: pick(record.switch_g),
    pieces: all,
    moves: moves(record).flatMap(({ index, word }) => {
      const at = coordinateOf(all, record.time_ms[index] ?? 0);
      return at === null ? [] : [{ at, word }];
    }),
  };
}

/** "+100 ms", "−3.1 s", "0". */
export function timeWords(time_ms: number, step_ms: number): string {
  if (Math.abs(time_ms) < 1e-6) return "0";
  const sign = time_ms > 0 ? "+" : "−";
  const size = Math.abs(time_ms);
  if (size >= 1000) return `${sign}${fixed(size / 1000, step_ms >= 100 ? 1 : 3)} s`;
  return `${sign}${fixed(size, step_ms < 1 ? 1 : 0)} ms`;
}

const STEPS_MS = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Round times in each visible piece, as drawing coordinates. */
export function ticks(all: readonly RecordPiece[], from: number, to: number): number[] {
  const step = stepFor(to - from);
  const found: number[] = [];
  for (const { at, from_ms, to_ms } of all) {
    for (let count = Math.ceil(from_ms / step); count * step <= to_ms; count += 1) {
      const x = at + count * step - from_ms;
      if (x >= from && x <= to) found.push(x);
    }
  }
  return found;
}

/** The step between two ticks for a visible width. */
export function stepFor(width: number): number {
  return STEPS_MS.find((step) => width / step <= 10) ?? 10_000;
}

/** The drawing in words. */
export function transferText(record: TransferRecord): string {
  const peaks = chosen(record.traces).map(({ trace }) => {
    const peak = trace.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return `${trace.name} up to ${fixed(peak, 0)} ${trace.unit}`;
  });
  const order = moves(record).map(
    ({ index, word }) => `${word} at ${fixed(record.time_ms[index] ?? null, 1)} ms`,
  );
  const parts = [`Waveforms of the last transfer: ${record.title}`, ...order, ...peaks];
  return `${[...parts, ...record.figures].join(". ")}.`;
}

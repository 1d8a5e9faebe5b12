/**
 * Judges a generator as the meter does: plugs it in at a dead grid, starts it, lets the meter look
 * at it, and puts load on it. What no meter can see, a bonded neutral or an outlet that promises
 * more than the cord carries, is taken from the unit's label.
 */
import { UNKNOWN } from "@bptm/core/hardware/units";
import { UNITS } from "@bptm/twin/sources/generators";
import { Bench } from "../run/bench";
import type { Engine } from "../host/host";
import { sayReason } from "@bptm/text/say";

/** What was measured and judged of one unit. */
export interface GeneratorVerdict {
  readonly name: string;
  readonly acceptable: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Whether the meter took the unit and kept it under load. */
  readonly passed_run: boolean;
  /** Line voltage, frequency and distortion without load as the meter saw them; null: unknown. */
  readonly volts: number | null;
  readonly hertz: number | null;
  readonly distortion_percent: number | null;
  /** Seconds from the start until the meter saw its voltage. */
  readonly run_up_s: number | null;
}

const START_S = 8;
const LOADED = ["water heater"];

const scaled = (value: number, by: number): number | null =>
  value === UNKNOWN || value === 0 ? null : Math.round((value / by) * 100) / 100;

/** Advances until something is true or the time is over. */
function until(bench: Bench, end_s: number, done: () => boolean): boolean {
  while (bench.time_ms < end_s * 1000) {
    bench.advance(250);
    if (done()) return true;
  }
  return false;
}

interface GeneratorTrial {
  readonly connected: boolean;
  readonly kept: boolean;
  readonly rejected: number;
  readonly run_up_s: number | null;
  readonly volts: number | null;
  readonly hertz: number | null;
  readonly distortion_percent: number | null;
}

function watch(name: string, seed: number, engine: Engine | undefined): GeneratorTrial {
  const bench = new Bench({ seed, house: "standard", generator: name, ...(engine && { engine }) });
  bench.plan({ at: 5, utility: "cut" });
  bench.plan({ at: START_S - 1, generator: "plug-in" });
  bench.plan({ at: START_S, generator: "start" });
  const { meter } = bench;
  let rejected = 0;
  const note = (): void => {
    for (const event of bench.drain()) {
      if (event.id === "GeneratorRejected" || event.id === "GeneratorLost") rejected = event.a;
    }
  };
  const { generator: place } = meter.estimate;
  const sees = (): boolean => bench.powered && place.line_mv > 100_000;
  const up = until(bench, 40, sees);
  const run_up_s = up ? bench.time_ms / 1000 - START_S : null;
  let seen: Pick<GeneratorTrial, "volts" | "hertz" | "distortion_percent"> | undefined;
  const connected = until(bench, 90, () => {
    note();
    const joined = bench.connected === "generator";
    if (joined || !bench.powered) return joined;
    seen = {
      volts: scaled(place.line_mv, 1000),
      hertz: scaled(place.frequency_mhz, 1000),
      distortion_percent: scaled(place.distortion_permille, 10),
    };
    return false;
  });
  if (!connected && !bench.powered) {
    // A unit that cannot feed the meter is looked at with the grid's help.
    bench.apply({ utility: "restore" });
    bench.advance(20_000);
    seen = { volts: scaled(place.line_mv, 1000), hertz: null, distortion_percent: null };
  }
  if (!connected) rejected ||= meter.control.generator.reason;
  const kept = connected && carries(bench, note);
  const unknown = { volts: null, hertz: null, distortion_percent: null };
  return { connected, kept, rejected, run_up_s, ...(seen ?? unknown) };
}

/** Whether it still feeds the house half a minute after a large load was switched on. */
function carries(bench: Bench, note: () => void): boolean {
  bench.advance(5000);
  for (const name of LOADED) bench.apply({ load: "on", name });
  const lost = until(bench, bench.time_ms / 1000 + 30, () => {
    note();
    return bench.connected !== "generator";
  });
  return !lost;
}

const upper = (letter: string): string => letter.toUpperCase();

/** Runs one unit on the twin and judges it. */
export function checkGenerator(name: string, seed = 1, engine?: Engine): GeneratorVerdict {
  const unit = UNITS.find((one) => one.name === name);
  if (unit === undefined) throw new RangeError(`there is no generator "${name}"`);
  const { connected, kept, rejected, ...measured } = watch(name, seed, engine);
  const why = sayReason(rejected);
  const label = unit.note.replace(/^(Not a|A)cceptable:? ?/, "").replace(/^./, upper);
  let reason = label;
  if (!connected) reason = `Not accepted by the meter: ${why}.`;
  else if (!kept) reason = `Lost under load: ${why}. Its label: ${label}`;
  else if (!unit.acceptable) reason = `The meter would take it; its label forbids it: ${label}`;
  const acceptable = kept && unit.acceptable;
  return { name, acceptable, reason, passed_run: kept, ...measured };
}

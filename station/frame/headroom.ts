/** How much more load can be turned on while the house is limited to 30 A. */
import { Reason } from "@bptm/core/lists/codes";
import { sayReason } from "@bptm/text/say";
import type { Meter } from "@bptm/core/meter";
import type { Frame, Headroom } from "../wire/api";
import { RATING_AMPS } from "./breaker-estimate";
import type { BreakerEstimate } from "./breaker-estimate";

/** Limit for lasting loads of a leg: 80 % of the rating. */
const LASTING_AMPS = 24;

type LegAmperes = readonly [number | null, number | null];

const round = (amps: number): number => Math.round(amps * 10) / 10;

/** Headroom while nothing is measured. */
export function unknownHeadroom(note: string): Headroom {
  return {
    left_amps: [null, null],
    used_amps: [null, null],
    now: true,
    note,
    breaker_trips_s: null,
  };
}

/** The excess over the rating: "2.1 A on L1 and 5.6 A on L2". */
function excess(used: readonly [number, number]): string {
  return used
    .map((amps, leg) => ({ over: round(amps - RATING_AMPS), name: `L${leg + 1}` }))
    .filter(({ over }) => over > 0)
    .map(({ over, name }) => `${over.toFixed(1)} A on ${name}`)
    .join(" and ");
}

function noteOf(used: readonly [number, number], now: boolean, volts: number | null): string {
  const over = excess(used);
  if (over !== "") return now ? `Turn off ${over} now.` : `Turn off ${over} before a transfer.`;
  const most = Math.max(...used);
  if (most > LASTING_AMPS) {
    const leg = `L${used[0] === most ? 1 : 2}`;
    return `${leg} carries more than ${LASTING_AMPS} A: turn on no large load.`;
  }
  const least = round(RATING_AMPS - most);
  const would = now ? "may" : "could then";
  const about = volts === null ? "" : `, about ${Math.round((least * volts) / 100) * 100} W`;
  return `A 240 V load ${would} draw up to ${least.toFixed(1)} A${about}.`;
}

/** Flaws of a source's voltage: at such a voltage amperes say nothing of those at the right one. */
const OF_VOLTAGE: readonly number[] = [
  Reason.NoVoltage,
  Reason.Undervoltage,
  Reason.Lost,
  Reason.Overvoltage,
  Reason.LegImbalance,
  Reason.LegAngle,
  Reason.LegLost,
  Reason.ShortCircuit,
  Reason.UnevenLoad,
  Reason.SensorLost,
];

/** Why the load cannot be judged. */
function flawOf(meter: Meter, on_generator: boolean): string | undefined {
  const { reason } = on_generator ? meter.control.generator : meter.control.utility;
  if (!OF_VOLTAGE.includes(reason)) return undefined;
  const what = on_generator ? "generator" : "grid";
  return `The load cannot be judged while the ${what} is not well: ${sayReason(reason)}.`;
}

/**
 * On the grid, the headroom if the house ran on the generator; unknown for a house with a source of
 * its own.
 */
export function headroomOf(
  meter: Meter,
  house: Frame["house"],
  breaker: BreakerEstimate,
): Headroom {
  if (house.source === "inside") {
    return unknownHeadroom("The house draws from its own source, which bypasses the meter.");
  }
  if (house.source === "none" || house.source === "unknown") {
    return unknownHeadroom("The load of the house is unknown until it has power.");
  }
  const now = house.source === "generator";
  const [one, two]: LegAmperes = [house.legs[0].amps, house.legs[1].amps];
  if (one === null || two === null) return unknownHeadroom("The current is unknown.");
  const used: [number, number] = [round(one), round(two)];
  const flaw = flawOf(meter, now);
  if (flaw !== undefined) return { ...unknownHeadroom(flaw), used_amps: used, now };
  const volts = now ? meter.estimate.generator.line_mv / 1000 : 240;
  return {
    left_amps: [round(RATING_AMPS - used[0]), round(RATING_AMPS - used[1])],
    used_amps: used,
    now,
    note: noteOf(used, now, volts),
    breaker_trips_s: now ? breaker.tripsIn([one, two]) : null,
  };
}

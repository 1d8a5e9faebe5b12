/** The three measuring points: both line sides and the house. */
import { legsKnown, loadSource, stateOf } from "@bptm/c12/records/snapshot";
import { Connected } from "@bptm/core/control/control";
import type { MeasuringPoint as Estimated } from "@bptm/core/measure/estimate";
import { LIVE_LEG_MV } from "@bptm/core/hardware/hardware";
import type { Meter } from "@bptm/core/meter";
import { NeutralState } from "@bptm/core/measure/neutral";
import type { BurdenTest } from "@bptm/core/measure/neutral";
import { Reason } from "@bptm/core/lists/codes";
import type { Qualification } from "@bptm/core/qualify/source";
import type { Frame, Leg, MeasuringPointState } from "../wire/api";
import { BOTH_PILOTS, hertz, ofMilli, watts } from "./figures";
import { sayReason } from "@bptm/text/say";

const NO_LEG: Leg = { volts: null, amps: null, watts: null };

/** A measuring point while nothing is known. */
export const UNKNOWN_POINT: MeasuringPointState = {
  state: "unknown",
  word: "unknown",
  line_volts: null,
  hertz: null,
  legs: [NO_LEG, NO_LEG],
};

type VoltageState = MeasuringPointState["state"];

/** A live line of which one leg is not live is indeterminate. */
function oneLegLive(point: Estimated): boolean {
  return Math.min(point.leg1_mv, point.leg2_mv) < LIVE_LEG_MV;
}

/** Currents need no neutral; power of one leg needs its voltage, and so the neutral. */
function legsOf(point: Estimated, volts_known: boolean): [Leg, Leg] {
  return [
    {
      volts: volts_known ? ofMilli(point.leg1_mv) : null,
      amps: ofMilli(point.current1_ma),
      watts: volts_known ? watts(point.power1_w) : null,
    },
    {
      volts: volts_known ? ofMilli(point.leg2_mv) : null,
      amps: ofMilli(point.current2_ma),
      watts: volts_known ? watts(point.power2_w) : null,
    },
  ];
}

function measured(
  meter: Meter,
  point: Estimated,
  side: BurdenTest,
): Omit<MeasuringPointState, "word"> {
  const known = legsKnown(meter, side, point);
  const state = stateOf(point, known);
  return {
    state: state === "live" && known && oneLegLive(point) ? "between" : state,
    line_volts: point.pilots === BOTH_PILOTS ? ofMilli(point.line_mv) : null,
    hertz: point.pilots === BOTH_PILOTS ? hertz(point) : null,
    legs: legsOf(point, known),
  };
}

/** The condition of a live source, in words. */
function liveSourceWords(source: Qualification, feeds: boolean): string {
  const doubt = source.reason !== Reason.None && source.reason !== Reason.Settling;
  if (feeds)
    return source.ok !== 0 || !doubt
      ? "feeds the house"
      : `feeds the house, but ${sayReason(source.reason)}`;
  if (source.ok !== 0) return "live, not connected";
  if (source.good_ticks > 0 || !doubt) return "live, being checked";
  return `not accepted: ${sayReason(source.reason)}`;
}

function sourceWords(state: VoltageState, source: Qualification, feeds: boolean): string {
  if (state === "unknown") return "unknown: a sensor lead is broken";
  if (state === "dead") return "no voltage at the meter";
  return liveSourceWords(source, feeds);
}

/** The utility's side of the service switch. */
export function utilityPoint(meter: Meter): MeasuringPointState {
  const control = meter.control;
  const found = measured(meter, meter.estimate.utility, meter.neutral.utility);
  const feeds = control.transfer.connected === Connected.Utility;
  return { ...found, word: sourceWords(found.state, control.utility, feeds) };
}

/** The generator's side of its switch. */
export function generatorPoint(meter: Meter): MeasuringPointState {
  const control = meter.control;
  const found = measured(meter, meter.estimate.generator, meter.neutral.generator);
  const feeds = control.transfer.connected === Connected.Generator;
  return { ...found, word: sourceWords(found.state, control.generator, feeds) };
}

type HouseSource = Frame["house"]["source"];

/** The source that keeps the house alive, by contacts and voltages. */
function houseSource(meter: Meter, state: VoltageState): HouseSource {
  const source = loadSource(meter, state);
  return source === "house" ? "inside" : source;
}

const HOUSE_WORDS: Record<HouseSource, string> = {
  utility: "on the grid",
  generator: "on the generator",
  inside: "fed from inside",
  none: "dead",
  unknown: "still live, source not known yet",
};

/**
 * The house's current flows through the path that feeds it; a source in the house bypasses the
 * meter.
 */
function houseLegs(meter: Meter, source: HouseSource, volts_known: boolean): [Leg, Leg] {
  const { utility, generator, out } = meter.estimate;
  const on_generator = meter.control.transfer.connected === Connected.Generator;
  const path =
    source === "inside" || source === "unknown" ? null : on_generator ? generator : utility;
  const through = path === null ? [NO_LEG, NO_LEG] : legsOf(path, volts_known);
  const volts = [out.leg1_mv, out.leg2_mv].map((mv) => (volts_known ? ofMilli(mv) : null));
  const leg = (index: 0 | 1): Leg => ({
    ...(through[index] ?? NO_LEG),
    volts: volts[index] ?? null,
  });
  return [leg(0), leg(1)];
}

/** The house behind both switches. */
export function housePoint(meter: Meter): Frame["house"] {
  const { out } = meter.estimate;
  const known = meter.neutral.reference === NeutralState.Valid && out.pilots === BOTH_PILOTS;
  const state = stateOf(out, known);
  const source = houseSource(meter, state);
  const live = state === "live" && !(known && oneLegLive(out));
  return {
    state: state === "live" && !live ? "between" : state,
    word: state === "unknown" ? "unknown: a sensor lead is broken" : HOUSE_WORDS[source],
    line_volts: out.pilots === BOTH_PILOTS ? ofMilli(out.line_mv) : null,
    hertz: out.pilots === BOTH_PILOTS ? hertz(out) : null,
    legs: houseLegs(meter, source, known),
    source,
  };
}

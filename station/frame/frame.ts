/** One consistent state of one meter: every part of it is read in the same moment. */
import type { Meter } from "@bptm/core/meter";
import { NeutralState } from "@bptm/core/measure/neutral";
import type { BenchState, EventLine, Frame } from "../wire/api";
import type { BreakerEstimate } from "./breaker-estimate";
import { countOf } from "./count";
import { displayOf } from "./display";
import { headroomOf, unknownHeadroom } from "./headroom";
import { lightsOf } from "./lights";
import { UNKNOWN_PLACE, generatorPlace, housePlace, utilityPlace } from "./places";
import { UNPOWERED_SENTENCE, sentenceOf } from "./sentence";
import { UNPOWERED_STEPS, stepsOf } from "./steps";
import { UNKNOWN_SWITCH, switchG, switchU } from "./switches";
import { toneOf } from "./tone";

/** What a frame needs to know beside the meter itself. */
interface Moment {
  readonly meter: Meter;
  readonly powered: boolean;
  readonly sequence: number;
  readonly at: string;
  readonly time_ms: number;
  readonly name: string;
  readonly serial: string;
  readonly breaker: BreakerEstimate;
  /** Newest first. */
  readonly events: readonly EventLine[];
  readonly transfer: number | null;
  /** Seconds since 1970; nothing before the first quarter hour. */
  readonly recorded_until_s: number | undefined;
  /** Absent on a real meter. */
  readonly bench?: BenchState;
}

const EVENTS_SHOWN = 8;

const NEUTRAL: Record<number, Frame["neutral"]> = {
  [NeutralState.NotTested]: "not tested",
  [NeutralState.Valid]: "valid",
  [NeutralState.Lost]: "lost",
};

type Now = Omit<
  Frame,
  "sequence" | "at" | "time_ms" | "meter" | "events" | "transfer" | "recorded_until" | "bench"
>;

/** Everything of "now" of a meter that runs. */
function now({ meter, breaker }: Moment): Now {
  const utility = utilityPlace(meter);
  const generator = generatorPlace(meter);
  const house = housePlace(meter);
  const { published } = meter.metering;
  return {
    tone: toneOf(meter),
    ...sentenceOf(meter),
    count: countOf(meter.explanation),
    steps: stepsOf(meter),
    lights: lightsOf(meter.outputs, true),
    display: displayOf(meter, { utility, generator }),
    utility,
    generator,
    house,
    switch_u: switchU(meter),
    switch_g: switchG(meter),
    neutral: NEUTRAL[meter.neutral.reference] ?? "unknown",
    headroom: headroomOf(meter, house, breaker),
    energy: {
      utility_kwh: published.utility.wh_delivered.value / 1000,
      generator_kwh: published.generator.wh_delivered.value / 1000,
    },
  };
}

/** Without power nothing of "now" is known; that the lamps and the display are dark, is. */
function unpowered({ meter }: Moment): Now {
  return {
    tone: "dark",
    ...UNPOWERED_SENTENCE,
    count: null,
    steps: UNPOWERED_STEPS,
    lights: lightsOf(meter.outputs, false),
    display: [],
    utility: UNKNOWN_PLACE,
    generator: UNKNOWN_PLACE,
    house: { ...UNKNOWN_PLACE, source: "unknown" },
    switch_u: UNKNOWN_SWITCH,
    switch_g: UNKNOWN_SWITCH,
    neutral: "unknown",
    headroom: unknownHeadroom("Nothing is measured while the meter has no power."),
    energy: { utility_kwh: null, generator_kwh: null },
  };
}

/** The frame of a moment. */
export function frameOf(moment: Moment): Frame {
  const { sequence, at, time_ms, name, serial, powered, recorded_until_s, bench } = moment;
  return {
    sequence,
    at,
    time_ms,
    meter: { name, serial, twin: bench !== undefined, powered },
    ...(powered ? now(moment) : unpowered(moment)),
    events: moment.events.slice(0, EVENTS_SHOWN),
    transfer: moment.transfer,
    recorded_until:
      recorded_until_s === undefined ? null : new Date(recorded_until_s * 1000).toISOString(),
    ...(bench === undefined ? {} : { bench }),
  };
}

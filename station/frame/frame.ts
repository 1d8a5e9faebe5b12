/** One consistent state of a meter: all parts are read at the same moment. */
import type { Meter } from "@bptm/core/meter";
import { NeutralState } from "@bptm/core/measure/neutral";
import type { BenchState, EventLine, Frame } from "../wire/api";
import type { BreakerEstimate } from "./breaker-estimate";
import { countOf } from "./count";
import { displayOf } from "./display";
import { headroomOf, unknownHeadroom } from "./headroom";
import { lightsOf } from "./lights";
import { UNKNOWN_POINT, generatorPoint, housePoint, utilityPoint } from "./measuring-points";
import { UNHEARD_SENTENCE, UNPOWERED_SENTENCE, sentenceOf } from "./sentence";
import { UNPOWERED_STEPS, stepsOf } from "./steps";
import { UNKNOWN_SWITCH, switchG, switchU } from "./switches";
import { toneOf } from "./tone";

/** What a frame needs besides the meter itself. */
interface FrameInput {
  readonly meter: Meter;
  /** False while the process of the core is not heard: then nothing is known of the meter. */
  readonly contact: boolean;
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
  /** Seconds since 1970; undefined before the first quarter hour. */
  readonly recorded_until_s: number | undefined;
  /** Absent on a real meter. */
  readonly bench?: BenchState;
}

const NEUTRAL: Record<number, Frame["neutral"]> = {
  [NeutralState.NotTested]: "not tested",
  [NeutralState.Valid]: "valid",
  [NeutralState.Lost]: "lost",
};

type Now = Omit<
  Frame,
  "sequence" | "at" | "time_ms" | "meter" | "events" | "transfer" | "recorded_until" | "bench"
>;

/** The present state of a running meter. */
function presentState({ meter, breaker }: FrameInput): Now {
  const utility = utilityPoint(meter);
  const generator = generatorPoint(meter);
  const house = housePoint(meter);
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

/**
 * Without power the present state is unknown, except that lamps and display are known to be dark.
 */
function unpoweredState({ meter }: Pick<FrameInput, "meter">): Now {
  return {
    tone: "dark",
    ...UNPOWERED_SENTENCE,
    count: null,
    steps: UNPOWERED_STEPS,
    lights: lightsOf(meter.outputs, false),
    display: [],
    utility: UNKNOWN_POINT,
    generator: UNKNOWN_POINT,
    house: { ...UNKNOWN_POINT, source: "unknown" },
    switch_u: UNKNOWN_SWITCH,
    switch_g: UNKNOWN_SWITCH,
    neutral: "unknown",
    headroom: unknownHeadroom("Nothing is measured while the meter has no power."),
    energy: { utility_kwh: null, generator_kwh: null },
  };
}

/** Without contact nothing is known, not even that the lamps are dark. */
function unheardState({ meter }: Pick<FrameInput, "meter">): Now {
  return {
    ...unpoweredState({ meter }),
    tone: "unknown",
    ...UNHEARD_SENTENCE,
    steps: [],
    lights: lightsOf(meter.outputs, undefined),
    headroom: unknownHeadroom("The process that runs the meter does not answer."),
  };
}

function stateOf(moment: FrameInput): Now {
  if (!moment.contact) return unheardState(moment);
  return moment.powered ? presentState(moment) : unpoweredState(moment);
}

export function frameOf(moment: FrameInput): Frame {
  const { sequence, at, time_ms, name, serial, powered, recorded_until_s, bench } = moment;
  return {
    sequence,
    at,
    time_ms,
    meter: { name, serial, twin: bench !== undefined, powered },
    ...stateOf(moment),
    events: moment.events,
    transfer: moment.transfer,
    recorded_until:
      recorded_until_s === undefined ? null : new Date(recorded_until_s * 1000).toISOString(),
    ...(bench === undefined ? {} : { bench }),
  };
}

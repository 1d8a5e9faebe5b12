/** The state of each conductor of the one-line diagram, derived from one frame. */
import type { Frame, Leg, MeasuringPointState, SwitchLine } from "@bptm/station/wire/api";

export type WireState = "live" | "dead" | "between" | "unknown";
type WireTone = "utility" | "generator" | "alarm" | "ink-2";

/** A two-leg conductor. */
export interface Wire {
  readonly legs: readonly [WireState, WireState];
  /** The source that feeds it. */
  readonly tone: WireTone;
  /** 1 when current flows toward the house, -1 away from it. */
  readonly flow: -1 | 0 | 1;
}

export interface Diagram {
  readonly utility: Wire;
  readonly after_u: Wire;
  readonly generator: Wire;
  readonly after_g: Wire;
  readonly house: Wire;
  /** The breaker's position is not sensed: without voltage behind it, it is unknown. */
  readonly breaker: "closed" | "unknown";
  /** A source in the house feeds it. */
  readonly inside: boolean;
}

/** Below this, a leg lights no lamp; above the other limit it can feed a house. */
const DEAD_BELOW_VOLTS = 10;
const LIVE_FROM_VOLTS = 102;
const FLOW_FROM_AMPS = 0.05;

function legState(leg: Leg): WireState {
  if (leg.volts === null) return "unknown";
  if (leg.volts < DEAD_BELOW_VOLTS) return "dead";
  return leg.volts < LIVE_FROM_VOLTS ? "between" : "live";
}

/**
 * The station's state of the measuring point; only where that is neither live nor dead, each leg
 * separately.
 */
export function legStates(point: MeasuringPointState): readonly [WireState, WireState] {
  const measured = point.legs.some((leg) => leg.volts !== null);
  if (point.state !== "between" || !measured) return [point.state, point.state];
  return [legState(point.legs[0]), legState(point.legs[1])];
}

/** The direction of power; where power is unknown, current alone shows that something flows. */
export function flowOf(point: MeasuringPointState): -1 | 0 | 1 {
  const flowing = point.legs.filter((leg) => Math.abs(leg.amps ?? 0) >= FLOW_FROM_AMPS);
  if (flowing.length === 0) return 0;
  const watts = flowing.reduce((total, leg) => total + (leg.watts ?? 0), 0);
  return watts < 0 ? -1 : 1;
}

const closed = (line: SwitchLine): boolean =>
  line.poles[0] === "closed" && line.poles[1] === "closed";

const TONE_OF = {
  utility: "utility",
  generator: "generator",
  inside: "alarm",
  none: "ink-2",
  unknown: "ink-2",
} as const;

/**
 * The state of a conductor behind a switch: that of the line before it while both poles are closed.
 */
function behind(line: SwitchLine, before: Wire, house: Wire): Wire {
  if (closed(line)) return { ...before, tone: house.tone === "alarm" ? "alarm" : before.tone };
  return { ...house, flow: 0 };
}

/** All conductors of one frame. */
export function diagramOf(frame: Frame): Diagram {
  const inside = frame.house.source === "inside";
  const fed_back = inside && closed(frame.switch_u);
  const utility: Wire = {
    legs: legStates(frame.utility),
    tone: fed_back ? "alarm" : "utility",
    flow: flowOf(frame.utility),
  };
  const generator: Wire = {
    legs: legStates(frame.generator),
    tone: "generator",
    flow: flowOf(frame.generator),
  };
  const house: Wire = {
    legs: legStates(frame.house),
    tone: TONE_OF[frame.house.source],
    flow: flowOf(frame.house),
  };
  return {
    utility,
    after_u: behind(frame.switch_u, utility, house),
    generator,
    after_g: behind(frame.switch_g, generator, house),
    house,
    breaker: generator.legs[0] === "live" || generator.legs[1] === "live" ? "closed" : "unknown",
    inside,
  };
}

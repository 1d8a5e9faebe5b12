/**
 * The data that the station sends to its clients, and the requests they may send: all that the
 * panel knows.
 *
 *     GET /api/state            one `Frame`
 *     GET /api/live             WebSocket: a `Frame` at once and then several a second
 *     GET /api/events           all events in the journal, newest first: `EventLine[]`
 *     GET /api/events.csv       the same as CSV
 *     GET /api/intervals        quarter hours of energy, oldest first: `IntervalLine[]`
 *     GET /api/intervals.csv    the same as CSV
 *     GET /api/green-button.xml the same as Green Button, the generator as a separate usage point
 *     GET /api/meter-events.csv, /api/meter-history.csv   the meter's own logs
 *     GET /api/transfer         waveforms of the last transfer: `TransferRecord`, 404 before it
 *     GET /api/conditions       the library: `ConditionLine[]`
 *     GET /api/reports/:id      the report of a condition that ran in the background, or 404
 *     GET /api/generators       the generators that a twin can plug in: `GeneratorLine[]`
 *     GET /api/settings         `SettingLine[]`
 *     PUT /api/settings/:name   body {"value": 60}: a request that the core may refuse
 *     POST /api/bench           on a twin only: a `BenchOrder`
 *
 * The three routes of quarter hours take ?from= and ?to=, each a day or a time, and return those
 * that begin in between, `to` excluded.
 *
 * Every refusal is {"error": {"code": "E-BENCH-01", "message": "one sentence"}} with a 4xx status.
 * Unknown values are null, never 0. A frame is one consistent state.
 */

import type { TextRun } from "@bptm/text/text-run";
import type { GeneratorLine, SimulatedHomeState } from "@bptm/link/bench";
import type { BenchOrder, UtilityKnob, WiringKnob } from "@bptm/link/bench-order";

export type { BenchOrder, GeneratorLine, TextRun, UtilityKnob, WiringKnob };

export type Tone = "utility" | "generator" | "dark" | "alarm" | "unknown";

export interface StepLine {
  readonly title: string;
  readonly note: string;
  readonly state: "done" | "current" | "next";
  /** Progress of a current step, 0 to 100; null when it cannot be measured. */
  readonly percent: number | null;
}

/** The number to wait for. */
export interface Countdown {
  readonly value: number;
  readonly unit: string;
  /** "of 60", or empty. */
  readonly of: string;
  readonly caption: string;
}

export type LightState = "off" | "on" | "slow" | "fast" | "unknown";
export interface LightLine {
  readonly name: string;
  readonly state: LightState;
}

/** One item of the meter's display. */
export interface DisplayItem {
  readonly code: string;
  readonly value: string;
  readonly unit: string;
  readonly caption: string;
}

export interface Leg {
  readonly volts: number | null;
  readonly amps: number | null;
  readonly watts: number | null;
}

export interface MeasuringPointState {
  readonly state: "live" | "dead" | "between" | "unknown";
  /** In words: "feeds the house", "live, not connected", "no voltage at the meter". */
  readonly word: string;
  readonly line_volts: number | null;
  readonly hertz: number | null;
  readonly legs: readonly [Leg, Leg];
}

export type PolePosition = "open" | "closed" | "unknown";
export interface SwitchLine {
  /** As verified by contacts, never as commanded. */
  readonly poles: readonly [PolePosition, PolePosition];
  /** Proven open: a full open pulse in this power-up, and no evidence against it since. */
  readonly proven: boolean;
  /** Closing is refused until a cause clears. */
  readonly locked: boolean;
  /** "open, proven"; "closed, verified"; "open, locked"; "pole 1 open, pole 2 closed". */
  readonly word: string;
}

export interface Headroom {
  /** Amperes left of 30 per leg; null when unknown. */
  readonly left_amps: readonly [number | null, number | null];
  readonly used_amps: readonly [number | null, number | null];
  /** False on the grid: then the values are those of the house if it ran on the generator. */
  readonly now: boolean;
  readonly note: string;
  /** Seconds until the 30 A breaker would trip; null when it would not. */
  readonly breaker_trips_s: number | null;
}

export type Severity = "info" | "warning" | "alarm";
export interface EventLine {
  readonly sequence: number;
  /** Wall clock, ISO 8601. */
  readonly at: string;
  /** Simulated or powered time of the station in milliseconds. */
  readonly time_ms: number;
  readonly id: string;
  readonly severity: Severity;
  readonly sentence: string;
}

/** A quarter hour of energy. All numbers of an unrecorded one are null. */
export interface IntervalLine {
  /** ISO 8601; it lasts 15 minutes. */
  readonly start: string;
  readonly utility_delivered_wh: number | null;
  /** Towards the utility. */
  readonly utility_received_wh: number | null;
  readonly generator_wh: number | null;
  /** Minimum voltage of the utility line. */
  readonly utility_minimum_volts: number | null;
  readonly on_generator_s: number | null;
  /** The utility line had no power for part of it. */
  readonly outage: boolean;
  /** Only part of it was recorded. */
  readonly partial: boolean;
  /** It lasted longer because the clock was set back during it. */
  readonly long: boolean;
  readonly clock_forward: boolean;
  readonly clock_back: boolean;
}

/** The state of the twin's bench; absent on a real meter. */
export interface BenchState extends SimulatedHomeState {
  /** Conditions that wait, run or ran in the background, the latest request first. */
  readonly runs: readonly RunLine[];
}

/**
 * A condition in the background: it runs beside the twin, in its own thread, as fast as possible.
 */
export interface RunLine {
  readonly id: string;
  /** `broken`: there is no verdict, and the note says why. */
  readonly state: "waits" | "runs" | "pass" | "fail" | "broken";
  /** The part of its simulated time that is done. */
  readonly percent: number;
  /** What decided the verdict, or why there is none; empty before. */
  readonly note: string;
  /** Whether /api/reports/:id has its report. */
  readonly report: boolean;
}

export interface Frame {
  readonly sequence: number;
  readonly at: string;
  readonly time_ms: number;
  readonly meter: {
    readonly name: string;
    readonly serial: string;
    readonly twin: boolean;
    /** False while the meter has no power: then its present state is unknown. */
    readonly powered: boolean;
  };
  readonly tone: Tone;
  readonly sentence: readonly TextRun[];
  readonly advice: string | null;
  readonly count: Countdown | null;
  readonly steps: readonly StepLine[];
  readonly lights: readonly [LightLine, LightLine, LightLine];
  readonly display: readonly DisplayItem[];
  readonly utility: MeasuringPointState;
  readonly generator: MeasuringPointState;
  readonly house: MeasuringPointState & {
    readonly source: "utility" | "generator" | "inside" | "none" | "unknown";
  };
  readonly switch_u: SwitchLine;
  readonly switch_g: SwitchLine;
  readonly neutral: "valid" | "not tested" | "lost" | "unknown";
  readonly headroom: Headroom;
  readonly energy: {
    readonly utility_kwh: number | null;
    readonly generator_kwh: number | null;
  };
  /** Newest first, at most 8. */
  readonly events: readonly EventLine[];
  /** Sequence number of the last transfer's record; null before the first. */
  readonly transfer: number | null;
  /** End of the newest quarter hour of /api/intervals, ISO 8601; null before the first. */
  readonly recorded_until: string | null;
  readonly bench?: BenchState;
}

/** Waveforms of the last transfer, from the meter's own samples. */
export interface TransferRecord {
  readonly sequence: number;
  readonly at: string;
  readonly to: "utility" | "generator" | "none";
  readonly title: string;
  /** Milliseconds of each sample from the last move of a switch; one array for all traces. */
  readonly time_ms: readonly number[];
  readonly traces: readonly {
    readonly name: string;
    readonly unit: "V" | "A";
    readonly values: readonly number[];
  }[];
  /** Verified switch position per sample: 0 open, 1 closed, -1 unknown. */
  readonly switch_u: readonly number[];
  readonly switch_g: readonly number[];
  /** Figures in words: "Both switches open for 3.02 s". */
  readonly figures: readonly string[];
}

export interface ConditionLine {
  readonly id: string;
  readonly group: string;
  readonly severity: string;
  readonly title: string;
}
export interface SettingLine {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The values that the meter takes now: the limits, narrowed by the other settings. */
  readonly lowest: number;
  readonly highest: number;
  readonly why: string;
  readonly source: string;
}
export interface ApiError {
  readonly error: { readonly code: string; readonly message: string };
}

/**
 * What the page draws: the last frame or, without recent frames, one whose present state is
 * unknown.
 */
import type {
  EventLine,
  Frame,
  LightLine,
  MeasuringPointState,
  TextRun,
  SwitchLine,
} from "@bptm/station/wire/api";
import type { MissingData } from "./link";
import { age, clock } from "./numbers";

export interface PageView {
  readonly frame: Frame;
  /** The last frame received, for past values while there are no new ones. */
  readonly was: Frame | null;
  readonly silent: boolean;
}

const NOTHING = { volts: null, amps: null, watts: null } as const;
const UNKNOWN_PLACE: MeasuringPointState = {
  state: "unknown",
  word: "unknown",
  line_volts: null,
  hertz: null,
  legs: [NOTHING, NOTHING],
};
const UNKNOWN_SWITCH: SwitchLine = {
  poles: ["unknown", "unknown"],
  proven: false,
  locked: false,
  word: "unknown",
};
const LIGHTS = ["Utility Power Available", "Utility Power On", "Generator Power On"] as const;
const light = (name: string): LightLine => ({ name, state: "unknown" });

/** A frame while nothing is known, before the first one arrives. */
export const NO_FRAME: Frame = {
  sequence: -1,
  at: "",
  time_ms: 0,
  meter: { name: "Meter", serial: "", twin: false, powered: true },
  tone: "unknown",
  sentence: [{ text: "Waiting for the meter.", strong: true }],
  advice: null,
  count: null,
  steps: [],
  lights: [light(LIGHTS[0]), light(LIGHTS[1]), light(LIGHTS[2])],
  display: [],
  utility: UNKNOWN_PLACE,
  generator: UNKNOWN_PLACE,
  house: { ...UNKNOWN_PLACE, source: "unknown" },
  switch_u: UNKNOWN_SWITCH,
  switch_g: UNKNOWN_SWITCH,
  neutral: "unknown",
  headroom: {
    left_amps: [null, null],
    used_amps: [null, null],
    now: true,
    note: "",
    breaker_trips_s: null,
  },
  energy: { utility_kwh: null, generator_kwh: null },
  events: [],
  transfer: null,
  recorded_until: null,
};

/** The sentence as plain text. */
export const plain = (sentence: readonly TextRun[]): string =>
  sentence.map((run) => run.text).join("");

const nextTry = (silence: MissingData): string =>
  silence.next_try_s === null ? "Trying again now." : `Trying again in ${silence.next_try_s} s.`;

function lostSentence(seconds: number): readonly TextRun[] {
  return [
    { text: "No data from the meter", strong: true },
    { text: " for " },
    { text: age(seconds), strong: true },
    { text: ". Its present state is unknown here; it continues to work on its own." },
  ];
}

function lastDataLine(last: Frame): EventLine {
  return {
    sequence: -1,
    at: last.at,
    time_ms: last.time_ms,
    id: "page",
    severity: "warning",
    sentence: "Last data from the meter. Later events are added when it answers again.",
  };
}

/** The last frame with an unknown present state; past values stay. */
function frameWithoutData(last: Frame, silence: MissingData): Frame {
  const minutes = silence.seconds >= 600;
  return {
    ...NO_FRAME,
    at: last.at,
    meter: { ...last.meter, powered: true },
    sentence: lostSentence(silence.seconds),
    advice:
      `Last data at ${clock(last.at)}: “${plain(last.sentence)}” ${nextTry(silence)} ` +
      "The lights on the meter itself are still correct.",
    count: {
      value: minutes ? Math.floor(silence.seconds / 60) : silence.seconds,
      unit: minutes ? "min" : "s",
      of: "",
      caption: "since the meter last answered",
    },
    headroom: {
      ...NO_FRAME.headroom,
      now: last.headroom.now,
      note: "Turn on nothing more until the meter answers again.",
    },
    energy: last.energy,
    events: [lastDataLine(last), ...last.events.slice(0, 7)],
    transfer: last.transfer,
    recorded_until: last.recorded_until,
    ...(last.bench ? { bench: { ...last.bench, summary: "the twin does not answer" } } : {}),
  };
}

/** Either the last frame, or the frame for missing data; never a mix. */
export function viewOf(last: Frame | null, silence: MissingData | null): PageView {
  if (last === null) {
    const advice = silence === null ? null : `No data yet. ${nextTry(silence)}`;
    return { frame: { ...NO_FRAME, advice }, was: null, silent: true };
  }
  if (silence === null) return { frame: last, was: null, silent: false };
  return { frame: frameWithoutData(last, silence), was: last, silent: true };
}

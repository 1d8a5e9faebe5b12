/** What the page draws: the last frame as it came or, in silence, all of "now" made unknown. */
import type {
  EventLine,
  Frame,
  LightLine,
  MeasuringPointState,
  TextRun,
  SwitchLine,
} from "@bptm/station/wire/api";
import type { Silence } from "./link";
import { age, clock } from "./numbers";

export interface View {
  readonly frame: Frame;
  /** The last frame heard, for what "was", while there is silence. */
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

/** A frame of which nothing is known: what is there before the first word. */
export const UNHEARD: Frame = {
  sequence: -1,
  at: "",
  time_ms: 0,
  meter: { name: "Meter", serial: "", twin: false, powered: true },
  tone: "unknown",
  sentence: [{ text: "Waiting for the first word from the meter.", strong: true }],
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

/** The sentence's plain text. */
export const plain = (sentence: readonly TextRun[]): string =>
  sentence.map((run) => run.text).join("");

const nextTry = (silence: Silence): string =>
  silence.next_try_s === null ? "Trying again now." : `Trying again in ${silence.next_try_s} s.`;

function lostSentence(seconds: number): readonly TextRun[] {
  return [
    { text: "No word from the meter", strong: true },
    { text: " for " },
    { text: age(seconds), strong: true },
    { text: ". What it does now is unknown here; it goes on working by itself." },
  ];
}

function lastWord(last: Frame): EventLine {
  return {
    sequence: -1,
    at: last.at,
    time_ms: last.time_ms,
    id: "page",
    severity: "warning",
    sentence: "Last word from the meter. Events since then are added when it answers.",
  };
}

/** The last frame with all of "now" unknown; the past stays. */
function silentFrame(last: Frame, silence: Silence): Frame {
  const minutes = silence.seconds >= 600;
  return {
    ...UNHEARD,
    at: last.at,
    meter: { ...last.meter, powered: true },
    sentence: lostSentence(silence.seconds),
    advice:
      `Last word at ${clock(last.at)}: “${plain(last.sentence)}” ${nextTry(silence)} ` +
      "The lights on the meter itself stay true.",
    count: {
      value: minutes ? Math.floor(silence.seconds / 60) : silence.seconds,
      unit: minutes ? "min" : "s",
      of: "",
      caption: "since the meter last answered",
    },
    headroom: {
      ...UNHEARD.headroom,
      now: last.headroom.now,
      note: "Turn nothing more on until the meter answers again.",
    },
    energy: last.energy,
    events: [lastWord(last), ...last.events.slice(0, 7)],
    transfer: last.transfer,
    recorded_until: last.recorded_until,
    ...(last.bench ? { bench: { ...last.bench, summary: "the twin does not answer" } } : {}),
  };
}

/** Whole frames only: either the last one as it is, or the one that silence makes of it. */
export function viewOf(last: Frame | null, silence: Silence | null): View {
  if (last === null) {
    const advice = silence === null ? null : `Nothing heard yet. ${nextTry(silence)}`;
    return { frame: { ...UNHEARD, advice }, was: null, silent: true };
  }
  if (silence === null) return { frame: last, was: null, silent: false };
  return { frame: silentFrame(last, silence), was: last, silent: true };
}

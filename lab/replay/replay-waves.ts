/** The curves that a replay feeds to the meter's inputs, and what must be said about them. */
import type { ComtradeRecording, TransformerSide } from "../recordings/comtrade-read";
import { INPUTS } from "../run/meter-inputs";
import type { Feed } from "./replay-mapping";
import { Axis, Curve } from "./resample";
import { RecordingError } from "../recordings/recording-error";
import { fitWave, frequencyOf, windowOf } from "./steady-wave";
import type { SteadyWave } from "./steady-wave";

/** What the curves are made of. */
interface WavesOptions {
  readonly recording: ComtradeRecording;
  readonly feeds: readonly Feed[];
  readonly side: TransformerSide;
  readonly before_s: number;
  readonly after_s: number;
  readonly to_hz?: number | undefined;
}

/** Fills single holes by straight lines; gives how many samples were missing. */
function bridge(values: Float64Array): number {
  let missing = 0;
  let before = -1;
  for (let at = 0; at <= values.length; at++) {
    const value = values[at] ?? 0;
    if (at < values.length && Number.isNaN(value)) {
      missing++;
      continue;
    }
    const gap = at - before;
    const start = before < 0 ? value : (values[before] ?? 0);
    const end = at < values.length ? value : start;
    for (let k = 1; k < gap; k++) values[before + k] = start + ((end - start) * k) / gap;
    before = at;
  }
  return missing;
}

interface Fed {
  readonly input: number;
  readonly channel: number;
  readonly values: Float64Array;
  readonly skew_s: number;
}

interface Playing {
  readonly input: number;
  readonly skew_s: number;
  readonly curve: Curve;
}

const hertz = (hz: number): string => `${hz.toFixed(2)} Hz`;

/** All inputs of one replay over time. */
export class Waves {
  readonly statements: string[] = [];
  /** Frequency of the strongest voltage as it was recorded; undefined when it is no wave. */
  readonly measured_hz: number | undefined;
  readonly length_s: number;
  private readonly playing: readonly Playing[];

  constructor(private readonly options: WavesOptions) {
    const { recording } = options;
    const fed = options.feeds.map((feed) => this.fed(feed));
    const recorded = recording.times.seconds;
    const reference = fed
      .filter(({ input }) => INPUTS[input]?.unit === "V")
      .toSorted((a, b) => peak(b.values) - peak(a.values))[0];
    const values = reference?.values ?? new Float64Array(0);
    const [begin_hz, end_hz] = [false, true].map((end) => frequencyOf(recorded, values, end));
    this.measured_hz = begin_hz ?? end_hz;
    const speed = this.speed();
    const quantum_s = recording.times.by === "stamps" ? 1e-6 * speed : 0;
    const axis = new Axis(
      recorded.map((t) => t * speed),
      quantum_s,
    );
    this.length_s = axis.seconds.at(-1) ?? 0;
    const named_hz = this.options.recording.config.line_hz || 60;
    const first_hz = (begin_hz ?? end_hz ?? named_hz) / speed;
    const last_hz = (end_hz ?? begin_hz ?? named_hz) / speed;
    const { before_s, after_s } = options;
    this.sayWhatItIs(axis, [first_hz, last_hz]);
    this.playing = fed.map(({ input, channel, skew_s, values: own }) => {
      const begin = fitted(axis, own, first_hz, false);
      const end = fitted(axis, own, last_hz, true);
      if (before_s > 0) this.sayFit(channel, "first", begin.left);
      if (after_s > 0) this.sayFit(channel, "last", end.left);
      return { input, skew_s: skew_s * speed, curve: new Curve(axis, own, begin.wave, end.wave) };
    });
    for (const one of fed) this.sayClipping(one);
  }

  has(input: number): boolean {
    return this.playing.some((one) => one.input === input);
  }

  /** Fills what is mapped and leaves the rest dead. */
  fill(truth: Float64Array, time_s: number): void {
    truth.fill(0);
    for (const { input, skew_s, curve } of this.playing) truth[input] = curve.at(time_s - skew_s);
  }

  private fed({ channel, input, factor }: Feed): Fed {
    const { recording, side } = this.options;
    const { name = "", skew_us = 0 } = recording.config.analog[channel] ?? {};
    const values = recording.analog(channel, side).map((value) => value * factor);
    const missing = bridge(values);
    if (missing === values.length) {
      const sentence = `channel ${name} holds no value at all; map another one.`;
      throw new RecordingError("E-REC-12", recording.file, sentence);
    }
    if (missing > 0) {
      this.say(`${name} lacks ${missing} samples: straight lines bridge them.`);
    }
    return { input, channel, values, skew_s: skew_us * 1e-6 };
  }

  private speed(): number {
    const { to_hz, recording } = this.options;
    if (to_hz === undefined) return 1;
    const line_hz = recording.config.line_hz;
    const measured = this.measured_hz ?? line_hz;
    // The nearest nominal frequency, so that what was off stays off.
    const nominal = Math.abs(measured - 50) < Math.abs(measured - 60) ? 50 : 60;
    if (nominal !== to_hz) {
      this.say(`Played ${to_hz}/${nominal} times as fast, so that it has ${to_hz} Hz.`);
    }
    return nominal / to_hz;
  }

  private sayFit(channel: number, which: string, left: number): void {
    if (left < 0.1) return;
    const name = this.options.recording.config.analog[channel]?.name ?? "";
    const what = `The ${which} cycle of ${name} is no steady wave`;
    this.say(`${what}: only its part at that frequency is continued.`);
  }

  private say(statement: string): void {
    if (!this.statements.includes(statement)) this.statements.push(statement);
  }

  private sayWhatItIs(axis: Axis, [first_hz, last_hz]: readonly [number, number]): void {
    const { recording, before_s, after_s, to_hz } = this.options;
    for (const note of recording.notes) this.say(`The recording: ${note}.`);
    const { line_hz } = recording.config;
    const hz = this.measured_hz;
    if (hz !== undefined && line_hz > 0 && Math.abs(hz - line_hz) > 5) {
      this.say(`It says ${line_hz} Hz, but its waves have ${hertz(hz)}.`);
    }
    if (hz !== undefined && to_hz === undefined && Math.abs(hz - 50) < 3) {
      const mend = "this meter is for 60 Hz and rejects it; --to-60-hz plays it faster";
      this.say(`It has ${hertz(hz)}: ${mend}.`);
    }
    const steady = (when: string, seconds: number, part: string, at_hz: number): string =>
      `${seconds} s ${when} it are made up: steady waves like its ${part} cycle, ${hertz(at_hz)}.`;
    if (before_s > 0) this.say(steady("before", before_s, "first", first_hz));
    if (after_s > 0) this.say(steady("after", after_s, "last", last_hz));
    for (const { from_s, to_s } of axis.gaps) {
      const where = `From ${from_s.toFixed(3)} s to ${to_s.toFixed(3)} s`;
      this.say(`${where} nothing was recorded: a straight line bridges it.`);
    }
    const rates = axis.segments.length;
    if (rates > 1) this.say(`Its samples have ${rates} ranges of other spacing.`);
  }

  /** A converter has an end: what is beyond it is cut, as it would be in the meter. */
  private sayClipping({ input, channel, values }: Fed): void {
    const most = LARGEST[input < 6 ? "V" : input < 8 ? "U" : "G"];
    const top = peak(values);
    if (top <= most) return;
    const name = this.options.recording.config.analog[channel]?.name ?? "";
    const unit = INPUTS[input]?.unit ?? "";
    const reach = `${top.toFixed(0)} ${unit}, and the converter ends at ${most} ${unit}`;
    this.say(`${name} reaches ${reach}: it is cut there.`);
  }
}

/** Volts or amperes at the meter's input that count as nothing. */
const DEAD = 0.5;

/** Ends of the converter's ranges: voltages, utility currents, generator currents. */
const LARGEST = { V: 511, U: 1023, G: 255 } as const;

function peak(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The wave of the first or last cycle, and what share of the cycle it leaves out. */
function fitted(
  axis: Axis,
  values: Float64Array,
  hz: number,
  end: boolean,
): { wave: SteadyWave; left: number } {
  const cycle = windowOf(axis.seconds, values, 1 / hz, end);
  const { wave, left } = fitWave(cycle, hz);
  // Noise on a dead wire is no wave, and nobody misses it.
  const dead = peak(values.subarray(cycle.first, cycle.end)) < DEAD;
  if (cycle.end - cycle.first >= 4 && !dead) return { wave, left };
  return { wave: { ...wave, cosine: 0, sine: 0 }, left: dead ? 0 : 1 };
}

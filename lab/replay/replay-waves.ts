/** The curves that a replay feeds to the meter's inputs, and statements about their quality. */
import type { ComtradeRecording, TransformerSide } from "../recordings/comtrade-read";
import { INPUTS } from "../host/meter-inputs";
import type { Feed } from "./replay-mapping";
import { Axis, Curve } from "./resample";
import { RecordingError } from "../recordings/recording-error";
import { fitWave, frequencyOf, windowOf } from "./steady-wave";
import type { SteadyWave } from "./steady-wave";

/** What the curves are built from. */
interface WavesOptions {
  readonly recording: ComtradeRecording;
  readonly feeds: readonly Feed[];
  readonly side: TransformerSide;
  readonly before_s: number;
  readonly after_s: number;
  readonly to_hz?: number | undefined;
}

/** Interpolates missing samples linearly; returns how many there were. */
function interpolateMissing(values: Float64Array): number {
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

interface MappedValues {
  readonly input: number;
  readonly channel: number;
  readonly values: Float64Array;
  readonly skew_s: number;
}

interface InputCurve {
  readonly input: number;
  readonly skew_s: number;
  readonly curve: Curve;
}

const hertz = (hz: number): string => `${hz.toFixed(2)} Hz`;

/** All inputs of a replay as functions of time. */
export class ReplayWaves {
  readonly statements: string[] = [];
  /** Recorded frequency of the strongest voltage; undefined when it is not periodic. */
  readonly measured_hz: number | undefined;
  readonly length_s: number;
  private readonly curves: readonly InputCurve[];

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
    this.curves = fed.map(({ input, channel, skew_s, values: own }) => {
      const begin = fittedEnd(axis, own, first_hz, false);
      const end = fittedEnd(axis, own, last_hz, true);
      if (before_s > 0) this.sayFit(channel, "first", begin.left);
      if (after_s > 0) this.sayFit(channel, "last", end.left);
      return { input, skew_s: skew_s * speed, curve: new Curve(axis, own, begin.wave, end.wave) };
    });
    for (const one of fed) this.sayClipping(one);
  }

  has(input: number): boolean {
    return this.curves.some((one) => one.input === input);
  }

  /** Fills the mapped inputs and sets the others to zero. */
  fill(truth: Float64Array, time_s: number): void {
    truth.fill(0);
    for (const { input, skew_s, curve } of this.curves) truth[input] = curve.at(time_s - skew_s);
  }

  private fed({ channel, input, factor }: Feed): MappedValues {
    const { recording, side } = this.options;
    const { name = "", skew_us = 0 } = recording.config.analog[channel] ?? {};
    const values = recording.analog(channel, side).map((value) => value * factor);
    const missing = interpolateMissing(values);
    if (missing === values.length) {
      const sentence = `channel ${name} has no values; map another one.`;
      throw new RecordingError("E-REC-12", recording.file, sentence);
    }
    if (missing > 0) {
      this.addStatement(`${name} lacks ${missing} samples: they are interpolated linearly.`);
    }
    return { input, channel, values, skew_s: skew_us * 1e-6 };
  }

  private speed(): number {
    const { to_hz, recording } = this.options;
    if (to_hz === undefined) return 1;
    const line_hz = recording.config.line_hz;
    const measured = this.measured_hz ?? line_hz;
    // Scale by the nominal frequency, so that a deviation from it is preserved.
    const nominal = Math.abs(measured - 50) < Math.abs(measured - 60) ? 50 : 60;
    if (nominal !== to_hz) {
      this.addStatement(
        `Played ${to_hz}/${nominal} times as fast, to turn ${nominal} Hz into ${to_hz} Hz.`,
      );
    }
    return nominal / to_hz;
  }

  private sayFit(channel: number, which: string, left: number): void {
    if (left < 0.1) return;
    const name = this.options.recording.config.analog[channel]?.name ?? "";
    const what = `The ${which} cycle of ${name} is not a steady wave`;
    this.addStatement(`${what}: only its component at that frequency is continued.`);
  }

  private addStatement(statement: string): void {
    if (!this.statements.includes(statement)) this.statements.push(statement);
  }

  private sayWhatItIs(axis: Axis, [first_hz, last_hz]: readonly [number, number]): void {
    const { recording, before_s, after_s, to_hz } = this.options;
    for (const note of recording.notes) this.addStatement(`The recording: ${note}.`);
    const { line_hz } = recording.config;
    const hz = this.measured_hz;
    if (hz !== undefined && line_hz > 0 && Math.abs(hz - line_hz) > 5) {
      this.addStatement(`It states ${line_hz} Hz, but its waves have ${hertz(hz)}.`);
    }
    if (hz !== undefined && to_hz === undefined && Math.abs(hz - 50) < 3) {
      const fix = "this meter is for 60 Hz and rejects it; --to-60-hz plays it faster";
      this.addStatement(`It has ${hertz(hz)}: ${fix}.`);
    }
    const steady = (when: string, seconds: number, part: string, at_hz: number): string =>
      `${seconds} s ${when} it are synthetic: ` +
      `steady waves like its ${part} cycle, ${hertz(at_hz)}.`;
    if (before_s > 0) this.addStatement(steady("before", before_s, "first", first_hz));
    if (after_s > 0) this.addStatement(steady("after", after_s, "last", last_hz));
    for (const { from_s, to_s } of axis.gaps) {
      const where = `From ${from_s.toFixed(3)} s to ${to_s.toFixed(3)} s`;
      this.addStatement(`${where} nothing was recorded: the gap is interpolated linearly.`);
    }
    const rates = axis.segments.length;
    if (rates > 1) this.addStatement(`It has ${rates} sections of different sample spacing.`);
  }

  /** Reports values beyond the converter's range, which are clipped as in the meter. */
  private sayClipping({ input, channel, values }: MappedValues): void {
    const most = LARGEST[input < 6 ? "V" : input < 8 ? "U" : "G"];
    const top = peak(values);
    if (top <= most) return;
    const name = this.options.recording.config.analog[channel]?.name ?? "";
    const unit = INPUTS[input]?.unit ?? "";
    const reach = `${top.toFixed(0)} ${unit}, beyond the converter's ${most} ${unit}`;
    this.addStatement(`${name} reaches ${reach}: it is clipped.`);
  }
}

/** Peak in volts or amperes below which an input counts as dead. */
const DEAD_LIMIT = 0.5;

/** Full scale of the converter: voltages, utility currents, generator currents. */
const LARGEST = { V: 511, U: 1023, G: 255 } as const;

function peak(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The sine fitted to the first or last cycle, and the share of the cycle that it leaves over. */
function fittedEnd(
  axis: Axis,
  values: Float64Array,
  hz: number,
  end: boolean,
): { wave: SteadyWave; left: number } {
  const cycle = windowOf(axis.seconds, values, 1 / hz, end);
  const { wave, left } = fitWave(cycle, hz);
  // Noise on a dead wire is not a wave.
  const dead = peak(values.subarray(cycle.first, cycle.end)) < DEAD_LIMIT;
  if (cycle.end - cycle.first >= 4 && !dead) return { wave, left };
  return { wave: { ...wave, cosine: 0, sine: 0 }, left: dead ? 0 : 1 };
}

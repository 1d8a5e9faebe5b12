/**
 * Guesses a mapping for a recording. Channel names of our own recordings are used as they are.
 * Otherwise two voltages of opposite phase are the legs; failing that, the voltage that varies most
 * feeds both legs, one of them inverted, as from a transformer with a center tap.
 */
import type { ComtradeRecording, TransformerSide } from "../recordings/comtrade-read";
import { INPUTS } from "../host/meter-inputs";
import { RecordingError } from "../recordings/recording-error";
import { unitFactor } from "./replay-mapping";
import type { Feed } from "./replay-mapping";
import { fitWave, frequencyOf, rmsOf, windowOf } from "./steady-wave";

const NOMINAL_V = 120;
/** A voltage within 20 % of nominal is not scaled. */
const NOMINAL_TOLERANCE = 0.2;

/** Whether a channel is a voltage by its unit or name, and not a residual voltage. */
function isVoltage({ name, unit }: { readonly name: string; readonly unit: string }): boolean {
  if (/^(3?[UV][0oOnNrR]\b|.*(residual|neutral|freq))/i.test(name)) return false;
  if (/^[kKmMкм]?[VvВв]/.test(unit)) return true;
  return unit === "" && /^[UV]/i.test(name);
}

interface Candidate {
  readonly channel: number;
  readonly unit: number;
  readonly values: Float64Array;
  /** RMS of the first cycle, or of the strongest when the first is dead. */
  readonly volts: number;
  /** Largest deviation of its RMS from `volts`, as a share of it. */
  readonly deviation: number;
}

/** Number of samples in about one cycle. */
function cycleSamples({ samples, length_s }: ComtradeRecording, hz: number): number {
  return Math.max(4, Math.min(samples, Math.round(samples / Math.max(length_s, 1e-9) / hz)));
}

/** RMS of the sine at the start of a channel; undefined when there is none. */
function firstWave(seconds: Float64Array, values: Float64Array, hz: number): number | undefined {
  const { wave, left } = fitWave(windowOf(seconds, values, 1 / hz, false), hz);
  return left < 0.1 ? rmsOf(wave) : undefined;
}

function rms(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  let n = 0;
  for (const x of values.subarray(from, from + count)) {
    if (Number.isNaN(x)) continue;
    sum += x * x;
    n++;
  }
  return n === 0 ? 0 : Math.sqrt(sum / n);
}

function candidates(recording: ComtradeRecording, side: TransformerSide): Candidate[] {
  const { seconds } = recording.times;
  const all = recording.config.analog.flatMap((channel, at) => {
    if (!isVoltage(channel)) return [];
    const values = recording.analog(at, side);
    const unit = unitFactor(channel.unit);
    const hz = frequencyOf(seconds, values, false) ?? (recording.config.line_hz || 60);
    const cycle = cycleSamples(recording, hz);
    const parts: number[] = [];
    for (let from = 0; from + cycle <= values.length; from += cycle) {
      parts.push(rms(values, from, cycle) * unit);
    }
    const most = parts.reduce((a, b) => Math.max(a, b), 0);
    const first = (firstWave(seconds, values, hz) ?? rms(values, 0, cycle)) * unit;
    const volts = first > most / 2 ? first : most;
    const far = parts.reduce((off, part) => Math.max(off, Math.abs(part - volts)), 0);
    return [{ channel: at, unit, values, volts, deviation: far / Math.max(volts, 1e-9) }];
  });
  const most = all.reduce((volts, one) => Math.max(volts, one.volts), 0);
  return all.filter(({ volts }) => volts > most / 2);
}

/** Correlation of two channels, -1 to 1. */
function correlation(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [at, x] of a.entries()) {
    const y = b[at] ?? 0;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(Math.max(aa * bb, Number.MIN_VALUE));
}

const pairs = (all: readonly Candidate[]): [Candidate, Candidate][] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other): [Candidate, Candidate] => [one, other]));

/** Factor that scales a voltage to nominal, rounded to four digits. */
function factorFor(volts: number): number {
  if (Math.abs(volts / NOMINAL_V - 1) < NOMINAL_TOLERANCE) return 1;
  return Number((NOMINAL_V / volts).toPrecision(4));
}

/** Guesses a mapping. */
export function guessMapping(recording: ComtradeRecording, side: TransformerSide): Feed[] {
  const { analog } = recording.config;
  const own = analog.flatMap(({ name, unit }, channel) => {
    const input = INPUTS.findIndex((one) => one.name === name.toLowerCase());
    return input < 0 ? [] : [{ channel, input, factor: unitFactor(unit) }];
  });
  if (own.some(({ input }) => INPUTS[input]?.unit === "V")) return own;
  const voltages = candidates(recording, side);
  const [first] = voltages;
  if (first === undefined || first.volts === 0) {
    const names = analog.map(({ name }, at) => `#${at + 1} ${name}`).join(", ");
    const sentence = `no channel looks like a voltage; map one with --map (it has ${names}).`;
    throw new RecordingError("E-REC-13", recording.file, sentence);
  }
  const legs = pairs(voltages).find(([a, b]) => correlation(a.values, b.values) < -0.95);
  const worst = voltages.reduce((a, b) => (b.deviation > a.deviation * 1.05 ? b : a), first);
  const [one, other] = legs ?? [worst, worst];
  const factor = factorFor(one.volts);
  const sign = legs === undefined ? -1 : 1;
  return [
    { channel: one.channel, input: 0, factor: factor * one.unit },
    { channel: other.channel, input: 1, factor: sign * factor * other.unit },
  ];
}

/** The time of each sample, from the sampling rates or, without any, from the time stamps. */
import type { Config, Rate } from "./comtrade-config";
import type { StoredValues } from "./comtrade-values";
import { RecordingError } from "./recording-error";

/** Seconds since the first sample, one value per sample, increasing. */
export interface Times {
  readonly seconds: Float64Array;
  readonly by: "rates" | "stamps";
  readonly notes: readonly string[];
}

/** Seconds per unit of the stamps. */
function unitOf({ start, trigger, time_multiplier }: Config): number {
  const nanoseconds = start?.nanoseconds === true || trigger?.nanoseconds === true;
  return (nanoseconds ? 1e-9 : 1e-6) * time_multiplier;
}

function byRates(rates: readonly Rate[], samples: number): Float64Array {
  const seconds = new Float64Array(samples);
  let rate = 0;
  // Time and number of the last sample of the previous rate; adding up steps would drift.
  let since_s = 0;
  let since = 0;
  for (let at = 1; at < samples; at++) {
    // A sample belongs to the first rate whose last sample number (from 1) it does not exceed.
    while (rate < rates.length - 1 && at >= (rates[rate]?.last ?? 0)) {
      rate++;
      since = at - 1;
      since_s = seconds[since] ?? 0;
    }
    seconds[at] = since_s + (at - since) / (rates[rate]?.hz ?? 1);
  }
  return seconds;
}

/** Stamps in binary data are 32 bits wide and wrap. */
const STAMP_RANGE = 2 ** 32;

function byStamps(
  config: Config,
  { stamps, samples }: StoredValues,
  data_file: string,
): Float64Array {
  const unit = unitOf(config);
  const seconds = new Float64Array(samples);
  const fail = (at: number, what: string): never => {
    const sentence = `${what}; add the sampling rate to the configuration.`;
    throw new RecordingError("E-REC-08", `${data_file}, sample ${at + 1}`, sentence);
  };
  const first = stamps[0] ?? Number.NaN;
  let turned = 0;
  for (let at = 0; at < samples; at++) {
    const stamp = stamps[at] ?? Number.NaN;
    if (Number.isNaN(stamp)) fail(at, "there is no sampling rate, and it has no time stamp");
    const before = stamps[at - 1] ?? -1;
    if (at > 0 && before - stamp > STAMP_RANGE / 2) turned += STAMP_RANGE;
    seconds[at] = (stamp - first + turned) * unit;
    if (at > 0 && (seconds[at] ?? 0) <= (seconds[at - 1] ?? 0)) {
      fail(at, "there is no sampling rate, and its time stamp is not later than the previous one");
    }
  }
  return seconds;
}

/** Notes when stamps and rates contradict each other; the rates are used. */
function contradictions(
  config: Config,
  { stamps, samples }: StoredValues,
  length_s: number,
): string[] {
  const stamped_s = ((stamps[samples - 1] ?? NaN) - (stamps[0] ?? NaN)) * unitOf(config);
  const off_s = Math.abs(stamped_s - length_s);
  if (!(stamped_s > 0) || off_s < 0.02 * length_s || off_s < 0.002) return [];
  const said = `${length_s.toFixed(3)} s by its rates and ${stamped_s.toFixed(3)} s by its stamps`;
  return [`it lasts ${said}; the rates are used`];
}

/** Times of all samples of a recording. */
export function timesOf(config: Config, values: StoredValues, data_file: string): Times {
  const { rates } = config;
  if (rates.length === 0) {
    return { seconds: byStamps(config, values, data_file), by: "stamps", notes: [] };
  }
  const seconds = byRates(rates, values.samples);
  const length_s = seconds.at(-1) ?? 0;
  return { seconds, by: "rates", notes: contradictions(config, values, length_s) };
}

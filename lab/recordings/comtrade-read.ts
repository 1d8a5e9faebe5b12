/** Reads a whole recording of any revision of COMTRADE (IEEE C37.111-1991, -1999, -2013). */
import { readConfig } from "./comtrade-config";
import type { Config } from "./comtrade-config";
import { readParts } from "./comtrade-files";
import { timesOf } from "./comtrade-time";
import type { Times } from "./comtrade-time";
import { readValues } from "./comtrade-values";
import type { StoredValues } from "./comtrade-values";

/** On which side of the instrument transformers values are wanted. */
export type TransformerSide = "primary" | "secondary";

/** A recording in memory. */
export class ComtradeRecording {
  readonly notes: readonly string[];

  constructor(
    readonly file: string,
    readonly config: Config,
    private readonly values: StoredValues,
    readonly times: Times,
  ) {
    this.notes = [...values.notes, ...times.notes];
  }

  get samples(): number {
    return this.values.samples;
  }

  /** Seconds from the first to the last sample. */
  get length_s(): number {
    return this.times.seconds.at(-1) ?? 0;
  }

  /** Values of an analog channel, from 0 on, in its unit; NaN where the recorder had none. */
  analog(index: number, side: TransformerSide): Float64Array {
    const channel = this.config.analog[index];
    const stored = this.values.analog[index];
    if (channel === undefined || stored === undefined) return new Float64Array(0);
    const { a, b, primary, secondary, max, min } = channel;
    const ratio = primary / secondary;
    const times = channel.side === side ? 1 : side === "primary" ? ratio : 1 / ratio;
    // What marks a missing value may be a value where the range of the channel says so.
    const hole = this.hole(min, max);
    return Float64Array.from(stored, (x) => (x === hole ? Number.NaN : (a * x + b) * times));
  }

  /** Values of a status channel, 0 or 1. */
  status(index: number): Uint8Array {
    const word = this.values.words[index >> 4];
    return Uint8Array.from(word ?? [], (bits) => (bits >> (index & 15)) & 1);
  }

  private hole(min: number, max: number): number {
    switch (this.config.format) {
      case "ASCII":
        return Number.isFinite(max) && max >= 99_999 ? Number.NaN : 99_999;
      case "BINARY":
        return min <= -32_768 ? Number.NaN : -32_768;
      case "BINARY32":
        return -2_147_483_648;
      default:
        return Number.NaN;
    }
  }
}

/** Reads the recording that `file` names: a .cff, a .cfg or a .dat. */
export function readRecording(file: string): ComtradeRecording {
  const parts = readParts(file);
  const config = readConfig(parts.config, parts.config_file);
  const values = readValues({ ...parts, config });
  return new ComtradeRecording(file, config, values, timesOf(config, values, parts.data_file));
}

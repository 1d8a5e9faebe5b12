/** Reads a recording of any revision of COMTRADE (IEEE C37.111-1991, -1999, -2013). */
import { readConfig } from "./comtrade-config";
import type { Config } from "./comtrade-config";
import { readParts } from "./comtrade-files";
import { timesOf } from "./comtrade-time";
import type { Times } from "./comtrade-time";
import { readValues } from "./comtrade-values";
import type { StoredValues } from "./comtrade-values";

/** Side of the instrument transformers that values refer to. */
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

  /** Seconds between the first and the last sample. */
  get length_s(): number {
    return this.times.seconds.at(-1) ?? 0;
  }

  /** Values of analog channel `index` in its unit; NaN where the recorder has none. */
  analog(index: number, side: TransformerSide): Float64Array {
    const channel = this.config.analog[index];
    const stored = this.values.analog[index];
    if (channel === undefined || stored === undefined) return new Float64Array(0);
    const { a, b, primary, secondary, max, min } = channel;
    const ratio = primary / secondary;
    const times = channel.side === side ? 1 : side === "primary" ? ratio : 1 / ratio;
    // The marker of a missing value is a normal value if the channel's range includes it.
    const missingMarker = this.hole(min, max);
    return Float64Array.from(stored, (x) =>
      x === missingMarker ? Number.NaN : (a * x + b) * times,
    );
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

/** Reads a recording from its .cff, .cfg or .dat file. */
export function readRecording(file: string): ComtradeRecording {
  const parts = readParts(file);
  const config = readConfig(parts.config, parts.config_file);
  const values = readValues({ ...parts, config });
  return new ComtradeRecording(file, config, values, timesOf(config, values, parts.data_file));
}

/** A home on a test stand: the plant without a core, with its network tables supplied. */
import { CONTACTS_OPEN, Inputs, Outputs } from "@bptm/core/hardware/signals";
import { createHome } from "./home";
import type { Home } from "./home";
import { plantSample } from "./plant";
import { TableSupply } from "../network/tables";

const SAMPLE_HZ = 4800;

/** Runs a home sample by sample and measures its true voltages and currents. */
export class Stand {
  readonly home: Home;
  readonly inputs: Inputs = new Inputs();
  readonly outputs: Outputs = new Outputs();
  private readonly tables = new TableSupply();

  constructor(seed = 1) {
    this.home = createHome(seed);
    this.inputs.utility_contacts = CONTACTS_OPEN;
  }

  /** Advances by samples; `each` is called after each of them. */
  samples(count: number, each?: (index: number) => void): void {
    for (let index = 0; index < count; index++) {
      while (plantSample(this.home, this.inputs, this.outputs) === 0) {
        if (!this.tables.supply(this.home.network)) throw new Error("no table is missing");
      }
      each?.(index);
    }
  }

  seconds(seconds: number, each?: (index: number) => void): void {
    this.samples(Math.floor(seconds * SAMPLE_HZ + 0.5), each);
  }

  /** True RMS values of the ten channels over a time in seconds, in volts and amperes. */
  rms(seconds = 0.1): number[] {
    const sums = new Float64Array(10);
    const count = Math.floor(seconds * SAMPLE_HZ + 0.5);
    this.samples(count, () => {
      for (let c = 0; c < 10; c++) {
        const value = this.home.sensors.truth[c]!;
        sums[c]! += value * value;
      }
    });
    return Array.from(sums, (sum) => Math.sqrt(sum / count));
  }

  /** RMS of the channels' readings, in volts and amperes, without the pilots. */
  read(seconds = 0.1): number[] {
    const sums = new Float64Array(10);
    const count = Math.floor(seconds * SAMPLE_HZ + 0.5);
    this.samples(count, () => {
      const phase = (this.home.sample_index - 1) & 3;
      const pilot = phase === 0 ? 3 : phase === 2 ? -3 : 0;
      for (let c = 0; c < 10; c++) {
        const counts = this.inputs.samples[c]!;
        const value = c < 6 ? counts / 32 - pilot : counts / (c < 8 ? 32 : 128);
        sums[c]! += value * value;
      }
    });
    return Array.from(sums, (sum) => Math.sqrt(sum / count));
  }

  /** A pulse on coils (bits of `Coil`) with both enables, then rest. */
  pulse(coils: number, pulse_ms = 50, rest_ms = 50): void {
    this.outputs.coils = coils;
    this.outputs.enables = 3;
    this.seconds(pulse_ms / 1000);
    this.outputs.coils = 0;
    this.outputs.enables = 0;
    this.seconds(rest_ms / 1000);
  }

  /** A digest of the whole state, to the bit. */
  digest(): string {
    let hash = 0x811c9dc5;
    const bytes = new DataView(new ArrayBuffer(8));
    const word = (value: number): void => {
      bytes.setFloat64(0, value === 0 ? 0 : value);
      hash = ((hash ^ bytes.getInt32(0)) * 0x10193) | 0;
      hash = ((hash ^ bytes.getInt32(4)) * 0x10193) | 0;
    };
    const walk = (thing: unknown): void => {
      if (typeof thing === "number") word(thing);
      else if (thing instanceof Float64Array || thing instanceof Int32Array) thing.forEach(word);
      else for (const part of Object.values(thing as object)) walk(part);
    };
    walk(this.home);
    walk(this.inputs);
    return (hash >>> 0).toString(16);
  }
}

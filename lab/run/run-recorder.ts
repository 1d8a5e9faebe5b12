/**
 * Records a run at 4 800 samples a second: true voltages and currents at the meter's inputs, the
 * conducting poles, coils, lights, and the meter's messages.
 */
import { Light } from "@bptm/core/hardware/signals";
import { SAMPLES_PER_TICK, SAMPLE_HZ } from "@bptm/core/hardware/units";
import { comtradeFiles } from "../recordings/comtrade-write";
import type { Encoding } from "../recordings/comtrade-write";
import type { MeterEvent } from "@bptm/text/drain";
import { INPUTS } from "../host/meter-inputs";
import { RecordingError } from "../recordings/recording-error";
import { plain, sayEvent } from "@bptm/text/say";
import type { Simulation } from "./simulation";
import { csvPieces } from "../recordings/waveform-csv";
import type { Remark, Waveforms } from "../recordings/waveforms";
import { checkWritable, writeWholeFiles } from "../recordings/whole-files";
import type { WholeFile } from "@bptm/runtime/whole-files";

/** Target file, encoding, and part of the run. */
interface RecordOptions {
  /** Ends in .cff, .cfg or .csv. */
  readonly file: string;
  readonly encoding: Encoding;
  readonly from_s: number;
  readonly for_s: number;
}

/** Status channels in the order of the bits of `statesOf`. */
const STATES = [
  "U_pole_1",
  "U_pole_2",
  "G_pole_1",
  "G_pole_2",
  "U_open_coil",
  "U_close_coil",
  "G_open_coil",
  "G_close_coil",
  "meter_powered",
  ...["utility_available", "utility_on", "generator_on"].flatMap((light) =>
    ["on", "slow", "fast"].map((how) => `light_${light}_${how}`),
  ),
  "event",
] as const;
const LIT = [Light.On, Light.BlinkSlow, Light.BlinkFast];
const EVENT_BIT = 1 << (STATES.length - 1);

function statesOf({ world }: Simulation): number {
  const { home, meter } = world;
  const { switch_u: u, switch_g: g, supply } = home;
  const o = meter.outputs;
  const lights = [o.light_utility_available, o.light_utility_on, o.light_generator_on];
  const all = [
    home.conducting_u1,
    home.conducting_u2,
    home.conducting_g1,
    home.conducting_g2,
    u.open_coil,
    u.close_coil,
    g.open_coil,
    g.close_coil,
    supply.alive,
    ...lights.flatMap((light) => LIT.map((one) => (light === one ? 1 : 0))),
  ];
  return all.reduce((bits, one, at) => bits | (one === 0 ? 0 : 1 << at), 0);
}

/** Records one run. */
export class RunRecorder {
  private simulation: Simulation | undefined;
  private values: Float32Array[] = INPUTS.map(() => new Float32Array(0));
  private states = new Uint32Array(0);
  private readonly remarks: Remark[] = [];
  private samples = 0;
  private event_until = 0;
  private title = "";

  /** Checks the file now, because it could otherwise fail only after a long run. */
  constructor(private readonly options: RecordOptions) {
    const { file } = options;
    if (!/\.(cff|cfg|csv)$/i.test(file)) {
      const sentence = "a recording ends in .cff, .cfg or .csv; use one of these endings.";
      throw new RecordingError("E-REC-11", file, sentence);
    }
    checkWritable(file);
  }

  /** Call before the first sample. */
  begin(simulation: Simulation, title: string): void {
    this.simulation = simulation;
    this.title = title;
    simulation.onSample = () => this.take(simulation);
  }

  /** Call after each tick with its events. */
  tick(events: readonly MeterEvent[]): void {
    const { simulation } = this;
    if (simulation === undefined || events.length === 0 || this.samples === 0) return;
    const sample = simulation.sample - this.first;
    if (sample > this.most) return;
    this.event_until = simulation.sample + SAMPLES_PER_TICK;
    for (const event of events) {
      this.remarks.push({ sample: sample - 1, text: plain(sayEvent(event)) });
    }
  }

  /** Writes the recording completely or not at all; returns the names of the files. */
  write(): string[] {
    const { file, encoding, from_s } = this.options;
    if (this.samples === 0) {
      const end_s = (this.simulation?.sample ?? 0) / SAMPLE_HZ;
      const sentence = `the run ended at ${end_s} s, before the recording's start at ${from_s} s`;
      throw new RecordingError("E-REC-14", file, `${sentence}; start it earlier.`);
    }
    const waveforms = this.waveforms();
    const files: WholeFile[] = /\.csv$/i.test(file)
      ? [{ file, pieces: csvPieces(waveforms) }]
      : comtradeFiles(waveforms, file, encoding);
    writeWholeFiles(files);
    return files.map((one) => one.file);
  }

  private get first(): number {
    return Math.round(this.options.from_s * SAMPLE_HZ);
  }

  private get most(): number {
    return Math.round(this.options.for_s * SAMPLE_HZ);
  }

  private take(simulation: Simulation): void {
    const at = simulation.sample - 1 - this.first;
    if (at < 0 || at >= this.most) return;
    if (at >= this.states.length) this.grow();
    const { truth } = simulation.world.home.sensors;
    for (const [channel, column] of this.values.entries()) column[at] = truth[channel] ?? 0;
    const event = simulation.sample <= this.event_until ? EVENT_BIT : 0;
    this.states[at] = statesOf(simulation) | event;
    this.samples = at + 1;
  }

  private grow(): void {
    const length = Math.max(SAMPLE_HZ, Math.min(this.most, this.states.length * 2));
    this.values = this.values.map((column) => {
      const larger = new Float32Array(length);
      larger.set(column);
      return larger;
    });
    const states = new Uint32Array(length);
    states.set(this.states);
    this.states = states;
  }

  private waveforms(): Waveforms {
    const { samples, states } = this;
    return {
      title: this.title,
      device: "BPTM twin",
      hz: SAMPLE_HZ,
      line_hz: 60,
      from_s: this.options.from_s,
      samples,
      analog: INPUTS.map(({ name, phase, unit }, at) => {
        const values = this.values[at]?.subarray(0, samples) ?? new Float32Array(0);
        return { name, phase, unit, values };
      }),
      status: STATES.map((name, bit) => {
        const values = Uint8Array.from(states.subarray(0, samples), (bits) => (bits >> bit) & 1);
        return { name, values };
      }),
      remarks: this.remarks,
    };
  }
}

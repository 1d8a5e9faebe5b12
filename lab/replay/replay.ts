/** Plays a recording to the meter's core and reports what it senses and decides. */
import { Channel, Light } from "@bptm/core/hardware/signals";
import type { MeasuringPoint } from "@bptm/core/measure/estimate";
import { StoreState } from "@bptm/core/storage/store";
import { SAMPLE_HZ, TICK_HZ } from "@bptm/core/hardware/units";
import type { ComtradeRecording, TransformerSide } from "../recordings/comtrade-read";
import { openCore } from "../host/core-host";
import type { CoreHost } from "../host/core-host";
import { Drain } from "@bptm/text/drain";
import { INPUTS } from "../host/meter-inputs";
import { ReplayPlant } from "./replay-plant";
import type { InitialConnection } from "./replay-plant";
import { ReplayWaves } from "./replay-waves";
import type { Feed } from "./replay-mapping";
import { RecordingError } from "../recordings/recording-error";
import type { ResultEvent } from "../run/result";
import { plain, sayEvent, sayExplanation } from "@bptm/text/say";
import { reasonId } from "../run/run-log";
import { gravestIn, latchesIn } from "@bptm/text/latches";

/** What to play, and how. */
interface ReplayOptions {
  readonly recording: ComtradeRecording;
  readonly feeds: readonly Feed[];
  readonly side: TransformerSide;
  /** Seconds of synthetic steady waves before the first and after the last sample. */
  readonly before_s: number;
  readonly after_s: number;
  /** Nominal frequency to play the recording at: it is sped up or slowed down to it. */
  readonly to_hz?: number | undefined;
  readonly connected: InitialConnection;
  readonly watch?: ((line: ReplayLine) => void) | undefined;
}

/** State of the meter. */
interface ReplayState {
  readonly switches: readonly [string, string];
  readonly lights: readonly [string, string, string];
  readonly powered: boolean;
  /** `qualified`, `unknown` without power, or the id of the reason for rejecting it. */
  readonly utility: string;
  readonly generator: string;
  readonly lockout: string;
  readonly latches: readonly string[];
}

/** One line of the timeline. Times count from the first sample of the recording. */
export interface ReplayLine {
  readonly time_s: number;
  readonly event?: ResultEvent;
  readonly state: ReplayState;
}

/** RMS volts and hertz at one measuring point; null is unknown. */
interface SensedPoint {
  readonly l1_v: number;
  readonly l2_v: number;
  readonly line_v: number;
  readonly hz: number | null;
}

/** Values at the end of a second, and the utility's lowest and highest line voltage in it. */
export interface ReplaySecond {
  readonly time_s: number;
  readonly powered: boolean;
  readonly utility: SensedPoint;
  readonly generator: SensedPoint;
  readonly out: SensedPoint;
  /** Null while nothing was measured. */
  readonly utility_line_min_v: number | null;
  readonly utility_line_max_v: number | null;
}

/** Result of a replay. */
export interface ReplayResult {
  /** Sentences about the recording's quality and about what was added to it. */
  readonly statements: readonly string[];
  readonly measured_hz: number | null;
  readonly events: readonly ResultEvent[];
  readonly changes: readonly (ReplayState & { readonly time_s: number })[];
  readonly seconds: readonly ReplaySecond[];
  readonly final: ReplayState & { readonly sentence: string };
}

const POSITIONS = ["open", "closed", "split", "unclear"];
const LIGHTS: Record<number, string> = {
  [Light.Off]: "off",
  [Light.On]: "on",
  [Light.BlinkSlow]: "slow",
  [Light.BlinkFast]: "fast",
};
const SETTLED_TICKS = TICK_HZ / 4;
/** Longest replay: one day. */
const MAX_LENGTH_S = 86_400;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const tenths = (millis: number): number => Math.round(millis / 100) / 10;

function sensedPoint(place: MeasuringPoint): SensedPoint {
  const { leg1_mv, leg2_mv, line_mv, frequency_mhz } = place;
  const hz = frequency_mhz === 0 ? null : Math.round(frequency_mhz / 10) / 100;
  return { l1_v: tenths(leg1_mv), l2_v: tenths(leg2_mv), line_v: tenths(line_mv), hz };
}

/** A replay in progress. */
class Replay {
  private readonly core: CoreHost = openCore();
  private readonly plant: ReplayPlant;
  private readonly drain: Drain;
  private readonly events: ResultEvent[] = [];
  private readonly changes: (ReplayState & { readonly time_s: number })[] = [];
  private readonly seconds: ReplaySecond[] = [];
  private boots = 0;
  private last_state = "";
  private low_mv = Infinity;
  private high_mv = 0;

  constructor(
    private readonly options: ReplayOptions,
    private readonly waves: ReplayWaves,
  ) {
    this.plant = new ReplayPlant(options.connected);
    this.drain = new Drain(this.core.meter.log, this.boots);
  }

  run(): ReplayResult {
    const { before_s, after_s } = this.options;
    const first = Math.round(before_s * SAMPLE_HZ);
    const end =
      first + Math.floor(this.waves.length_s * SAMPLE_HZ) + Math.round(after_s * SAMPLE_HZ);
    for (let sample = 0; sample <= end; sample++) {
      const time_s = (sample - first) / SAMPLE_HZ;
      this.driveWires(time_s);
      if (this.sample()) this.observe(time_s);
      if ((sample - first) % SAMPLE_HZ === 0 || sample === end) this.second(time_s);
    }
    const { meter } = this.core;
    const sentence = this.powered ? plain(sayExplanation(meter.explanation)) : "";
    return {
      statements: this.waves.statements,
      measured_hz: this.waves.measured_hz ?? null,
      events: this.events,
      changes: this.changes,
      seconds: this.seconds,
      final: { ...this.state(), sentence },
    };
  }

  private get powered(): boolean {
    return this.plant.supply.alive !== 0;
  }

  /** Sets the recorded values, and line out from the closed switch if it was not recorded. */
  private driveWires(time_s: number): void {
    const { truth } = this.plant;
    this.waves.fill(truth, time_s);
    if (this.waves.has(Channel.OutLeg1) || this.waves.has(Channel.OutLeg2)) return;
    const from = this.plant.closed("u") ? 0 : this.plant.closed("g") ? 2 : -1;
    truth[Channel.OutLeg1] = from < 0 ? 0 : (truth[from] ?? 0);
    truth[Channel.OutLeg2] = from < 0 ? 0 : (truth[from + 1] ?? 0);
  }

  /** Advances hardware and core by one sample; returns true after a tick. */
  private sample(): boolean {
    const { core, plant } = this;
    const { inputs, outputs } = core.meter;
    const plugged = this.waves.has(Channel.GeneratorLeg1) || this.waves.has(Channel.GeneratorLeg2);
    const due = plant.sample(inputs, outputs, plugged);
    if (this.powered) {
      if (this.boots !== plant.supply.boots) {
        this.boots = plant.supply.boots;
        core.start(StoreState.Good);
      }
      core.sample();
      if (due) core.tick();
    } else {
      outputs.coils = 0;
      outputs.enables = 0;
    }
    return due;
  }

  private observe(time_s: number): void {
    const { log, estimate } = this.core.meter;
    const { line_mv } = estimate.utility;
    // The first cycles after power-up are not measured yet.
    if (this.core.meter.evidence.boot_ticks > SETTLED_TICKS) {
      this.low_mv = Math.min(this.low_mv, line_mv);
      this.high_mv = Math.max(this.high_mv, line_mv);
    }
    const events = this.drain.take(log, this.boots, time_s * 1000).map((event) => ({
      time_s: rounded(time_s),
      sequence: event.sequence,
      id: event.id,
      severity: event.severity,
      sentence: plain(sayEvent(event)),
    }));
    const state = this.state();
    const now = JSON.stringify(state);
    const changed = now !== this.last_state;
    this.last_state = now;
    if (changed) this.changes.push({ time_s: rounded(time_s), ...state });
    this.events.push(...events);
    for (const event of events) this.options.watch?.({ time_s, event, state });
    if (changed && events.length === 0) this.options.watch?.({ time_s, state });
  }

  private second(time_s: number): void {
    const { utility, generator, out } = this.core.meter.estimate;
    this.seconds.push({
      time_s: rounded(time_s),
      powered: this.powered,
      utility: sensedPoint(utility),
      generator: sensedPoint(generator),
      out: sensedPoint(out),
      utility_line_min_v: Number.isFinite(this.low_mv) ? tenths(this.low_mv) : null,
      utility_line_max_v: Number.isFinite(this.low_mv) ? tenths(this.high_mv) : null,
    });
    this.low_mv = Infinity;
    this.high_mv = 0;
  }

  private state(): ReplayState {
    const { control, outputs } = this.core.meter;
    const { powered } = this;
    const position = (at: number): string => (powered ? (POSITIONS[at] ?? "") : "unclear");
    const light = (at: number): string => (powered ? (LIGHTS[at] ?? "off") : "off");
    const source = (ok: number, reason: number): string =>
      !powered ? "unknown" : ok !== 0 ? "qualified" : reasonId(reason);
    return {
      switches: [position(control.position_u.position), position(control.position_g.position)],
      lights: [
        light(outputs.light_utility_available),
        light(outputs.light_utility_on),
        light(outputs.light_generator_on),
      ],
      powered,
      utility: source(control.utility.ok, control.utility.reason),
      generator: source(control.generator.ok, control.generator.reason),
      lockout: gravestIn(control.stored.latches),
      latches: latchesIn(control.stored.latches).map(({ id }) => id),
    };
  }
}

/** Plays a recording from its first to its last sample. */
export function replay(options: ReplayOptions): ReplayResult {
  const { recording, before_s, after_s } = options;
  const waves = new ReplayWaves(options);
  if (!(waves.length_s + before_s + after_s <= MAX_LENGTH_S)) {
    const sentence = "a replay lasts one day at most; split the recording.";
    throw new RecordingError("E-REC-14", recording.file, sentence);
  }
  return new Replay(options, waves).run();
}

/** Describes a feed in words. */
export function describeFeed(
  { config }: ComtradeRecording,
  { channel, input, factor }: Feed,
): string {
  const { name = "", unit = "" } = config.analog[channel] ?? {};
  const { name: to = "", unit: to_unit = "" } = INPUTS[input] ?? {};
  return `${name === "" ? `#${channel + 1}` : name} -> ${to}: 1 ${unit} is ${factor} ${to_unit}`;
}

/** The log of a run: each change with its time, pulses and events. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { MeterEvent } from "@bptm/text/drain";
import { plain, sayAdvice, sayExplanation } from "@bptm/text/say";
import type { Connection, Simulation } from "./simulation";
import { SENTENCES } from "@bptm/text/texts";
import { gravestIn, latchesIn } from "@bptm/text/latches";

type ShownLight = "off" | "on" | "slow" | "fast";
type ShownPosition = "open" | "closed" | "split" | "unclear";
const LIGHTS: readonly ShownLight[] = ["off", "on", "slow", "fast"];
const POSITIONS: readonly ShownPosition[] = ["open", "closed", "split", "unclear"];
const PULSES = [
  "utility-open-pulse",
  "utility-close-pulse",
  "generator-open-pulse",
  "generator-close-pulse",
] as const;

/** State of home and meter at one time. */
export interface RunSnapshot {
  readonly time_s: number;
  /** True connection of the house, and whether it has voltage. */
  readonly connected: Connection;
  readonly line_out: "live" | "dead";
  /** Positions and lights that the meter shows; without power it shows nothing. */
  readonly switches: readonly [ShownPosition, ShownPosition];
  readonly lights: readonly [ShownLight, ShownLight, ShownLight];
  readonly powered: boolean;
  /** The gravest latch that stands, or "none"; and all of them, gravest first. */
  readonly lockout: string;
  readonly latches: readonly string[];
}

/** A snapshot with everything that an expectation may refer to. */
export interface FullSnapshot extends RunSnapshot {
  readonly sentence: string;
  /** Advice to the customer; empty without any. */
  readonly advice: string;
  /** Watt hours of each register. */
  readonly utility_wh: number;
  readonly generator_wh: number;
  /** Completed writes of the store since the start. */
  readonly writes: number;
  readonly utility_reason: string;
  readonly generator_reason: string;
}

/** Id of a reason by its code. */
export function reasonId(code: number): string {
  return SENTENCES.reason.find((one) => one.code === code)?.id ?? `reason ${code}`;
}

function snapshotOf(simulation: Simulation): RunSnapshot {
  const { home, judge, meter } = simulation.world;
  const { control, outputs } = meter;
  const powered = home.supply.alive !== 0;
  const shown = (position: number): ShownPosition =>
    powered ? (POSITIONS[position] ?? "unclear") : "unclear";
  const light = (value: number): ShownLight => LIGHTS[value] ?? "off";
  return {
    time_s: simulation.sample / SAMPLE_HZ,
    connected: simulation.connected,
    line_out: judge.truth.out_dead_samples > 0 ? "dead" : "live",
    switches: [shown(control.position_u.position), shown(control.position_g.position)],
    lights: [
      light(outputs.light_utility_available),
      light(outputs.light_utility_on),
      light(outputs.light_generator_on),
    ],
    powered,
    lockout: gravestIn(control.stored.latches),
    latches: latchesIn(control.stored.latches).map(({ id }) => id),
  };
}

/** A snapshot with the meter's sentences and counters. */
export function fullSnapshotOf(simulation: Simulation): FullSnapshot {
  const { home, meter } = simulation.world;
  const { control, explanation } = meter;
  const moment = snapshotOf(simulation);
  return {
    ...moment,
    sentence: moment.powered ? plain(sayExplanation(explanation)) : "",
    advice: moment.powered ? (sayAdvice(explanation) ?? "") : "",
    utility_wh: meter.registers.utility.wh_delivered.value,
    generator_wh: meter.registers.generator.wh_delivered.value,
    writes: home.store.writes,
    utility_reason: reasonId(control.utility.reason),
    generator_reason: reasonId(control.generator.reason),
  };
}

const same = (a: RunSnapshot, b: RunSnapshot): boolean =>
  JSON.stringify({ ...a, time_s: 0 }) === JSON.stringify({ ...b, time_s: 0 });

/** A number that changes whenever a snapshot may differ. */
function fingerprint({ world, sample }: Simulation): number {
  const { control, outputs } = world.meter;
  const o = outputs;
  const lights = o.light_utility_available + 4 * o.light_utility_on + 16 * o.light_generator_on;
  const positions = control.position_u.position + 4 * control.position_g.position;
  const truth = world.judge.connected + 8 * (world.judge.truth.out_dead_samples > 0 ? 1 : 0);
  const power = sample === 0 ? 2 : world.home.supply.alive;
  const hash = lights + 64 * positions + 1024 * truth + 16384 * power;
  return hash + 65536 * control.stored.latches;
}

/** Logs the run of a simulation. */
export class RunLog {
  readonly events: MeterEvent[] = [];
  readonly snapshots: RunSnapshot[] = [];
  readonly pulses: { readonly time_s: number; readonly pulse: string }[] = [];
  private counts = [0, 0, 0, 0];
  private last = -1;

  constructor(private readonly simulation: Simulation) {}

  /** Call after each tick. */
  tick(events: readonly MeterEvent[]): void {
    this.events.push(...events);
    const seen = fingerprint(this.simulation);
    if (seen !== this.last) this.record();
    this.last = seen;
    const { pulses } = this.simulation.world.judge;
    for (const [coil, pulse] of PULSES.entries()) {
      const now = pulses[coil] ?? 0;
      const time_s = this.simulation.sample / SAMPLE_HZ;
      for (let at = this.counts[coil] ?? 0; at < now; at++) this.pulses.push({ time_s, pulse });
      this.counts[coil] = now;
    }
  }

  private record(): void {
    const now = snapshotOf(this.simulation);
    const before = this.snapshots.at(-1);
    if (before === undefined || !same(before, now)) this.snapshots.push(now);
  }
}

/**
 * The hardware around the meter during a replay, where a recording replaces the wires: converter,
 * supply, both switches and the block of the close coils, all healthy and modelled by the twin. The
 * switches follow the meter's orders; the recorded voltages do not.
 */
import { Channel, Enable } from "@bptm/core/hardware/signals";
import type { Inputs, Outputs } from "@bptm/core/hardware/signals";
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import { Random, seedRandom } from "@bptm/twin/waves/random";
import { Sensors, convert } from "@bptm/twin/meter/sensors";
import { COIL_NEEDS_V, Supply, supplySample, supplyStep } from "@bptm/twin/meter/supply";
import {
  Switch,
  ceilingOf,
  contacts,
  driveCoils,
  placeSwitch,
  poleSample,
} from "@bptm/twin/meter/switch";

/** The block acts when line out exceeds this voltage for 10 ms, and for 8 ms afterwards. */
const BLOCK_VOLTS = 21.2;
const BLOCK_RISE_SAMPLES = 48;
const BLOCK_HOLD_SAMPLES = 40;

/** Source that the house is connected to when a replay starts. */
export type InitialConnection = "utility" | "generator" | "none";

/** The hardware of one meter. */
export class ReplayPlant {
  /** Voltages and currents in the order of the inputs; fill them before each sample. */
  readonly truth: Float64Array;
  readonly supply: Supply = new Supply();
  private readonly sensors = new Sensors();
  private readonly u = new Switch();
  private readonly g = new Switch();
  private readonly random = new Random();
  private index = 0;
  private block_rise = 0;
  private block_hold = 0;

  constructor(connected: InitialConnection) {
    this.truth = this.sensors.truth;
    seedRandom(this.random, 1);
    placeSwitch(this.u, connected === "utility" ? 1 : 0);
    placeSwitch(this.g, connected === "generator" ? 1 : 0);
  }

  /** Whether both poles of a switch conduct. */
  closed(which: "u" | "g"): boolean {
    const { pole_1, pole_2 } = this[which];
    return (pole_1.conducting & pole_2.conducting) !== 0;
  }

  /** Advances the hardware by one sample; returns whether the core's tick is due. */
  sample(inputs: Inputs, outputs: Outputs, generator_plugged: boolean): boolean {
    const { truth, supply, u, g } = this;
    const of = (channel: Channel): number => truth[channel] ?? 0;
    const alive = supply.alive !== 0;
    const blocked = this.lineOutBlocked();
    this.drive(alive ? outputs.coils : 0, alive ? outputs.enables : 0, blocked);
    supplySample(
      supply,
      of(Channel.UtilityLeg1) - of(Channel.UtilityLeg2),
      of(Channel.GeneratorLeg1) - of(Channel.GeneratorLeg2),
      of(Channel.UtilityCurrent1),
      of(Channel.UtilityCurrent2),
    );
    convert(this.sensors, inputs.samples, this.index);
    this.index++;
    if (this.index % SAMPLES_PER_TICK !== 0) return false;
    supplyStep(supply, u.open_coil + u.close_coil + g.open_coil + g.close_coil);
    inputs.utility_contacts = contacts(u);
    inputs.generator_contacts = contacts(g);
    inputs.logic_reserve_mv = Math.round(supply.logic_v * 1000);
    inputs.coil_reserve_mv = Math.round(supply.coil_v * 1000);
    inputs.coil_current_ma = Math.round(supply.coil_ma);
    inputs.jaw_temperature_decidegree = Math.round(supply.jaw_celsius * 10);
    inputs.cord_neutral = generator_plugged ? 1 : 0;
    inputs.second_clock_ticks = supply.clock_ticks;
    return true;
  }

  /** 1 while the hardware block in series with both close coils sees a live line out. */
  private lineOutBlocked(): number {
    const leg_1 = this.truth[Channel.OutLeg1] ?? 0;
    const leg_2 = this.truth[Channel.OutLeg2] ?? 0;
    const legs = Math.max(Math.abs(leg_1), Math.abs(leg_2));
    const live = legs > BLOCK_VOLTS || Math.abs(leg_1 - leg_2) > 2 * BLOCK_VOLTS;
    if (live) this.block_hold = BLOCK_HOLD_SAMPLES;
    else if (this.block_hold > 0) this.block_hold--;
    this.block_rise = this.block_hold === 0 ? 0 : Math.min(BLOCK_RISE_SAMPLES, this.block_rise + 1);
    return this.block_rise === BLOCK_RISE_SAMPLES ? 1 : 0;
  }

  private drive(coils: number, enables: number, block: number): void {
    const { u, g, supply } = this;
    driveCoils(u, coils, enables & Enable.UtilityClose, block);
    driveCoils(g, coils >> 2, enables >> 1, block);
    const strong = supply.coil_v >= COIL_NEEDS_V;
    this.move(u, g, strong, Channel.UtilityCurrent1);
    this.move(g, u, strong, Channel.GeneratorCurrent1);
  }

  private move(one: Switch, other: Switch, strong: boolean, current: Channel): void {
    const force = strong ? one.close_coil - one.open_coil : 0;
    const ceiling = ceilingOf(other, 1);
    poleSample(one.pole_1, force, ceiling, this.truth[current] ?? 0, this.random);
    poleSample(one.pole_2, force, ceiling, this.truth[current + 1] ?? 0, this.random);
  }
}

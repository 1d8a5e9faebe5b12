/** The system under proof: the controlling half of a meter, its environment and the monitor. */
import { Meter, control, startControlling } from "@bptm/core/meter";
import { ticksOfMs } from "@bptm/core/hardware/units";
import { PlantChoice, Plant, move, pairOptions, release, settle } from "../model/plant";
import {
  OutTruth,
  SceneChoice,
  SensedClasses,
  currentOptions,
  lieOptions,
  sense,
  show,
} from "../model/scene";
import { Monitor, judge, judgePoles, observe, restartMonitor } from "../model/monitor";

export class ProofStage {
  meter: Meter = new Meter();
  plant: Plant = new Plant();
  choice: PlantChoice = new PlantChoice();
  scene: SceneChoice = new SceneChoice();
  sensed: SensedClasses = new SensedClasses();
  monitor: Monitor = new Monitor();
}

export function create(): ProofStage {
  return new ProofStage();
}

export function meterOf(x: ProofStage): Meter {
  return x.meter;
}

/** Choices whose number of values depends on the plant. */
const enum RangedChoice {
  PairU1 = 0,
  PairU2 = 1,
  PairG1 = 2,
  PairG2 = 3,
  CurrentU = 4,
  CurrentG = 5,
  Lie = 6,
}

/** The number of values of a choice in the current state of the plant. */
export function optionsOf(x: ProofStage, choice: i32): i32 {
  const p = x.plant;
  const f = p.faults;
  if (choice == RangedChoice.PairU1) return pairOptions(p.u.pole1, f.pair_u1, f.pole_u1);
  if (choice == RangedChoice.PairU2) return pairOptions(p.u.pole2, f.pair_u2, f.pole_u2);
  if (choice == RangedChoice.PairG1) return pairOptions(p.g.pole1, f.pair_g1, f.pole_g1);
  if (choice == RangedChoice.PairG2) return pairOptions(p.g.pole2, f.pair_g2, f.pole_g2);
  if (choice == RangedChoice.CurrentU) return currentOptions(p, 1);
  return choice == RangedChoice.CurrentG ? currentOptions(p, 0) : lieOptions(p);
}

/** Computes the sensor readings from plant, choice and scene. */
export function readSensors(x: ProofStage): void {
  sense(x.plant, x.choice, x.scene, x.sensed);
}

/** Updates the monitor with the sensor readings; `most` as in `observe`. */
export function updateMonitor(x: ProofStage, most: i32): void {
  observe(x.monitor, x.plant, x.scene, x.sensed, most);
}

/** Runs one tick of the controlling half on the sensor readings. */
export function react(x: ProofStage): void {
  show(x.sensed, x.meter.control, x.meter.request);
  control(x.meter);
}

/** Judges ordered coils; returns the bits of broken invariants. */
export function judgeCoils(x: ProofStage, before: i32, coils: i32, dead_time_ms: i32): i32 {
  return judge(x.monitor, x.plant, x.sensed, before, coils, ticksOfMs(dead_time_ms));
}

/** Moves the poles under the orders; returns the bits of broken invariants. */
export function drive(x: ProofStage, coils: i32, enables: i32): i32 {
  move(x.plant, x.choice, coils, enables, x.sensed.out_truth == OutTruth.Live);
  return judgePoles(x.monitor, x.plant, coils);
}

/** Cuts the power of the meter; with `at_rest` = 1 until every pole is at rest. */
export function losePower(x: ProofStage, at_rest: i32): void {
  release(x.plant);
  if (at_rest != 0) settle(x.plant, x.choice);
  restartMonitor(x.monitor);
}

/** Starts the controlling half with the stored data in `meter.control`. */
export function startControl(x: ProofStage, store_state: i32): void {
  startControlling(x.meter, store_state);
}

/** One meter on the bench of the proof: the controlling half, its surroundings, the monitor. */
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

export class Stage {
  meter: Meter = new Meter();
  plant: Plant = new Plant();
  choice: PlantChoice = new PlantChoice();
  scene: SceneChoice = new SceneChoice();
  sensed: SensedClasses = new SensedClasses();
  monitor: Monitor = new Monitor();
}

export function create(): Stage {
  return new Stage();
}

export function meterOf(x: Stage): Meter {
  return x.meter;
}

/** Which choice `optionsOf` is asked about. */
const enum Asked {
  PairU1 = 0,
  PairU2 = 1,
  PairG1 = 2,
  PairG2 = 3,
  CurrentU = 4,
  CurrentG = 5,
  Lie = 6,
}

/** How many values a choice has with the plant as it stands. */
export function optionsOf(x: Stage, asked: i32): i32 {
  const p = x.plant;
  const f = p.faults;
  if (asked == Asked.PairU1) return pairOptions(p.u.pole1, f.pair_u1, f.pole_u1);
  if (asked == Asked.PairU2) return pairOptions(p.u.pole2, f.pair_u2, f.pole_u2);
  if (asked == Asked.PairG1) return pairOptions(p.g.pole1, f.pair_g1, f.pole_g1);
  if (asked == Asked.PairG2) return pairOptions(p.g.pole2, f.pair_g2, f.pole_g2);
  if (asked == Asked.CurrentU) return currentOptions(p, 1);
  return asked == Asked.CurrentG ? currentOptions(p, 0) : lieOptions(p);
}

/** From plant, choice and scene to what is sensed. */
export function lookAround(x: Stage): void {
  sense(x.plant, x.choice, x.scene, x.sensed);
}

/** The monitor takes in what is sensed; `most` as in `observe`. */
export function watch(x: Stage, most: i32): void {
  observe(x.monitor, x.plant, x.sensed, most);
}

/** One tick of the controlling half on what is sensed. */
export function react(x: Stage): void {
  show(x.sensed, x.meter.control, x.meter.request);
  control(x.meter);
}

/** Judges coils; bits of broken invariants. */
export function judgeCoils(x: Stage, before: i32, coils: i32, dead_time_ms: i32): i32 {
  return judge(x.monitor, x.sensed, before, coils, ticksOfMs(dead_time_ms));
}

/** Moves the poles by what is ordered; bits of broken invariants. */
export function drive(x: Stage, coils: i32, enables: i32): i32 {
  move(x.plant, x.choice, coils, enables, x.sensed.out_truth == OutTruth.Live);
  return judgePoles(x.monitor, x.plant, coils);
}

/** The meter has lost its power; `at_rest` = 1: for so long that every pole has come to rest. */
export function losePower(x: Stage, at_rest: i32): void {
  release(x.plant);
  if (at_rest != 0) settle(x.plant, x.choice);
  restartMonitor(x.monitor);
}

/** A start of the controlling half with what is kept in `meter.control`. */
export function startControl(x: Stage, store_state: i32): void {
  startControlling(x.meter, store_state);
}

/**
 * The transition system of proof/explore/explore.ts with one flat word per state. One step is split
 * into pieces, with a choice between each two. SPIN's model calls the pieces one by one, wasm.ts in
 * loops; both run the core again for each choice and cache nothing.
 */
import { DriveDirection, PlantPole, PlantSwitch } from "@bptm/proof/model/plant";
import {
  ProofStage,
  drive,
  judgeCoils,
  readSensors,
  losePower,
  optionsOf,
  react,
  startControl,
  updateMonitor,
} from "@bptm/proof/module/proof-stage";
import {
  CORE_WORDS,
  CUTS,
  DEAD_TIME_MS,
  DEAD_TIME_TICKS,
  PLANT_WORDS,
  begin,
  packCore,
  packPlant,
  setActing,
  setExplored,
  setScenery,
  setUsual,
  storeDiffers,
  unpackCore,
  unpackPlant,
} from "./case";
import { ASKED, SOON, WORK_NEXT, WORK_POWER } from "./figures";

/** The power in a tick. */
export const enum Power {
  Stays = 0,
  /** Cut before the pulse of this tick moves anything, or after; the store as it was, or is. */
  CutBeforeOldStore = 1,
  CutAfterOldStore = 2,
  CutBeforeNewStore = 3,
  CutAfterNewStore = 4,
}

/** Indices in `World.work`, the work between the choices of one tick. */
const enum Work {
  /** The largest value of each choice of `ASKED`, and the chosen one. */
  Most = 0,
  Asked = 1,
  /** Coils, and enables from bit 4 on. */
  Orders = 2,
  OutTruth = 3,
  Power = WORK_POWER,
  Acting = 5,
  /** Poles that may move either way, one bit each. */
  Free = 6,
  /** 1 when a restart with the old store differs from one with the new. */
  Differs = 7,
  Next = WORK_NEXT,
}
const OLD: i32 = Work.Next + CORE_WORDS;
const NEW: i32 = OLD + CORE_WORDS;
const WATCHED: i32 = NEW + CORE_WORDS;
const MOVED: i32 = WATCHED + PLANT_WORDS;
const WORK_WORDS: i32 = MOVED + PLANT_WORDS;
export const STATE_WORDS: i32 = CORE_WORDS + PLANT_WORDS;

export class World {
  stage: ProofStage = new ProofStage();
  /** Packed: the state in which the tick begins; then that in which it ends. */
  state: Int32Array = new Int32Array(STATE_WORDS);
  work: Int32Array = new Int32Array(WORK_WORDS);
  /** Bits of broken invariants. */
  broken: i32 = 0;
  core_runs: i32 = 0;
  starts: i32 = 0;
  moves: i32 = 0;
  transitions: i32 = 0;
}

/** A meter that has never run, on an installation at rest. */
export function create(): World {
  const w = new World();
  restart(w, 1);
  packCore(w.stage, w.state, 0);
  begin(w.stage);
  packPlant(w.stage, w.state, CORE_WORDS);
  return w;
}

function restart(w: World, store_state: i32): void {
  w.starts = w.starts + 1;
  setUsual(w.stage);
  startControl(w.stage, store_state);
  setExplored(w.stage);
}

/** Begins a tick: finds the values of the first choices. */
export function leave(w: World): void {
  unpackPlant(w.stage, w.state, CORE_WORDS);
  let most: i32 = 0;
  for (let k: i32 = 0; k < ASKED; k++) most |= (optionsOf(w.stage, k) - 1) << (2 * k);
  w.work[Work.Most] = most;
  w.work[Work.Asked] = 0;
  if (CUTS != 0) restartFrom(w, w.state, 0, OLD);
}

/** Goes on to the next values of `ASKED`; 0 after the last. */
export function nextAsked(w: World): i32 {
  const most: i32 = w.work[Work.Most];
  let asked: i32 = w.work[Work.Asked];
  for (let shift: i32 = 0; shift < 2 * ASKED; shift += 2) {
    if (((asked >> shift) & 3) < ((most >> shift) & 3)) {
      w.work[Work.Asked] = asked + (1 << shift);
      return 1;
    }
    asked &= ~(3 << shift);
  }
  return 0;
}

/** May the choice of this number have this value? */
export function mayAsk(w: World, number: i32, value: i32): boolean {
  return ((w.work[Work.Most] >> (2 * number)) & 3) >= value;
}

export function ask(w: World, number: i32, value: i32): void {
  w.work[Work.Asked] = w.work[Work.Asked] | (value << (2 * number));
}

function setAsked(w: World, asked: i32): void {
  const c = w.stage.choice;
  const s = w.stage.scene;
  c.pair_u1 = asked & 3;
  c.pair_u2 = (asked >> 2) & 3;
  c.pair_g1 = (asked >> 4) & 3;
  c.pair_g2 = (asked >> 6) & 3;
  s.current_u = (asked >> 8) & 3;
  s.current_g = (asked >> 10) & 3;
  s.lie = (asked >> 12) & 3;
}

/** The core senses and reacts. This also gives its effect on the store at a cut. */
export function view(w: World, scenery: i32): void {
  const stage = w.stage;
  const work = w.work;
  unpackCore(w.stage, w.state, 0);
  unpackPlant(w.stage, w.state, CORE_WORDS);
  const before: i32 = stage.meter.outputs.coils;
  setAsked(w, work[Work.Asked]);
  setScenery(w.stage, scenery);
  readSensors(stage);
  updateMonitor(stage, DEAD_TIME_TICKS);
  packPlant(w.stage, work, WATCHED);
  react(stage);
  w.core_runs = w.core_runs + 1;
  packCore(w.stage, work, Work.Next);
  const coils: i32 = stage.meter.outputs.coils;
  work[Work.Orders] = coils | (stage.meter.outputs.enables << 4);
  work[Work.OutTruth] = stage.sensed.out_truth;
  if (coils != 0) w.broken = w.broken | judgeCoils(stage, before, coils, DEAD_TIME_MS);
  if (CUTS != 0) restartNew(w);
}

/** The state after a start with the store of the packed core at `at`. */
function restartFrom(w: World, from: Int32Array, at: i32, to: i32): void {
  unpackCore(w.stage, from, at);
  restart(w, 0);
  packCore(w.stage, w.work, to);
}

/** A start reads only the store, so the same store gives the same state. */
function restartNew(w: World): void {
  const work = w.work;
  let differs: i32 = 0;
  if (storeDiffers(w.state, work, Work.Next)) {
    restartFrom(w, work, Work.Next, NEW);
    for (let k: i32 = 0; k < CORE_WORDS; k++) {
      if (work[OLD + k] != work[NEW + k]) differs = 1;
    }
  }
  work[Work.Differs] = differs;
}

/** May the power go this way? */
export function powerMay(w: World, power: i32): boolean {
  if (power == Power.Stays) return true;
  if (CUTS == 0) return false;
  const after: boolean = power == Power.CutAfterOldStore || power == Power.CutAfterNewStore;
  if (after && w.work[Work.Orders] == 0) return false;
  return power <= Power.CutAfterOldStore || w.work[Work.Differs] != 0;
}

function movePoles(w: World, poles: i32): i32 {
  const work = w.work;
  const power: i32 = work[Work.Power];
  const early: boolean = power == Power.CutBeforeOldStore || power == Power.CutBeforeNewStore;
  const orders: i32 = early ? 0 : work[Work.Orders];
  unpackPlant(w.stage, work, WATCHED);
  setActing(w.stage, work[Work.Acting]);
  setPoles(w, poles);
  w.stage.sensed.out_truth = work[Work.OutTruth];
  w.moves = w.moves + 1;
  return drive(w.stage, orders & 15, orders >> 4);
}

function setPoles(w: World, poles: i32): void {
  const c = w.stage.choice;
  c.pole_u1 = poles & 1;
  c.pole_u2 = (poles >> 1) & 1;
  c.pole_g1 = (poles >> 2) & 1;
  c.pole_g2 = (poles >> 3) & 1;
}

/** Did this pole have its choice in the finished motion? `was`: the free poles before it. */
function chose(p: PlantPole, s: PlantSwitch, was: i32, bit: i32): i32 {
  return p.free != 0 || (s.drive == DriveDirection.None && was != 0) ? bit : 0;
}

/** Sets the power and the acting faults, which determine the poles that may move either way. */
export function order(w: World, power: i32, acting: i32): void {
  w.work[Work.Power] = power;
  w.work[Work.Acting] = acting;
  unpackPlant(w.stage, w.work, WATCHED);
  const p = w.stage.plant;
  const u1: i32 = p.u.pole1.free;
  const u2: i32 = p.u.pole2.free;
  const g1: i32 = p.g.pole1.free;
  const g2: i32 = p.g.pole2.free;
  movePoles(w, 0);
  const u: i32 = chose(p.u.pole1, p.u, u1, 1) | chose(p.u.pole2, p.u, u2, 2);
  w.work[Work.Free] = u | chose(p.g.pole1, p.g, g1, 4) | chose(p.g.pole2, p.g, g2, 8);
}

export function freePoles(w: World): i32 {
  return w.work[Work.Free];
}

/** May these poles close, of those that may move either way? */
export function polesMay(w: World, poles: i32): boolean {
  return (poles & ~w.work[Work.Free]) == 0;
}

/** May the poles come to rest like this? If none moves, this equals `SOON`. */
export function restMay(w: World, poles: i32): boolean {
  return freePoles(w) != 0 && polesMay(w, poles);
}

/** The poles move. With power the tick ends here. */
export function go(w: World, poles: i32): void {
  const work = w.work;
  const broken: i32 = movePoles(w, poles);
  if (work[Work.Power] == Power.Stays) {
    w.broken = w.broken | broken;
    arrive(w, Work.Next);
    return;
  }
  packPlant(w.stage, work, MOVED);
  const p = w.stage.plant;
  const u: i32 = (p.u.pole1.free != 0 ? 1 : 0) | (p.u.pole2.free != 0 ? 2 : 0);
  work[Work.Free] = u | (p.g.pole1.free != 0 ? 4 : 0) | (p.g.pole2.free != 0 ? 8 : 0);
}

/** Without power the poles come to rest like this, or the power returns `SOON`. */
export function lose(w: World, poles: i32): void {
  const power: i32 = w.work[Work.Power];
  unpackPlant(w.stage, w.work, MOVED);
  setPoles(w, poles);
  losePower(w.stage, poles != SOON ? 1 : 0);
  arrive(w, power <= Power.CutAfterOldStore ? OLD : NEW);
}

function arrive(w: World, core: i32): void {
  for (let k: i32 = 0; k < CORE_WORDS; k++) w.state[k] = w.work[core + k];
  packPlant(w.stage, w.state, CORE_WORDS);
  w.transitions = w.transitions + 1;
}

/** The memory of a host for a state, and between the choices of a tick. */
export function stateOf(w: World): Int32Array {
  return w.state;
}

export function workOf(w: World): Int32Array {
  return w.work;
}

/** 2: bits of broken invariants; from 3 on runs of the core, its starts, moves, transitions. */
export function countOf(w: World, what: i32): i32 {
  if (what == 2) return w.broken;
  if (what == 3) return w.core_runs;
  if (what == 4) return w.starts;
  return what == 5 ? w.moves : w.transitions;
}

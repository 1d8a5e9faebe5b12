/**
 * What the hardware of a home can truly do, and which faults it has. The judge excuses only what no
 * software could do: move a switch that cannot move, or see what no reading shows. Reads the twin
 * only. Portable.
 */
import { PULSE_TICKS } from "@bptm/core/hardware/hardware";
import { TICK_HZ } from "@bptm/core/hardware/units";
import { LOGIC_MILLIWATT, STORE_WRITE_MS } from "@bptm/core/hardware/contract";
import { Home } from "@bptm/twin/home/home";
import { COIL_FARAD, COIL_FULL_V, COIL_NEEDS_V, COIL_WATTS } from "@bptm/twin/meter/supply";
import { Pole, Stuck, Switch } from "@bptm/twin/meter/switch";

/**
 * Joules required above the minimum: coils 1.2 x 3 x 16 W x 100 ms, logic 1.2 x (0.5 W x 300 ms + a
 * write).
 */
const PULSE_S: f64 = (PULSE_TICKS as f64) / (TICK_HZ as f64);
const COIL_JOULE: f64 = 1.2 * 3.0 * COIL_WATTS * PULSE_S;
/** A fed house is left with a ninth more, and a weighing has a tenth of tolerance. */
const WEIGHED_MARGIN: f64 = 1.25;
const LOGIC_JOULE: f64 = 1.2 * ((300 + STORE_WRITE_MS) as f64) * (LOGIC_MILLIWATT as f64) * 1.0e-6;

function poleMoves(pole: Pole): boolean {
  return pole.welded === 0 && pole.jammed === 0 && pole.travel_percent <= 150.0;
}

/** Whether an open order would open both poles of this switch now. */
export function canOpen(sw: Switch, home: Home): boolean {
  if (home.supply.alive === 0 || home.supply.coil_v < COIL_NEEDS_V) return false;
  if (!poleMoves(sw.pole_1) || !poleMoves(sw.pole_2)) return false;
  return sw.coil_broken === 0 && sw.open_driver !== Stuck.Off && sw.close_driver !== Stuck.On;
}

/** Whether the reserves hold too little, in truth or by a false reading, to close and undo it. */
export function lacksEnergy(home: Home): boolean {
  return coilJoule(home) < COIL_JOULE || logicJoule(home) < LOGIC_JOULE;
}

/** Even full, the coil reserve holds too little, or so little more that a weighing may say so. */
export function hasLostCapacity(home: Home): boolean {
  const farad: f64 = COIL_FARAD * home.supply.coil_capacity_percent * 0.01;
  return 0.5 * farad * (COIL_FULL_V * COIL_FULL_V - 196.0) < WEIGHED_MARGIN * COIL_JOULE;
}

/** Joules of the coil reserve above the voltage that the coils need. */
export function coilJoule(home: Home): f64 {
  const p = home.supply;
  const farad: f64 = COIL_FARAD * p.coil_capacity_percent * 0.01;
  const volts: f64 = p.coil_false_mv >= 0 ? (p.coil_false_mv as f64) * 0.001 : p.coil_v;
  return 0.5 * farad * (volts * volts - 196.0);
}

/** Joules of the logic reserve above the voltage at which the logic dies. */
export function logicJoule(home: Home): f64 {
  const p = home.supply;
  const farad: f64 = 0.01 * p.logic_capacity_percent * 0.01;
  const volts: f64 = p.logic_false_mv >= 0 ? (p.logic_false_mv as f64) * 0.001 : p.logic_v;
  return 0.5 * farad * (volts * volts - 36.0);
}

function poleFaulty(pole: Pole): boolean {
  if (pole.welded !== 0 || pole.jammed !== 0 || pole.travel_percent > 100.0) return true;
  return (pole.normally_open | pole.normally_closed) !== 0;
}

function switchFaulty(sw: Switch): boolean {
  if (poleFaulty(sw.pole_1) || poleFaulty(sw.pole_2)) return true;
  return (sw.open_driver | sw.close_driver | sw.enable_driver | sw.coil_broken) !== 0;
}

function supplyFaulty(home: Home): boolean {
  const p = home.supply;
  if (p.coil_capacity_percent < 100.0 || p.logic_capacity_percent < 100.0) return true;
  return p.coil_false_mv >= 0 || p.logic_false_mv >= 0 || p.charger_failed !== 0;
}

/** Whether any part of the hardware has a fault now; a broken interlock alone forbids nothing. */
export function isFaulty(home: Home): boolean {
  if (switchFaulty(home.switch_u) || switchFaulty(home.switch_g)) return true;
  const s = home.sensors;
  if (s.faults !== 0 || s.neutral_reference === 0 || s.cord_neutral_fault !== 0) return true;
  if ((s.burdens_dead | s.burdens_stuck) !== 0 || home.block_fault !== 0) return true;
  const store = home.store;
  if (store.unreadable !== 0 || store.write_protected !== 0) return true;
  return home.inlet_leak_siemens !== 0.0 || supplyFaulty(home);
}

function one(holds: boolean): i32 {
  return holds ? 1 : 0;
}

function poleFaults(pole: Pole): i32 {
  const moves: boolean = pole.welded === 0 && pole.jammed === 0 && pole.travel_percent <= 100.0;
  return one(!moves) + one((pole.normally_open | pole.normally_closed) !== 0);
}

function switchFaults(sw: Switch): i32 {
  const drivers: i32 =
    one(sw.open_driver !== 0) +
    one(sw.close_driver !== 0) +
    one(sw.enable_driver !== 0) +
    one(sw.coil_broken !== 0);
  return drivers + poleFaults(sw.pole_1) + poleFaults(sw.pole_2);
}

/** Faults of F that the home has now, the mechanical interlock not counted. */
function countFaults(home: Home): i32 {
  let faults: i32 = switchFaults(home.switch_u) + switchFaults(home.switch_g);
  const s = home.sensors;
  for (let c: i32 = 0; c < 10; c++) faults = faults + one((s.fault[c] as i32) !== 0);
  faults = faults + one(s.neutral_reference === 0) + one(s.cord_neutral_fault !== 0);
  faults = faults + one((s.burdens_dead | s.burdens_stuck) !== 0);
  const store = home.store;
  faults = faults + one((store.unreadable | store.write_protected) !== 0);
  return faults + one(supplyFaulty(home)) + one(home.block_fault !== 0);
}

/** Two faults without the mechanical interlock: excluded by invariant 9. */
export function isExcludedPair(home: Home): boolean {
  return home.interlock_whole === 0 && countFaults(home) >= 2;
}

function isBlind(pole: Pole): boolean {
  const contact: boolean = (pole.normally_open | pole.normally_closed) !== 0;
  return contact && (pole.welded | pole.jammed) !== 0;
}

/**
 * A pole that does not move and whose contact lies: with both of its sides dead nothing shows it
 * (invariant 9).
 */
export function hidesPole(sw: Switch): boolean {
  return isBlind(sw.pole_1) || isBlind(sw.pole_2);
}

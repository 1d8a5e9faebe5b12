/**
 * Metering: turns power into registers, pulses, demand, times and outages. It reads the measuring
 * half and the state of the controlling half; no result of it reaches a coil.
 *
 * A window counts only from 4.8 W on: less is no load, and a meter must not creep. `Registers`
 * holds what has been counted. Others read `published`, the copy that is known to be in the store,
 * so that a power cut never takes back a reading.
 */
import { Connected, Control } from "../control/control";
import { copyRegisters } from "./copies";
import { DEMAND_STEP_TICKS, beginDemand, clearDemand, endDemandStep } from "./demand";
import { Estimate } from "../measure/estimate";
import { NeutralState } from "../measure/neutral";
import { outageTick } from "./outages";
import { Power, powerTick } from "../measure/power";
import { Ledger, Registers, count, countTick } from "./registers";
import { Metering, Saving, TestPulse } from "./state";
import { TICK_HZ, countUp } from "../hardware/units";

/** A tenth of a watt hour of each source, in units of meter-sums.ts. */
export const UTILITY_TENTH: i32 = 864000;
const GENERATOR_TENTH: i32 = 3456000;
/** One volt-ampere hour in units of power.ts. */
const VAH: i32 = 105468750;
/** Kh: 7.2 watt hours a pulse, in tenths. */
export const KH_TENTHS: i32 = 72;
/** Deciwatts for one unit of meter-sums.ts per sample. */
const UTILITY_DECIWATTS: i32 = 20;
const GENERATOR_DECIWATTS: i32 = 5;
/** No load below 0.02 A at 240 V: two fifths of the starting current of 0.05 A. */
const NO_LOAD_DECI: i32 = 48;
/** Ticks of a window; the pulses for its energy are spread evenly over as many. */
const SPREAD_TICKS: i32 = 48;
/** The registers are saved at least once a minute. */
const SAVE_TICKS: i32 = 60 * TICK_HZ;
/** Saves that an event asks for: at most twelve in a row, and one more every five minutes. */
const SAVES_AT_ONCE: i32 = 12;
const SAVE_AGAIN_TICKS: i32 = 300 * TICK_HZ;
/** Ticks without supply after which the registers are saved, on the reserve. */
const SUPPLY_LOST_TICKS: i32 = 2;

/** Starts metering from the registers that the store returned at power-up. */
export function startMetering(m: Metering, r: Registers): void {
  copyRegisters(m.published, r);
  beginDemand(m.utility_demand, r.utility.wh_delivered);
  beginDemand(m.generator_demand, r.generator.wh_delivered);
}

/** Publishes registers that the host has proved to be in the store. */
export function publish(m: Metering, saved: Registers): void {
  copyRegisters(m.published, saved);
}

function save(s: Saving): void {
  s.counter = (s.counter + 1) & 0x3fffffff;
  s.ticks = 0;
}

/** Saves because of an event, unless events have asked too often. */
function saveFor(s: Saving): void {
  if (s.left == 0) return;
  s.left = s.left - 1;
  save(s);
}

function positive(a: i32): i32 {
  return a > 0 ? a : 0;
}

/** Adds the energy of an ended window to the registers; returns its real part without sign. */
function book(l: Ledger, w: Power, wh: i32): i32 {
  const real: boolean = w.deciwatts >= NO_LOAD_DECI || w.deciwatts <= -NO_LOAD_DECI;
  const turned: boolean = w.decivars >= NO_LOAD_DECI || w.decivars <= -NO_LOAD_DECI;
  if (real) {
    count(l.wh_delivered, positive(w.real), wh);
    count(l.wh_received, positive(-w.real), wh);
  }
  if (turned) {
    count(l.varh_delivered, positive(w.reactive), wh);
    count(l.varh_received, positive(-w.reactive), wh);
  }
  if (real || turned) count(l.vah, w.apparent, VAH);
  if (!real) return 0;
  return w.real < 0 ? -w.real : w.real;
}

/** Starts to pulse a window's energy; what is left of the last window is pulsed at once. */
function owe(p: TestPulse, energy: i32, kh: i32): void {
  count(p.pulses, p.owed, kh);
  p.owed = energy;
  p.step = (energy / SPREAD_TICKS) | 0;
}

function pulseTick(p: TestPulse, kh: i32): void {
  const now: i32 = p.step < p.owed ? p.step : p.owed;
  p.owed = p.owed - now;
  count(p.pulses, now, kh);
}

function energy(m: Metering, r: Registers, e: Estimate): void {
  const sums = m.sums;
  pulseTick(m.utility_pulse, UTILITY_TENTH * KH_TENTHS);
  pulseTick(m.generator_pulse, GENERATOR_TENTH * KH_TENTHS);
  if (powerTick(m.utility, sums, e.utility, 0, UTILITY_DECIWATTS, false)) {
    const real: i32 = book(r.utility, m.utility, UTILITY_TENTH * 10);
    owe(m.utility_pulse, real, UTILITY_TENTH * KH_TENTHS);
  }
  const by_leg: boolean = sums.unreferenced == 0;
  if (powerTick(m.generator, sums, e.generator, 1, GENERATOR_DECIWATTS, by_leg)) {
    const real: i32 = book(r.generator, m.generator, GENERATOR_TENTH * 10);
    owe(m.generator_pulse, real, GENERATOR_TENTH * KH_TENTHS);
    if (!by_leg) count(r.unreferenced, real, GENERATOR_TENTH * 10);
  }
}

function demand(m: Metering, r: Registers): void {
  if (m.reset_demand != 0) {
    m.reset_demand = 0;
    clearDemand(r.utility.demand);
    clearDemand(r.generator.demand);
    r.demand_resets = r.demand_resets + 1;
    saveFor(m.saving);
  }
  m.demand_ticks = m.demand_ticks + 1;
  if (m.demand_ticks < DEMAND_STEP_TICKS) return;
  m.demand_ticks = 0;
  const u = r.utility;
  const g = r.generator;
  endDemandStep(u.demand, m.utility_demand, u.wh_delivered, UTILITY_TENTH);
  endDemandStep(g.demand, m.generator_demand, g.wh_delivered, GENERATOR_TENTH);
}

/** Counts the time on each source; true when the house has moved to the other source. */
function places(r: Registers, connected: i32): boolean {
  countTick(r.powered, TICK_HZ);
  if (connected == Connected.None) {
    countTick(r.unconnected, TICK_HZ);
    return false;
  }
  const l = connected == Connected.Utility ? r.utility : r.generator;
  countTick(l.seconds, TICK_HZ);
  if (connected == r.last_source) return false;
  const first: boolean = r.last_source == Connected.None;
  r.last_source = connected;
  if (first) return false;
  l.transfers = l.transfers + 1;
  return true;
}

/** Saves that the controlling half does not ask for: each minute, and when the supply fails. */
function saving(s: Saving, version: i32, supplied: i32): void {
  s.ticks = version == s.version_before ? s.ticks + 1 : 0;
  s.version_before = version;
  if (s.ticks >= SAVE_TICKS) save(s);
  s.refill_ticks = s.left < SAVES_AT_ONCE ? s.refill_ticks + 1 : 0;
  if (s.refill_ticks >= SAVE_AGAIN_TICKS) {
    s.refill_ticks = 0;
    s.left = s.left + 1;
  }
  s.unsupplied_ticks = supplied != 0 ? 0 : countUp(s.unsupplied_ticks);
  if (s.unsupplied_ticks == SUPPLY_LOST_TICKS) saveFor(s);
}

/** One tick of metering, after that of the controlling half; `reference` is a `NeutralState`. */
export function meteringTick(
  m: Metering,
  r: Registers,
  e: Estimate,
  c: Control,
  reference: i32,
): void {
  m.sums.unreferenced = reference == NeutralState.Lost ? 1 : 0;
  energy(m, r, e);
  demand(m, r);
  const s = m.saving;
  if (places(r, c.transfer.connected)) saveFor(s);
  const unheard: i32 = (e.pilot_misses[0] as i32) + (e.pilot_misses[1] as i32);
  const heard: i32 = unheard == 0 ? 1 : 0;
  if (outageTick(m.outage, r, e.utility.line_mv, heard, c.stored.boots)) saveFor(s);
  saving(s, c.stored.version_counter, c.readings.supplied);
}

/**
 * Whether a home rests: the meter has no power, nothing in the house, on the feeder or behind the
 * inlet has any voltage or current, to the last bit, and nothing is under way that could change
 * that. What still moves then is little, and fast-forward.ts moves it alone. Portable.
 */
import { Breaker } from "@bptm/twin/sources/breaker";
import { Generator } from "@bptm/twin/sources/generator";
import { Home } from "@bptm/twin/home/home";
import { House } from "@bptm/twin/house/house";
import { InnerSource } from "@bptm/twin/house/inner-source";
import { Motor } from "@bptm/twin/house/motor";
import { Network, OUTPUTS, STATES } from "@bptm/twin/network/network";
import { Group } from "@bptm/twin/network/network-lines";
import { Supply } from "@bptm/twin/meter/supply";
import { Pole, Switch, atRest } from "@bptm/twin/meter/switch";
import { Utility } from "@bptm/twin/sources/utility";
import { Judge } from "./judge";
import { CoilWatch } from "./pulses";
import { PlaceTruth } from "./truth";

const SAMPLES_PER_STEP: i32 = 20;
/** The judge looks at a close for so many samples after its coil. */
const CLOSE_SAMPLES: i32 = 480;

/** The feeder is dead, or its wires end before they reach the meter. */
function feederRests(u: Utility, groups: i32): boolean {
  if (u.surge_volts !== 0.0 || u.ghost_volts !== 0.0) return false;
  if (u.energized === 0 && u.neighbour_level === 0.0) return true;
  return (groups & (Group.Utility | Group.UtilityOpen)) === 0;
}

function generatorRests(g: Generator): boolean {
  if (g.running !== 0 || g.rpm !== 0.0 || g.inverter_level !== 0.0) return false;
  return g.peak === 0.0 && g.middle === 0.0 && g.end === 0.0;
}

function breakerRests(b: Breaker, handle: i32): boolean {
  if (b.square_1 !== 0.0 || b.square_2 !== 0.0 || b.last_1 !== 0.0 || b.last_2 !== 0.0)
    return false;
  if (handle !== 0) return b.tripped === 0 && (b.conducting_1 & b.conducting_2) !== 0;
  return (b.conducting_1 | b.conducting_2) === 0;
}

function innerRests(h: InnerSource): boolean {
  return (h.dryer_running | h.solar_on | h.battery_on | h.feeding) === 0;
}

/** A motor that is switched off keeps the last of its currents; nobody reads it. */
function motorRests(m: Motor, on: i32): boolean {
  if (m.speed !== 0.0 || m.flux_a !== 0.0 || m.flux_b !== 0.0) return false;
  if (on === 0) return true;
  return m.current === 0.0 && m.current_before === 0.0 && m.emf === 0.0 && m.emf_rise === 0.0;
}

/** Capacitors behind rectifiers may still bleed away: nothing of that reaches the legs. */
function houseRests(house: House): boolean {
  if (house.last_1 !== 0.0 || house.last_2 !== 0.0) return false;
  if (house.electronics_1 > 0.0 && house.rectifier_1 !== 0.0) return false;
  if (house.electronics_2 > 0.0 && house.rectifier_2 !== 0.0) return false;
  if (!motorRests(house.motor_a, house.motor_a_on)) return false;
  return motorRests(house.motor_b, house.motor_b_on) && innerRests(house.inner);
}

function networkRests(network: Network): boolean {
  for (let i: i32 = 0; i < STATES; i++) if ((network.x[i] as f64) !== 0.0) return false;
  for (let i: i32 = 0; i < OUTPUTS; i++) if ((network.y[i] as f64) !== 0.0) return false;
  return true;
}

function poleRests(pole: Pole): boolean {
  return atRest(pole) && pole.last_amperes === 0.0;
}

function switchRests(sw: Switch): boolean {
  return (sw.open_coil | sw.close_coil) === 0 && poleRests(sw.pole_1) && poleRests(sw.pole_2);
}

/** Without power, and so far from it that none comes back. */
function supplyRests(p: Supply): boolean {
  if (p.alive !== 0 || p.fed !== 0) return false;
  if (p.utility_square !== 0.0 || p.generator_square !== 0.0) return false;
  return p.square_1 === 0.0 && p.square_2 === 0.0;
}

/** Everything outside of the meter, at the border of two slow steps. */
function homeRests(home: Home): boolean {
  if (home.slow_in !== SAMPLES_PER_STEP || home.block_hold !== 0) return false;
  if (!supplyRests(home.supply) || home.store.write_sample >= 0) return false;
  if (!networkRests(home.network) || !houseRests(home.house)) return false;
  const g = home.generator;
  if (!generatorRests(g) || !breakerRests(home.breaker, g.breaker)) return false;
  if (!feederRests(home.utility, home.network.groups)) return false;
  return switchRests(home.switch_u) && switchRests(home.switch_g);
}

function placeRests(p: PlaceTruth): boolean {
  if (p.sum_1 !== 0.0 || p.sum_2 !== 0.0 || p.sum_line !== 0.0) return false;
  if (p.half_1 !== 0.0 || p.half_2 !== 0.0 || p.half_line !== 0.0) return false;
  return p.square_1 === 0.0 && p.square_2 === 0.0 && p.square_line === 0.0;
}

function coilRests(c: CoilWatch): boolean {
  return c.on === 0 && c.verify < 0 && c.since_on > CLOSE_SAMPLES;
}

/** The judge has nothing to wait for. */
function judgeRests(j: Judge): boolean {
  const t = j.truth;
  if (t.live_hold !== 0 || t.out_dead_samples === 0) return false;
  if (!placeRests(t.utility) || !placeRests(t.out)) return false;
  if (!coilRests(j.u_open) || !coilRests(j.u_close)) return false;
  return coilRests(j.g_open) && coilRests(j.g_close);
}

/** Whether the next samples change nothing but what `fastForward` moves. */
export function rests(home: Home, judge: Judge): boolean {
  return homeRests(home) && judgeRests(judge);
}

/**
 * Decides whether a home is quiescent: the meter has no power; voltages and currents in the house,
 * on the feeder and behind the inlet are exactly zero; and no event in progress can change that.
 * fast-forward.ts advances the few quantities that still move. Portable.
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
import { VoltageTruth } from "./truth";

const SAMPLES_PER_STEP: i32 = 20;
/** The judge checks a close for this many samples after its coil pulse. */
const CLOSE_SAMPLES: i32 = 480;

/** The feeder is dead or disconnected from the meter. */
function feederIsQuiescent(u: Utility, groups: i32): boolean {
  if (u.surge_volts !== 0.0 || u.ghost_volts !== 0.0) return false;
  if (u.energized === 0 && u.neighbour_level === 0.0) return true;
  return (groups & (Group.Utility | Group.UtilityOpen)) === 0;
}

function generatorIsQuiescent(g: Generator): boolean {
  if (g.running !== 0 || g.rpm !== 0.0 || g.inverter_level !== 0.0) return false;
  return g.peak === 0.0 && g.middle === 0.0 && g.end === 0.0;
}

function breakerIsQuiescent(b: Breaker, handle: i32): boolean {
  if (b.square_1 !== 0.0 || b.square_2 !== 0.0 || b.last_1 !== 0.0 || b.last_2 !== 0.0)
    return false;
  if (handle !== 0) return b.tripped === 0 && (b.conducting_1 & b.conducting_2) !== 0;
  return (b.conducting_1 | b.conducting_2) === 0;
}

function innerIsQuiescent(h: InnerSource): boolean {
  return (h.dryer_running | h.solar_on | h.battery_on | h.feeding) === 0;
}

/** A motor that is switched off keeps its last current, which nothing reads. */
function motorIsQuiescent(m: Motor, on: i32): boolean {
  if (m.speed !== 0.0 || m.flux_a !== 0.0 || m.flux_b !== 0.0) return false;
  if (on === 0) return true;
  return m.current === 0.0 && m.current_before === 0.0 && m.emf === 0.0 && m.emf_rise === 0.0;
}

/** Capacitors behind rectifiers may still discharge; that does not reach the legs. */
function houseIsQuiescent(house: House): boolean {
  if (house.last_1 !== 0.0 || house.last_2 !== 0.0) return false;
  if (house.electronics_1 > 0.0 && house.rectifier_1 !== 0.0) return false;
  if (house.electronics_2 > 0.0 && house.rectifier_2 !== 0.0) return false;
  if (!motorIsQuiescent(house.motor_a, house.motor_a_on)) return false;
  return motorIsQuiescent(house.motor_b, house.motor_b_on) && innerIsQuiescent(house.inner);
}

function networkIsQuiescent(network: Network): boolean {
  for (let i: i32 = 0; i < STATES; i++) if ((network.x[i] as f64) !== 0.0) return false;
  for (let i: i32 = 0; i < OUTPUTS; i++) if ((network.y[i] as f64) !== 0.0) return false;
  return true;
}

function poleIsQuiescent(pole: Pole): boolean {
  return atRest(pole) && pole.last_amperes === 0.0;
}

function switchIsQuiescent(sw: Switch): boolean {
  return (
    (sw.open_coil | sw.close_coil) === 0 && poleIsQuiescent(sw.pole_1) && poleIsQuiescent(sw.pole_2)
  );
}

/** The supply has no power and no source that could restore it. */
function supplyIsQuiescent(p: Supply): boolean {
  if (p.alive !== 0 || p.fed !== 0) return false;
  if (p.utility_square !== 0.0 || p.generator_square !== 0.0) return false;
  return p.square_1 === 0.0 && p.square_2 === 0.0;
}

/** Everything outside the meter, at the boundary between two slow steps. */
function homeIsQuiescent(home: Home): boolean {
  if (home.slow_in !== SAMPLES_PER_STEP || home.block_hold !== 0) return false;
  if (!supplyIsQuiescent(home.supply) || home.store.write_sample >= 0) return false;
  if (!networkIsQuiescent(home.network) || !houseIsQuiescent(home.house)) return false;
  const g = home.generator;
  if (!generatorIsQuiescent(g) || !breakerIsQuiescent(home.breaker, g.breaker)) return false;
  if (!breakerIsQuiescent(home.house.main, home.house.main_breaker)) return false;
  if (!feederIsQuiescent(home.utility, home.network.groups)) return false;
  return switchIsQuiescent(home.switch_u) && switchIsQuiescent(home.switch_g);
}

function voltageIsQuiescent(p: VoltageTruth): boolean {
  if (p.sum_1 !== 0.0 || p.sum_2 !== 0.0 || p.sum_line !== 0.0) return false;
  if (p.half_1 !== 0.0 || p.half_2 !== 0.0 || p.half_line !== 0.0) return false;
  return p.square_1 === 0.0 && p.square_2 === 0.0 && p.square_line === 0.0;
}

function coilIsQuiescent(c: CoilWatch): boolean {
  return c.on === 0 && c.verify < 0 && c.since_on > CLOSE_SAMPLES;
}

/** No check of the judge is pending. */
function judgeIsQuiescent(j: Judge): boolean {
  const t = j.truth;
  if (t.live_hold !== 0 || t.out_dead_samples === 0) return false;
  if (!voltageIsQuiescent(t.utility) || !voltageIsQuiescent(t.out)) return false;
  if (!voltageIsQuiescent(t.inlet)) return false;
  if (!coilIsQuiescent(j.u_open) || !coilIsQuiescent(j.u_close)) return false;
  return coilIsQuiescent(j.g_open) && coilIsQuiescent(j.g_close);
}

/** Whether the next samples change only what `fastForward` advances. */
export function isQuiescent(home: Home, judge: Judge): boolean {
  return homeIsQuiescent(home) && judgeIsQuiescent(judge);
}

/**
 * One sample of the plant: sources, network, mechanics, supply, ADC, in this order. What the
 * network needs is prepared first, without changing any state: when a table is missing, the sample
 * does not start, the host supplies the table, and the same call then gives the same result to the
 * bit. Sources and network run each sample; slow parts run every 20 samples, before the core's
 * tick.
 */
import { BLOCK_HOLD_MS, BLOCK_LIVE_V, BLOCK_RISE_MS } from "@bptm/core/hardware/contract";
import { Burden, Channel, Enable, Inputs, Outputs } from "@bptm/core/hardware/signals";
import { breakerHeat, breakerSample } from "../sources/breaker";
import { Wiring, generatorSample, generatorStep } from "../sources/generator";
import { Home } from "./home";
import { applyHouse, houseSample, motorsSample } from "../house/house";
import {
  Branch,
  Closed,
  END,
  MIDDLE,
  MOTOR_MEAN,
  MOTOR_RISE,
  OPEN_OHM,
  Parameter,
  START,
  NetworkSource,
  Volts,
  choose,
  setParameter,
  settle,
  solve,
} from "../network/network";
import {
  BURDEN_SIEMENS,
  burdensOn,
  convert,
  floatGenerator,
  floatReference,
  ghostVolts,
  leakVolts,
  noteFaults,
} from "../meter/sensors";
import { storeSample } from "../meter/store";
import { COIL_NEEDS_V, reserveReading, supplySample, supplyStep } from "../meter/supply";
import { atRest, ceilingOf, contacts, driveCoils, poleSample } from "../meter/switch";
import { utilitySample } from "../sources/utility";

const SQRT2: f64 = 1.4142135623730951;
/** Crest of the voltages of a leg and line to line from which the block sees line out as live. */
const BLOCK_LEG_VOLTS: f64 = (BLOCK_LIVE_V as f64) * SQRT2;
const BLOCK_LINE_VOLTS: f64 = 2.0 * BLOCK_LEG_VOLTS;
const BLOCK_RISE_SAMPLES: i32 = ((BLOCK_RISE_MS * 24) / 5) | 0;
const BLOCK_HOLD_SAMPLES: i32 = ((BLOCK_HOLD_MS * 24 + 4) / 5) | 0;
const SAMPLES_PER_STEP: i32 = 20;
/** A leg of the service: 25 kVA transformer and drop (engineering judgement). */
const SERVICE_OHM: f64 = 0.02;

/** Advances one sample. Returns 0, with nothing changed, while the network needs a table. */
export function plantSample(home: Home, inputs: Inputs, outputs: Outputs): i32 {
  if (configure(home) === 0) return 0;
  sources(home);
  solve(home.network);
  const alive: i32 = home.supply.alive;
  block(home);
  mechanics(home, alive !== 0 ? outputs.coils : 0, alive !== 0 ? outputs.enables : 0);
  const y = home.network.y;
  const x = home.network.x;
  motorsSample(home.house, x[Branch.MotorA] as f64, x[Branch.MotorB] as f64);
  supplySample(
    home.supply,
    rectified(y[Volts.Utility1] as f64, y[Volts.Utility2] as f64, home.utility.neutral_connected),
    rectified(y[Volts.Generator1] as f64, y[Volts.Generator2] as f64, home.generator.cord_neutral),
    x[Branch.Utility1] as f64,
    x[Branch.Utility2] as f64,
  );
  storeSample(home.store, alive);
  measure(home, alive !== 0 ? outputs.burdens : 0);
  convert(home.sensors, inputs.samples, home.sample_index);
  home.sample_index = (home.sample_index + 1) & 0x3fffffff;
  home.slow_in = home.slow_in - 1;
  if (home.slow_in === 0) {
    home.slow_in = SAMPLES_PER_STEP;
    slowStep(home, inputs);
  }
  return 1;
}

/**
 * What the supply's rectifier makes of both legs and an intact neutral: the largest difference
 * among the three. So legs in phase (a 120 V unit on an adapter) feed it too, with 120 V.
 */
function rectified(leg_1: f64, leg_2: f64, neutral: i32): f64 {
  const line: f64 = leg_1 > leg_2 ? leg_1 - leg_2 : leg_2 - leg_1;
  if (neutral === 0) return line;
  const one: f64 = leg_1 < 0.0 ? -leg_1 : leg_1;
  const two: f64 = leg_2 < 0.0 ? -leg_2 : leg_2;
  const leg: f64 = one > two ? one : two;
  return line > leg ? line : leg;
}

/** Selects the network's configuration from loads, cord and switches; 0 when it has no table. */
function configure(home: Home): i32 {
  const network = home.network;
  const g = home.generator;
  const house = home.house;
  applyHouse(house, network);
  if (home.slow_in === SAMPLES_PER_STEP) {
    applyCord(home);
    applyFeeder(home);
  }
  if (house.inner.feeding !== 0) setParameter(network, Parameter.HouseSourceOhm, house.inner.ohm);
  const u = home.utility;
  let closed: i32 = home.conducting_u1 !== 0 ? Closed.U1 : 0;
  if (home.conducting_u2 !== 0) closed |= Closed.U2;
  if (home.conducting_g1 !== 0) closed |= Closed.G1;
  if (home.conducting_g2 !== 0) closed |= Closed.G2;
  if (u.connected_1 !== 0) closed |= Closed.Connected1;
  if (u.connected_2 !== 0) closed |= Closed.Connected2;
  if (u.neutral_connected !== 0) closed |= Closed.Neutral;
  if (inletLive(home)) closed |= Closed.Inlet;
  if (g.cord_neutral !== 0) closed |= Closed.CordNeutral;
  if (house.inner.feeding !== 0 && house.main_breaker !== 0) closed |= Closed.HouseSource;
  if (house.motor_a_on !== 0) closed |= Closed.MotorA;
  if (house.motor_b_on !== 0) closed |= Closed.MotorB;
  if (house.electronics_1 > 0.0) closed |= Closed.Electronics1;
  if (house.electronics_2 > 0.0) closed |= Closed.Electronics2;
  return choose(network, closed);
}

/** Puts the unit's windings and the cord's wiring into the network. */
function applyCord(home: Home): void {
  const g = home.generator;
  const ohm_2: f64 = g.wiring === Wiring.OneLegOnly ? OPEN_OHM : g.source_ohm;
  setParameter(home.network, Parameter.GeneratorOhm1, g.source_ohm);
  setParameter(home.network, Parameter.GeneratorOhm2, ohm_2);
  setParameter(home.network, Parameter.GeneratorHenry, g.source_henry);
}

/** A live feeder is stiff; a dead one has the resistance of its other customers. */
function applyFeeder(home: Home): void {
  const u = home.utility;
  const fed: boolean = u.energized !== 0 || u.neighbour_level !== 0.0;
  const ohm: f64 = fed ? SERVICE_OHM : u.neighbours_ohm;
  setParameter(home.network, Parameter.ServiceOhm1, ohm);
  setParameter(home.network, Parameter.ServiceOhm2, ohm);
}

/** Whether the generator's legs reach the inlet: both ends of the cord, breaker, outlet. */
function inletLive(home: Home): boolean {
  const breaker: i32 = home.breaker.conducting_1 | home.breaker.conducting_2;
  const g = home.generator;
  return g.plugged !== 0 && g.outlet_plugged !== 0 && breaker !== 0 && g.joined !== 0;
}

/** Source voltages of this sample, from the currents and voltages at its start. */
function sources(home: Home): void {
  const network = home.network;
  const input = network.u;
  const x = network.x;
  const y = network.y;
  const u = home.utility;
  utilitySample(u);
  input[START + NetworkSource.Utility1] = u.start_1;
  input[START + NetworkSource.Utility2] = u.start_2;
  input[MIDDLE + NetworkSource.Utility1] = u.middle_1;
  input[MIDDLE + NetworkSource.Utility2] = u.middle_2;
  input[END + NetworkSource.Utility1] = u.end_1;
  input[END + NetworkSource.Utility2] = u.end_2;
  const g = home.generator;
  const i1: f64 = x[Branch.Generator1] as f64;
  const i2: f64 = x[Branch.Generator2] as f64;
  generatorSample(g, i1, i2, outletVolts(home), home.random);
  input[MIDDLE + NetworkSource.Generator1] = g.factor_1 * g.middle;
  input[MIDDLE + NetworkSource.Generator2] = g.factor_2 * g.middle;
  input[END + NetworkSource.Generator1] = g.factor_1 * g.end;
  input[END + NetworkSource.Generator2] = g.factor_2 * g.end;
  const house = home.house;
  houseSample(house, y[Volts.House1] as f64, y[Volts.House2] as f64);
  input[MIDDLE + NetworkSource.House] = house.inner.middle;
  input[END + NetworkSource.House] = house.inner.end;
  input[END + NetworkSource.Electronics1] = house.rectifier_1;
  input[END + NetworkSource.Electronics2] = house.rectifier_2;
  input[MOTOR_MEAN] = house.motor_a.emf;
  input[MOTOR_MEAN + 1] = house.motor_b.emf;
  input[MOTOR_RISE] = house.motor_a.emf_rise;
  input[MOTOR_RISE + 1] = house.motor_b.emf_rise;
}

/** Voltage of a leg at the generator's outlet, which its regulator sees. */
function outletVolts(home: Home): f64 {
  const g = home.generator;
  if (!inletLive(home)) return g.end;
  const y = home.network.y;
  const neutral: f64 = y[Volts.GeneratorNeutral] as f64;
  const leg_1: f64 = (y[Volts.Generator1] as f64) - neutral;
  const leg_2: f64 = (y[Volts.Generator2] as f64) - neutral;
  const f1: f64 = g.factor_1;
  const f2: f64 = g.factor_2;
  return (leg_1 * f1 + leg_2 * f2) / (f1 * f1 + f2 * f2);
}

/** The hardware block in series with both close coils: an analogue sense of line out. */
function block(home: Home): void {
  const y = home.network.y;
  const leg_1: f64 = y[Volts.House1] as f64;
  const leg_2: f64 = y[Volts.House2] as f64;
  const line: f64 = leg_1 - leg_2;
  const live: boolean =
    leg_1 * leg_1 > BLOCK_LEG_VOLTS * BLOCK_LEG_VOLTS ||
    leg_2 * leg_2 > BLOCK_LEG_VOLTS * BLOCK_LEG_VOLTS ||
    line * line > BLOCK_LINE_VOLTS * BLOCK_LINE_VOLTS;
  if (live) home.block_hold = BLOCK_HOLD_SAMPLES;
  else if (home.block_hold > 0) home.block_hold = home.block_hold - 1;
  if (home.block_hold === 0) home.block_rise = 0;
  else if (home.block_rise < BLOCK_RISE_SAMPLES) home.block_rise = home.block_rise + 1;
  const sees: i32 = home.block_rise === BLOCK_RISE_SAMPLES ? 1 : 0;
  home.line_out_block = home.block_fault === 0 ? sees : home.block_fault === 1 ? 1 : 0;
}

/** Coils, poles, interlock, breakers of the generator and of the house. */
function mechanics(home: Home, coils: i32, enables: i32): void {
  const u = home.switch_u;
  const g = home.switch_g;
  const blocked: i32 = home.line_out_block;
  driveCoils(u, coils, enables & Enable.UtilityClose, blocked);
  driveCoils(g, coils >> 2, enables >> 1, blocked);
  const strong: boolean = home.supply.coil_v >= COIL_NEEDS_V;
  const force_u: i32 = strong ? u.close_coil - u.open_coil : 0;
  const force_g: i32 = strong ? g.close_coil - g.open_coil : 0;
  const x = home.network.x;
  const amperes_1: f64 = x[Branch.Generator1] as f64;
  const amperes_2: f64 = x[Branch.Generator2] as f64;
  if (force_u !== 0 || u.resting === 0) {
    const ceiling: f64 = ceilingOf(g, home.interlock_whole);
    poleSample(u.pole_1, force_u, ceiling, x[Branch.Utility1] as f64, home.random);
    poleSample(u.pole_2, force_u, ceiling, x[Branch.Utility2] as f64, home.random);
    u.resting = atRest(u.pole_1) && atRest(u.pole_2) ? 1 : 0;
  }
  if (force_g !== 0 || g.resting === 0) {
    const ceiling: f64 = ceilingOf(u, home.interlock_whole);
    poleSample(g.pole_1, force_g, ceiling, amperes_1, home.random);
    poleSample(g.pole_2, force_g, ceiling, amperes_2, home.random);
    g.resting = atRest(g.pole_1) && atRest(g.pole_2) ? 1 : 0;
  }
  home.conducting_u1 = u.pole_1.conducting;
  home.conducting_u2 = u.pole_2.conducting;
  home.conducting_g1 = g.pole_1.conducting;
  home.conducting_g2 = g.pole_2.conducting;
  const handle: i32 = home.generator.breaker;
  const curve = home.generator.protection;
  home.generator.breaker = breakerSample(home.breaker, curve, handle, amperes_1, amperes_2);
  const house = home.house;
  house.main_breaker = breakerSample(
    house.main,
    house.main_curve,
    house.main_breaker,
    amperes_1 + (x[Branch.Utility1] as f64),
    amperes_2 + (x[Branch.Utility2] as f64),
  );
}

/** True voltages and currents in the order of `Channel`, floating ones and ghosts included. */
function measure(home: Home, ordered: i32): void {
  const sensors = home.sensors;
  const truth = sensors.truth;
  const x = home.network.x;
  const y = home.network.y;
  const burdens: i32 = burdensOn(sensors, ordered);
  truth[Channel.UtilityLeg1] = y[Volts.Utility1] as f64;
  truth[Channel.UtilityLeg2] = y[Volts.Utility2] as f64;
  truth[Channel.GeneratorLeg1] = y[Volts.Generator1] as f64;
  truth[Channel.GeneratorLeg2] = y[Volts.Generator2] as f64;
  truth[Channel.OutLeg1] = y[Volts.House1] as f64;
  truth[Channel.OutLeg2] = y[Volts.House2] as f64;
  truth[Channel.UtilityCurrent1] = x[Branch.Utility1] as f64;
  truth[Channel.UtilityCurrent2] = x[Branch.Utility2] as f64;
  truth[Channel.GeneratorCurrent1] = x[Branch.Generator1] as f64;
  truth[Channel.GeneratorCurrent2] = x[Branch.Generator2] as f64;
  const u = home.utility;
  if (u.ghost_volts !== 0.0) {
    // Both legs couple to the same neighbouring cable, the farther leg somewhat less.
    const ghost: f64 = u.ghost_volts * SQRT2 * u.wave.s;
    if (u.connected_1 === 0 && home.conducting_u1 === 0) {
      truth[0] = (truth[0] as f64) + ghostVolts(ghost, burdens, Burden.UtilityLeg1);
    }
    if (u.connected_2 === 0 && home.conducting_u2 === 0) {
      truth[1] = (truth[1] as f64) + ghostVolts(0.8 * ghost, burdens, Burden.UtilityLeg2);
    }
  }
  const g = home.generator;
  if (g.cord_neutral === 0 && (home.conducting_g1 | home.conducting_g2) === 0 && inletLive(home)) {
    const neutral: f64 = y[Volts.GeneratorNeutral] as f64;
    const leg_1: f64 = (y[Volts.Generator1] as f64) - neutral;
    floatGenerator(sensors, burdens, leg_1, (y[Volts.Generator2] as f64) - neutral);
  }
  if (home.inlet_leak_siemens !== 0.0 && !inletLive(home)) leakToInlet(home, burdens);
  if (burdens !== 0) {
    burdenAmperes(home, burdens, Volts.Generator1, Volts.House1, home.conducting_g1, 0);
    burdenAmperes(home, burdens, Volts.Generator2, Volts.House2, home.conducting_g2, 1);
  }
  floatReference(sensors, burdens);
}

/** Conductance of the sources on the house's side of G and on the inlet's, as seen by a burden. */
function houseSiemens(home: Home, leg: i32): f64 {
  const inner = home.house.inner;
  let siemens: f64 = inner.feeding !== 0 && home.house.main_breaker !== 0 ? 1.0 / inner.ohm : 0.0;
  if ((leg === 0 ? home.conducting_u1 : home.conducting_u2) !== 0) siemens += 1.0 / SERVICE_OHM;
  return siemens;
}

/**
 * What the burdens of one leg add to the current of a closed pole of G. They are too small to alter
 * a voltage, so they are not in the network: each draws from the sources by their conductances.
 * The current sensor is between the inlet, with its burden, and the pole.
 */
function burdenAmperes(
  home: Home,
  burdens: i32,
  inlet: i32,
  out: i32,
  conducting: i32,
  leg: i32,
): void {
  if (conducting === 0) return;
  const generator: f64 = inletLive(home) ? 1.0 / home.generator.source_ohm : 0.0;
  const house: f64 = houseSiemens(home, leg);
  const both: f64 = generator + house;
  const y = home.network.y;
  const channel: i32 = Channel.GeneratorCurrent1 + leg;
  let amperes: f64 = home.sensors.truth[channel] as f64;
  if (both > 0.0 && (burdens & (Burden.OutLeg1 << leg)) !== 0) {
    amperes += ((y[out] as f64) * BURDEN_SIEMENS * generator) / both;
  }
  if ((burdens & (Burden.GeneratorLeg1 << leg)) !== 0) {
    // Without any source, motors that run down keep the inlet alive from the house.
    const share: f64 = both > 0.0 ? house / both : 1.0;
    amperes -= (y[inlet] as f64) * BURDEN_SIEMENS * share;
  }
  home.sensors.truth[channel] = amperes;
}

/** An inlet that nothing feeds: while G is open, it has only the voltage that leaks across it. */
function leakToInlet(home: Home, burdens: i32): void {
  if ((home.conducting_g1 | home.conducting_g2) !== 0) return;
  const truth = home.sensors.truth;
  const siemens: f64 = home.inlet_leak_siemens;
  const out_1: f64 = truth[Channel.OutLeg1] as f64;
  const out_2: f64 = truth[Channel.OutLeg2] as f64;
  truth[Channel.GeneratorLeg1] = leakVolts(out_1, siemens, burdens, Burden.GeneratorLeg1);
  truth[Channel.GeneratorLeg2] = leakVolts(out_2, siemens, burdens, Burden.GeneratorLeg2);
  // What leaks passes the current sensors backwards.
  const inlet_1: f64 = truth[Channel.GeneratorLeg1] as f64;
  const inlet_2: f64 = truth[Channel.GeneratorLeg2] as f64;
  truth[Channel.GeneratorCurrent1] = (inlet_1 - out_1) * siemens;
  truth[Channel.GeneratorCurrent2] = (inlet_2 - out_2) * siemens;
}

/** Every 20 samples: heat, reserves, clock, and everything the core reads once a tick. */
export function slowStep(home: Home, inputs: Inputs): void {
  const g = home.generator;
  const u = home.switch_u;
  const s = home.switch_g;
  g.breaker = breakerHeat(home.breaker, g.protection, g.breaker);
  const house = home.house;
  house.main_breaker = breakerHeat(house.main, house.main_curve, house.main_breaker);
  generatorStep(g);
  supplyStep(home.supply, u.open_coil + u.close_coil + s.open_coil + s.close_coil);
  noteFaults(home.sensors);
  settle(home.network);
  u.resting = 0;
  s.resting = 0;
  const supply = home.supply;
  inputs.utility_contacts = contacts(u);
  inputs.generator_contacts = contacts(s);
  inputs.logic_reserve_mv = reserveReading(supply.logic_v, supply.logic_false_mv);
  inputs.coil_reserve_mv = reserveReading(supply.coil_v, supply.coil_false_mv);
  inputs.coil_current_ma = Math.floor(supply.coil_ma + 0.5) as i32;
  inputs.jaw_temperature_decidegree = Math.floor(supply.jaw_celsius * 10.0 + 0.5) as i32;
  const fault: i32 = home.sensors.cord_neutral_fault;
  // A cord that is pulled out of the inlet takes its neutral with it.
  const continuous: i32 = g.plugged & g.cord_neutral;
  inputs.cord_neutral = fault === 0 ? continuous : fault === 2 ? 1 : 0;
  inputs.second_clock_ticks = supply.clock_ticks;
}

/**
 * One home: everything outside the meter's core as one tree of objects without references to the
 * outside, so that its whole state is its memory. `plantSample` in plant.ts advances it.
 */
import { Breaker } from "../sources/breaker";
import { CABLE_OHM } from "../sources/cable";
import { Generator } from "../sources/generator";
import { House, LoadKind, LoadLeg, setLoad } from "../house/house";
import { Network, Parameter, setParameter } from "../network/network";
import { shiftPhase } from "../waves/oscillator";
import { Random, nextRandom, seedRandom, uniform } from "../waves/random";
import { Sensors } from "../meter/sensors";
import { Store } from "../meter/store";
import { Supply } from "../meter/supply";
import { Switch, placeSwitch } from "../meter/switch";
import { Utility } from "../sources/utility";

/** The object tree of the plant. */
export class Home {
  utility: Utility = new Utility();
  generator: Generator = new Generator();
  breaker: Breaker = new Breaker();
  house: House = new House();
  /** U: the service switch, 200 A. */
  switch_u: Switch = new Switch();
  /** G: the generator's switch, 30 A. */
  switch_g: Switch = new Switch();
  supply: Supply = new Supply();
  sensors: Sensors = new Sensors();
  store: Store = new Store();
  network: Network = new Network();
  random: Random = new Random();
  /** Seed of this run. */
  seed: i32 = 1;
  /** 1 while the mechanical interlock between U and G is intact. */
  interlock_whole: i32 = 1;
  /** Hardware block of both close coils: 1 while it sees a live line out. */
  line_out_block: i32 = 0;
  /** Fault of the block: 0 follows, 1 always blocks, 2 never blocks. */
  block_fault: i32 = 0;
  /** Fault: leak of each leg across the open G (tracking, damp), in siemens; 0 is none. */
  inlet_leak_siemens: f64 = 0;
  /** Samples for which line out has been live (up to the block's delay), and hold time left. */
  block_rise: i32 = 0;
  block_hold: i32 = 0;
  /** Samples since the start; its lowest two bits are the phase of the pilot. */
  sample_index: i32 = 0;
  /** Samples until the next slow step; the core's tick follows it. */
  slow_in: i32 = 20;
  /** Truth: which pole conducts at this instant, arcs, bounce and welds included. */
  conducting_u1: i32 = 0;
  conducting_u2: i32 = 0;
  conducting_g1: i32 = 0;
  conducting_g2: i32 = 0;
}

/** Draws everything random in a run again from `seed`. */
function seedHome(home: Home, seed: i32): void {
  home.seed = seed;
  seedRandom(home.random, seed);
  home.sensors.noise_state = nextRandom(home.random);
  shiftPhase(home.utility.wave, uniform(home.random));
  shiftPhase(home.utility.neighbour_wave, uniform(home.random));
  shiftPhase(home.generator.wave, uniform(home.random));
  home.supply.clock_ppm = -50.0 + 100.0 * uniform(home.random);
  // Pieces are drawn apart, so that they do not shift what the run draws.
  const pieces = new Random();
  seedRandom(pieces, seed);
  home.breaker.band = -1.0 + 2.0 * uniform(pieces);
  home.house.main.band = -1.0 + 2.0 * uniform(pieces);
}

/** Puts both switches at rest: a healthy house has U closed (1) and G open (0). */
export function placeSwitches(home: Home, u: i32, g: i32): void {
  placeSwitch(home.switch_u, u);
  placeSwitch(home.switch_g, g);
  home.conducting_u1 = u;
  home.conducting_u2 = u;
  home.conducting_g1 = g;
  home.conducting_g2 = g;
}

/** A healthy home on a healthy utility, with a few loads and no generator plugged in. */
export function createHome(seed: i32): Home {
  const home = new Home();
  setParameter(home.network, Parameter.CableOhm, CABLE_OHM);
  setParameter(home.network, Parameter.CordNeutralOhm, CABLE_OHM);
  setLoad(home.house, 0, LoadKind.Resistive, LoadLeg.Leg1, 400.0);
  setLoad(home.house, 1, LoadKind.Inductive, LoadLeg.Leg2, 250.0);
  setLoad(home.house, 2, LoadKind.Electronics, LoadLeg.Leg1, 150.0);
  home.house.on = 7;
  placeSwitches(home, 1, 0);
  seedHome(home, seed);
  return home;
}

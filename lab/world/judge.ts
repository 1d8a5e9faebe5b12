/**
 * The judge: checks every sample of the true state against the invariants of docs/safety.md. It
 * reads the physical coils, contacts, voltages and positions, and of the meter only its orders and
 * what it shows, never what the core believes. An invariant is violated when:
 *
 *  1  a pole of U and a pole of G conduct in the same sample, including arcs and bounce.
 *  2  a close pulse begins while true line out has not been dead for 1 s (11 V and 22 V; 20 ms of
 *     tolerance for the windows); or the first pole touches while line out has been live for
 *     more than 30 ms.
 *  3  at the start of a close pulse the other switch is not truly open, or no full open pulse of
 *     it ended in this boot; or during the pulse that proof is missing for more than 20 ms.
 *  4  at the start of a close pulse the reserves hold too little energy: coils 1.2 x 3 pulses of
 *     100 ms, logic 1.2 x (300 ms and one write). A false reading counts as the true voltage.
 *  5  the true proof of the other switch is younger than the dead time (25 ms of tolerance).
 *  6  a close pulse begins while a contact pair has contradicted itself for 0.3 s; or U is opened
 *     in a healthy house because of a faulty contact alone.
 *  7  a third pulse on one coil within 1.5 s of one boot; or, over all boots, a seventh consecutive
 *     pulse that did not move its switch (two pulses for each of three attempts) before an order
 *     cleared the lock-out. A pulse that a power cut ended within 20 ms could not be stored; or G
 *     closes within an hour after a source in the house has opened it three times.
 *  8  a light that is on, or a published position, has been physically false for more than 1 s; or
 *     a sentence, its seconds or its advice is false, see speech.ts and waits.ts.
 * 10  a coil is driven within 1 s of a boot or without power; or U is opened although the grid was
 *     good for 2 s and no order, true export or conducting G gave cause.
 * 11  U closes while an order holds it open, or G closes while an order holds both open.
 * 12  an exposed blade of the inlet or the cord has been live from the house side for more than 1 s
 *     while G could have opened; see blades.ts.
 * 13  the house has been dark beside a usable source for longer than the bound; see liveness.ts.
 *
 *  9  the generator feeds the dead wires of the grid through a closed U for longer than two cycles,
 *     or G closes again before an order. Otherwise invariant 9 covers all runs with faults: of two
 *     faults without the mechanical interlock, or a welded pole of dead buses whose contact lies,
 *     1, 3 and 5 judge only what software can know.
 *
 * Portable.
 */
import { canMove } from "@bptm/core/hardware/signals";
import { Meter } from "@bptm/core/meter";
import { Home } from "@bptm/twin/home/home";
import { Blades, judgeBlades } from "./blades";
import { Claims, judgeClaims } from "./claims";
import { FedBack, judgeFedBack } from "./fed-back";
import { coilJoule, hidesPole, isExcludedPair, lacksEnergy, logicJoule } from "./hardware-truth";
import { HouseSequences, followHouseSequences } from "./house-sequences";
import { Awaited, Liveness, judgeLiveness } from "./liveness";
import { CoilWatch, PulseSeen, watchCoil } from "./pulses";
import { SwitchTruth, Truth, isDead, updateTruth } from "./truth";

/** Length of the lists by invariant: the highest number and one. */
const INVARIANTS: i32 = 14;
const SECOND: i32 = 4800;
const DEAD_SAMPLES: i32 = 4800 - 96;
const TOUCH_EXCUSE_SAMPLES: i32 = 144;
const LOST_PROOF_SAMPLES: i32 = 96;
const DEAD_TIME_TOLERANCE: i32 = 120;
const CONTRADICTION_SAMPLES: i32 = 1440;
const QUICK_SAMPLES: i32 = 7200;
const FUTILE_MOST: i32 = 6;
const GRID_GOOD_SAMPLES: i32 = 9600;
/** The violations found so far, and the state needed to find them. */
export class Judge {
  /** Per invariant: number of violations, sample of the first, and two numbers about the first. */
  count: Int32Array = new Int32Array(INVARIANTS);
  first: Int32Array = new Int32Array(INVARIANTS);
  a: Int32Array = new Int32Array(INVARIANTS);
  b: Int32Array = new Int32Array(INVARIANTS);
  /** The dead time setting in milliseconds; written by the host. */
  dead_time_ms: i32 = 1000;
  /** Lock-open order that the meter has accepted: 0 none, 1 U, 2 both; written by the host. */
  lock_open: i32 = 0;
  /** Unanswered order: 0 none, 1 to lock open, 2 to clear the lock; written by the host. */
  lock_asked: i32 = 0;
  sample: i32 = 0;
  truth: Truth = new Truth();
  claims: Claims = new Claims();
  blades: Blades = new Blades();
  liveness: Liveness = new Liveness();
  fed_back: FedBack = new FedBack();
  house_sequences: HouseSequences = new HouseSequences();
  u_open: CoilWatch = new CoilWatch();
  u_close: CoilWatch = new CoilWatch();
  g_open: CoilWatch = new CoilWatch();
  g_close: CoilWatch = new CoilWatch();
  /** 1 while a pole of U and a pole of G conduct. */
  both_conduct: i32 = 0;
  /** Samples that the contact pairs of U and of G have contradicted themselves. */
  contradicted_u_samples: i32 = 0;
  contradicted_g_samples: i32 = 0;
  /** Number of pulses per coil that can move their switch: open U, close U, open G, close G. */
  pulses: Int32Array = new Int32Array(4);
  /** Number of changes of the connection. */
  connections: i32 = 0;
  /** True connection: 0 none, 1 utility, 2 generator, 3 both, 4 half of a switch. */
  connected: i32 = 0;
  /** Samples that the house has been without voltage now, and at the longest. */
  dark_samples: i32 = 0;
  dark_longest: i32 = 0;
}

/** Records a violation of an invariant. */
function recordViolation(j: Judge, invariant: i32, a: i32, b: i32): void {
  if ((j.count[invariant] as i32) === 0) {
    j.first[invariant] = j.sample;
    j.a[invariant] = a;
    j.b[invariant] = b;
  }
  if ((j.count[invariant] as i32) < 0x3fffffff) {
    j.count[invariant] = (j.count[invariant] as i32) + 1;
  }
}

/** Invariant 1. Its number holds the conducting poles as bits: U1 1, U2 2, G1 4, G2 8. */
function judgeExclusion(j: Judge, home: Home): void {
  const u: i32 = home.conducting_u1 | (home.conducting_u2 << 1);
  const g: i32 = home.conducting_g1 | (home.conducting_g2 << 1);
  const both: i32 = u !== 0 && g !== 0 ? 1 : 0;
  const joined: boolean = both !== 0 && j.both_conduct === 0;
  if (joined && !isExcludedPair(home)) recordViolation(j, 1, u | (g << 2), 0);
  j.both_conduct = both;
  const whole_u: boolean = u === 3;
  const whole_g: boolean = g === 3;
  let connected: i32 = 4;
  if (both !== 0) connected = 3;
  else if (whole_u) connected = 1;
  else if (whole_g) connected = 2;
  else if ((u | g) === 0) connected = 0;
  if (connected !== j.connected) {
    j.connected = connected;
    j.connections = j.connections + 1;
  }
}

/** Whether a contact pair shows open and closed at once, or neither. */
export function selfContradicts(contacts: i32): boolean {
  const one: i32 = contacts & 3;
  const two: i32 = (contacts >> 2) & 3;
  return one === 0 || one === 3 || two === 0 || two === 3;
}

/** Invariant 4: whether the reserves can finish the close and undo it. */
function judgeReserve(j: Judge, home: Home): void {
  if (!lacksEnergy(home)) return;
  const coil_mj: i32 = Math.floor(coilJoule(home) * 1000.0) as i32;
  recordViolation(j, 4, coil_mj, Math.floor(logicJoule(home) * 1000.0) as i32);
}

/** Why a switch is not truly proven open, as bits: 1 not open, 2 no full pulse in this boot. */
function missingProof(s: SwitchTruth): i32 {
  return (s.open === 0 ? 1 : 0) | (s.settled_samples === 0 ? 2 : 0);
}

/**
 * What no software could know about the other switch, by invariant 9: a second fault without the
 * mechanical interlock, or a pole that stays closed while its contact lies and its sides are dead.
 */
function isExcused(t: Truth, home: Home, which: i32): boolean {
  if (isExcludedPair(home)) return true;
  const side = which === 1 ? t.inlet : t.utility;
  const unseen: boolean = isDead(side) && isDead(t.out);
  return unseen && hidesPole(which === 1 ? home.switch_g : home.switch_u);
}

/** Judges the start of a close pulse; `which` is 1 for U, 2 for G. */
function judgeCloseStart(j: Judge, home: Home, which: i32): void {
  const t = j.truth;
  const other = which === 1 ? t.g : t.u;
  if (t.out_dead_samples < DEAD_SAMPLES) recordViolation(j, 2, which, t.out_dead_samples);
  const excused: boolean = isExcused(t, home, which);
  if (other.proven_samples === 0 && !excused) recordViolation(j, 3, which, missingProof(other));
  judgeReserve(j, home);
  const wanted: i32 = j.dead_time_ms > 1000 ? j.dead_time_ms : 1000;
  const dead_time: i32 = (((wanted * 24) / 5) | 0) - DEAD_TIME_TOLERANCE;
  if (other.proven_samples < dead_time && !excused) {
    recordViolation(j, 5, which, ((other.proven_samples * 5) / 24) | 0);
  }
  if (
    j.contradicted_u_samples > CONTRADICTION_SAMPLES ||
    j.contradicted_g_samples > CONTRADICTION_SAMPLES
  ) {
    recordViolation(j, 6, which, j.contradicted_u_samples > CONTRADICTION_SAMPLES ? 1 : 2);
  }
  const held: boolean = which === 1 ? j.lock_open !== 0 : j.lock_open === 2;
  if (held && j.lock_asked !== 2) recordViolation(j, 11, which, j.lock_open);
}

/** Judges a close pulse in progress, and the moment its first pole touches. */
function judgeClosing(j: Judge, home: Home, seen: CoilWatch, own: SwitchTruth, which: i32): void {
  const t = j.truth;
  const other = which === 1 ? t.g : t.u;
  if (seen.on !== 0) {
    seen.unproven = other.proven_samples === 0 ? seen.unproven + 1 : 0;
    if (seen.unproven === LOST_PROOF_SAMPLES && !isExcused(t, home, which)) {
      recordViolation(j, 3, which, 4 | missingProof(other));
    }
  }
  // Within 100 ms of the coil: a latch may complete what the coil began.
  if (seen.since_on > 480 && seen.on === 0) return;
  if (own.open === 0 && seen.touched === 0 && seen.conducts !== 0) {
    seen.touched = 1;
    if (seen.live_before > TOUCH_EXCUSE_SAMPLES) recordViolation(j, 2, which, -seen.live_before);
  }
  if (seen.conducts === 0) seen.live_before = t.out_live_samples;
}

/** Invariants 6 and 10: judges whether there was a cause to open U. */
function judgeOpenStart(j: Judge, home: Home): void {
  const t = j.truth;
  if (t.u.closed === 0 || t.grid_good_samples < GRID_GOOD_SAMPLES) return;
  if (j.lock_open !== 0 || j.lock_asked === 1 || t.export_watts > 100.0 || t.g.open === 0) return;
  // A leak across the open G makes bare blades live: U may open to end that (invariant 6).
  if (home.inlet_leak_siemens !== 0.0) return;
  const pair: i32 = contactFault(home);
  if (pair !== 0) recordViolation(j, 6, 1, pair);
  else recordViolation(j, 10, 2, t.grid_good_samples);
}

/** 1 while a contact of either switch is faulty. */
function contactFault(home: Home): i32 {
  const u = home.switch_u;
  const g = home.switch_g;
  const made: i32 = u.pole_1.normally_open | u.pole_2.normally_open;
  const unmade: i32 = u.pole_1.normally_closed | u.pole_2.normally_closed;
  const more: i32 = g.pole_1.normally_open | g.pole_2.normally_open;
  const last: i32 = g.pole_1.normally_closed | g.pole_2.normally_closed;
  return (made | unmade | more | last) !== 0 ? 1 : 0;
}

/** Invariants 7 and 10 for each new pulse; coils: 0 open U, 1 close U, 2 open G, 3 close G. */
function judgePulse(j: Judge, home: Home, seen: CoilWatch, coil: i32): void {
  const open: boolean = (coil < 2 ? j.truth.u.open : j.truth.g.open) !== 0;
  if (canMove(1 << coil, open)) j.pulses[coil] = (j.pulses[coil] as i32) + 1;
  const this_boot: boolean = seen.before_last < j.truth.boot_samples;
  if (this_boot && seen.before_last < QUICK_SAMPLES) recordViolation(j, 7, coil, seen.before_last);
  if (seen.futile > FUTILE_MOST) recordViolation(j, 7, coil, -seen.futile);
  const sw = coil < 2 ? home.switch_u : home.switch_g;
  // A stuck driver drives by itself; invariants 1 to 3 judge whether that does harm.
  if ((sw.open_driver | sw.close_driver | sw.enable_driver) !== 0) return;
  if (home.supply.alive === 0) recordViolation(j, 10, 0, coil);
  else if (j.truth.boot_samples < SECOND - 40) recordViolation(j, 10, 1, j.truth.boot_samples);
}

/** Judges the four coils, as ordered and as driven. */
function judgeCoils(j: Judge, home: Home, meter: Meter): void {
  const t = j.truth;
  const u = home.switch_u;
  const g = home.switch_g;
  const alive: boolean = home.supply.alive !== 0;
  const coils: i32 = alive ? meter.outputs.coils : 0;
  const enables: i32 = alive ? meter.outputs.enables : 0;
  const close_u: i32 = ((coils >> 1) & enables & 1) | u.close_coil;
  const close_g: i32 = ((coils >> 3) & (enables >> 1) & 1) | g.close_coil;
  j.u_close.conducts = home.conducting_u1 | home.conducting_u2;
  j.g_close.conducts = home.conducting_g1 | home.conducting_g2;
  if (watchCoil(j.u_open, (coils & 1) | u.open_coil, t.u.open) === PulseSeen.Begins) {
    judgePulse(j, home, j.u_open, 0);
    judgeOpenStart(j, home);
  }
  if (watchCoil(j.u_close, close_u, t.u.closed) === PulseSeen.Begins) {
    judgePulse(j, home, j.u_close, 1);
    judgeCloseStart(j, home, 1);
  }
  if (watchCoil(j.g_open, ((coils >> 2) & 1) | g.open_coil, t.g.open) === PulseSeen.Begins) {
    judgePulse(j, home, j.g_open, 2);
  }
  const g_begins: boolean = watchCoil(j.g_close, close_g, t.g.closed) === PulseSeen.Begins;
  if (g_begins) {
    judgePulse(j, home, j.g_close, 3);
    judgeCloseStart(j, home, 2);
    if (j.house_sequences.wait_left > 0) recordViolation(j, 7, 4, j.house_sequences.openings);
  }
  const fed_back: i32 = judgeFedBack(j.fed_back, home, g_begins);
  if (fed_back !== 0) recordViolation(j, 9, fed_back, 0);
  judgeClosing(j, home, j.u_close, t.u, 1);
  judgeClosing(j, home, j.g_close, t.g, 2);
}

/** What is judged once every half cycle: invariant 13, and the causes of invariant 7. */
function judgeHalf(j: Judge, home: Home, meter: Meter): void {
  if (home.supply.alive !== 0) followHouseSequences(j.house_sequences, home, j.truth);
  const settings = meter.control.settings;
  const awaited: i32 = judgeLiveness(j.liveness, home, j.truth, settings, j.lock_open, j.g_close);
  if (awaited !== Awaited.None) recordViolation(j, 13, awaited, (j.dark_samples / SECOND) | 0);
}

/** Judges one sample, after plant and meter. */
export function judgeSample(j: Judge, home: Home, meter: Meter): void {
  j.sample = j.sample + 1;
  updateTruth(j.truth, home);
  judgeExclusion(j, home);
  const inputs = meter.inputs;
  j.contradicted_u_samples = selfContradicts(inputs.utility_contacts)
    ? j.contradicted_u_samples + 1
    : 0;
  j.contradicted_g_samples = selfContradicts(inputs.generator_contacts)
    ? j.contradicted_g_samples + 1
    : 0;
  judgeCoils(j, home, meter);
  const claim: i32 = judgeClaims(j.claims, home, j.truth, meter);
  if (claim !== 0) recordViolation(j, 8, claim, j.claims.detail);
  const exposed: i32 = judgeBlades(j.blades, home);
  if (exposed !== 0) recordViolation(j, 12, exposed, 0);
  if (j.truth.half === 0) judgeHalf(j, home, meter);
  if (j.truth.out_dead_samples > 0) {
    j.dark_samples = j.dark_samples + 1;
    if (j.dark_samples > j.dark_longest) j.dark_longest = j.dark_samples;
  } else j.dark_samples = 0;
}

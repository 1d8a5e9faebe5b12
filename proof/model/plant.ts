/**
 * The switches around the controlling half, one tick at a time: poles that travel, coils, contact
 * pairs. Explorer and prover run the same source. Everything nondeterministic is a field of
 * `PlantChoice`: the explorer tries every value below its `…Options`, the prover leaves it free
 * within them. Portable, without loops and arrays. Engineering judgement where no source is named.
 */
import { FULL_PULSE_TICKS, TRAVEL_MAX_TICKS } from "@bptm/core/hardware/hardware";
import { Coil, Contact, Enable } from "@bptm/core/hardware/signals";

/** One pole: a latching contact that keeps its position without drive. */
export class PlantPole {
  /** 1 while it conducts. */
  conducts: i32 = 0;
  /** Ticks for which it may still travel, bounce or fall back; 0 = at rest. */
  free: i32 = 0;
}

export const enum DriveDirection {
  None = 0,
  Open = 1,
  Close = 2,
  /** Both coils at once, against each other. */
  Both = 3,
}

/** One switch: two poles driven by one pair of coils. */
export class PlantSwitch {
  pole1: PlantPole = new PlantPole();
  pole2: PlantPole = new PlantPole();
  /** The `DriveDirection` of the last tick, and for how many ticks in a row. */
  drive: i32 = DriveDirection.None;
  drive_ticks: i32 = 0;
  /** The `DriveDirection` that the core ordered in the last tick. */
  ordered: i32 = DriveDirection.None;
}

/**
 * The faults of this home, 0 or 1 each. A fault may act or not in every single tick, so it may
 * begin and end at any time; `PlantChoice` says what it does.
 */
class PlantFaults {
  pole_u1: i32 = 0;
  pole_u2: i32 = 0;
  pole_g1: i32 = 0;
  pole_g2: i32 = 0;
  pair_u1: i32 = 0;
  pair_u2: i32 = 0;
  pair_g1: i32 = 0;
  pair_g2: i32 = 0;
  driver_off_u_open: i32 = 0;
  driver_off_u_close: i32 = 0;
  driver_off_g_open: i32 = 0;
  driver_off_g_close: i32 = 0;
  driver_on_u_open: i32 = 0;
  driver_on_u_close: i32 = 0;
  driver_on_g_open: i32 = 0;
  driver_on_g_close: i32 = 0;
  channel_utility: i32 = 0;
  channel_generator: i32 = 0;
  channel_out: i32 = 0;
  channel_utility_current: i32 = 0;
  channel_generator_current: i32 = 0;
  channel_coil_current: i32 = 0;
  reserve: i32 = 0;
  store: i32 = 0;
  neutral: i32 = 0;
  burdens: i32 = 0;
  cord: i32 = 0;
  /** With the mechanical interlock only: a switch closes by itself. */
  closes_itself_u: i32 = 0;
  closes_itself_g: i32 = 0;
}

/** Protection in hardware, 1 where present. */
class PlantHardware {
  /** No pole of one switch can close while a pole of the other conducts: the ganged bar. */
  mechanical: i32 = 0;
  /** With `mechanical`: a bar for each pole instead, held by that pole of the other alone. */
  per_pole: i32 = 0;
  /** No close coil is energized while line out is live. */
  block: i32 = 0;
}

export class Plant {
  u: PlantSwitch = new PlantSwitch();
  g: PlantSwitch = new PlantSwitch();
  faults: PlantFaults = new PlantFaults();
  hardware: PlantHardware = new PlantHardware();
}

/** Reading of a contact pair. */
const enum PairReading {
  /** The position of its pole. */
  True = 0,
  /** Both of its contacts read the same. */
  Unclear = 1,
  /** The opposite of its pole. */
  Contrary = 2,
}

/** The nondeterministic choices of the switches in one tick. */
export class PlantChoice {
  /** A `PairReading` each. */
  pair_u1: i32 = 0;
  pair_u2: i32 = 0;
  pair_g1: i32 = 0;
  pair_g2: i32 = 0;
  /** 1: a pole that may travel conducts at the end of this tick. */
  pole_u1: i32 = 0;
  pole_u2: i32 = 0;
  pole_g1: i32 = 0;
  pole_g2: i32 = 0;
  /** 1: the fault of this pole, driver or reserve acts in this tick. */
  stuck_u1: i32 = 0;
  stuck_u2: i32 = 0;
  stuck_g1: i32 = 0;
  stuck_g2: i32 = 0;
  driver: i32 = 0;
  weak: i32 = 0;
}

/** The number of possible readings of a pole's contact pair. */
export function pairOptions(p: PlantPole, pair_lies: i32, pole_fails: i32): i32 {
  if (pair_lies != 0) return 3;
  if (p.free == 0 && (pole_fails == 0 || p.conducts != 0)) return 1;
  // A mirror contact never reads open while its pole conducts (IEC 60947-4-1, annex F).
  return p.conducts != 0 ? 2 : 3;
}

function readPair(p: PlantPole, pair: i32, says_closed: i32, says_open: i32): i32 {
  if (pair == PairReading.Unclear) return 0;
  const closed: boolean = (p.conducts != 0) != (pair == PairReading.Contrary);
  return closed ? says_closed : says_open;
}

/** The four contacts of a switch, bits of `Contact`. */
export function readContacts(s: PlantSwitch, pair1: i32, pair2: i32): i32 {
  return (
    readPair(s.pole1, pair1, Contact.Pole1SaysClosed, Contact.Pole1SaysOpen) |
    readPair(s.pole2, pair2, Contact.Pole2SaysClosed, Contact.Pole2SaysOpen)
  );
}

/** 1 while a coil truly carries current. */
export function coilCurrent(p: Plant): i32 {
  return p.u.drive != DriveDirection.None || p.g.drive != DriveDirection.None ? 1 : 0;
}

/** The direction in which a switch is truly driven, with the faults that act now. */
function driveOf(
  open: boolean,
  close: boolean,
  enabled: boolean,
  off_open: boolean,
  off_close: boolean,
  on_open: boolean,
  on_close: boolean,
): i32 {
  const opens: boolean = (open && !off_open) || on_open;
  // The enable in series keeps a close driver that is stuck on from closing the switch.
  const closes: boolean = enabled && ((close && !off_close) || on_close);
  if (opens) return closes ? DriveDirection.Both : DriveDirection.Open;
  return closes ? DriveDirection.Close : DriveDirection.None;
}

function movePole(
  p: PlantPole,
  s: PlantSwitch,
  choice: i32,
  stuck: boolean,
  barred: boolean,
): void {
  if (stuck) {
    p.free = 0;
    return;
  }
  if (s.drive == DriveDirection.None) {
    if (p.free == 0) return;
    p.free = p.free - 1;
  } else if (s.drive == DriveDirection.Open && p.conducts == 0 && p.free == 0) return;
  else if (s.drive == DriveDirection.Close && p.conducts != 0 && p.free == 0) return;
  else {
    const arrived: boolean = s.drive != DriveDirection.Both && s.drive_ticks > TRAVEL_MAX_TICKS;
    p.free = arrived ? 0 : TRAVEL_MAX_TICKS;
    if (arrived) {
      p.conducts = s.drive == DriveDirection.Close && !barred ? 1 : 0;
      return;
    }
  }
  if (choice == 0) p.conducts = 0;
  else if (!barred) p.conducts = 1;
}

function drive(s: PlantSwitch, direction: i32): void {
  s.drive_ticks = direction == s.drive && direction != DriveDirection.None ? s.drive_ticks + 1 : 1;
  if (direction == DriveDirection.None) s.drive_ticks = 0;
  else if (s.drive_ticks > FULL_PULSE_TICKS) s.drive_ticks = FULL_PULSE_TICKS;
  s.drive = direction;
}

function orderOf(open: i32, close: i32): i32 {
  return (
    (open != 0 ? DriveDirection.Open : DriveDirection.None) |
    (close != 0 ? DriveDirection.Close : DriveDirection.None)
  );
}

export function conducts(s: PlantSwitch): boolean {
  return s.pole1.conducts != 0 || s.pole2.conducts != 0;
}

/** Whether the bar keeps a pole open: `opposite` is that pole of the other switch, `other`. */
function isBarred(p: Plant, other: PlantSwitch, opposite: PlantPole): boolean {
  if (p.hardware.mechanical == 0) return false;
  return p.hardware.per_pole != 0 ? opposite.conducts != 0 : conducts(other);
}

function moveUtility(p: Plant, c: PlantChoice): void {
  const f = p.faults;
  const barred1: boolean = isBarred(p, p.g, p.g.pole1);
  const barred2: boolean = isBarred(p, p.g, p.g.pole2);
  const stuck1: boolean = f.pole_u1 != 0 && c.stuck_u1 != 0;
  const stuck2: boolean = f.pole_u2 != 0 && c.stuck_u2 != 0;
  movePole(p.u.pole1, p.u, c.pole_u1, stuck1, barred1);
  movePole(p.u.pole2, p.u, c.pole_u2, stuck2, barred2);
}

function moveGenerator(p: Plant, c: PlantChoice): void {
  const f = p.faults;
  const barred1: boolean = isBarred(p, p.u, p.u.pole1);
  const barred2: boolean = isBarred(p, p.u, p.u.pole2);
  const stuck1: boolean = f.pole_g1 != 0 && c.stuck_g1 != 0;
  const stuck2: boolean = f.pole_g2 != 0 && c.stuck_g2 != 0;
  movePole(p.g.pole1, p.g, c.pole_g1, stuck1, barred1);
  movePole(p.g.pole2, p.g, c.pole_g2, stuck2, barred2);
}

/** A switch that closes by itself: its poles may move without drive. */
function closeItself(p: Plant, c: PlantChoice): void {
  if (p.hardware.mechanical == 0 || c.driver == 0) return;
  if (p.faults.closes_itself_u != 0) {
    p.u.pole1.free = TRAVEL_MAX_TICKS;
    p.u.pole2.free = TRAVEL_MAX_TICKS;
  }
  if (p.faults.closes_itself_g != 0) {
    p.g.pole1.free = TRAVEL_MAX_TICKS;
    p.g.pole2.free = TRAVEL_MAX_TICKS;
  }
}

/**
 * One tick of motion. `coils` and `enables` are the orders of the core; `out_live`, whether line
 * out is truly live, controls the block.
 */
export function move(p: Plant, c: PlantChoice, coils: i32, enables: i32, out_live: boolean): void {
  const f = p.faults;
  const acts: boolean = c.driver != 0;
  // A weak reserve drives nothing, and no coil current flows that could look like a pulse.
  const weak: boolean = f.reserve != 0 && c.weak != 0;
  const blocked: boolean = p.hardware.block != 0 && out_live;
  const u: i32 = driveOf(
    (coils & Coil.UtilityOpen) != 0,
    (coils & Coil.UtilityClose) != 0,
    (enables & Enable.UtilityClose) != 0 && !blocked,
    acts && f.driver_off_u_open != 0,
    acts && f.driver_off_u_close != 0,
    acts && f.driver_on_u_open != 0,
    acts && f.driver_on_u_close != 0,
  );
  const g: i32 = driveOf(
    (coils & Coil.GeneratorOpen) != 0,
    (coils & Coil.GeneratorClose) != 0,
    (enables & Enable.GeneratorClose) != 0 && !blocked,
    acts && f.driver_off_g_open != 0,
    acts && f.driver_off_g_close != 0,
    acts && f.driver_on_g_open != 0,
    acts && f.driver_on_g_close != 0,
  );
  p.u.ordered = orderOf(coils & Coil.UtilityOpen, coils & Coil.UtilityClose);
  p.g.ordered = orderOf(coils & Coil.GeneratorOpen, coils & Coil.GeneratorClose);
  drive(p.u, weak ? DriveDirection.None : u);
  drive(p.g, weak ? DriveDirection.None : g);
  closeItself(p, c);
  // The order of the two within a tick does not matter: one closes only when the other has long
  // been open, or invariant 1 is broken anyway.
  moveUtility(p, c);
  moveGenerator(p, c);
}

/** A loss of power: nothing is driven, but a moving pole may still move. */
export function release(p: Plant): void {
  drive(p.u, DriveDirection.None);
  drive(p.g, DriveDirection.None);
  p.u.ordered = DriveDirection.None;
  p.g.ordered = DriveDirection.None;
}

/**
 * After a longer loss of power every pole is at rest where `PlantChoice` says, as far as the
 * mechanical interlock allows. Poles open before others close; every outcome of any other order
 * is possible this way too.
 */
export function settle(p: Plant, c: PlantChoice): void {
  fallOpen(p.u.pole1, c.pole_u1);
  fallOpen(p.u.pole2, c.pole_u2);
  fallOpen(p.g.pole1, c.pole_g1);
  fallOpen(p.g.pole2, c.pole_g2);
  const barred_u1: boolean = isBarred(p, p.g, p.g.pole1);
  const barred_u2: boolean = isBarred(p, p.g, p.g.pole2);
  rest(p.u.pole1, c.pole_u1, barred_u1);
  rest(p.u.pole2, c.pole_u2, barred_u2);
  const barred_g1: boolean = isBarred(p, p.u, p.u.pole1);
  const barred_g2: boolean = isBarred(p, p.u, p.u.pole2);
  rest(p.g.pole1, c.pole_g1, barred_g1);
  rest(p.g.pole2, c.pole_g2, barred_g2);
}

function fallOpen(p: PlantPole, choice: i32): void {
  if (p.free != 0 && choice == 0) p.conducts = 0;
}

function rest(p: PlantPole, choice: i32, barred: boolean): void {
  if (p.free != 0 && choice != 0 && !barred) p.conducts = 1;
  p.free = 0;
}

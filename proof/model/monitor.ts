/**
 * The monitor: it judges the invariants of docs/safety.md on the true state and on the sensor
 * readings, never on what the core believes. Explorer and prover run the same source. Portable,
 * without loops and arrays; each counter saturates where more counting makes no difference.
 */
import {
  BOOT_TICKS,
  CONTRADICTION_TICKS,
  FULL_PULSE_TICKS,
  LINE_OUT_DEAD_TICKS,
  TRAVEL_MAX_TICKS,
} from "@bptm/core/hardware/hardware";
import { CONTACTS_OPEN, Coil, Contact } from "@bptm/core/hardware/signals";
import { DriveDirection, Plant, PlantSwitch, conducts } from "./plant";
import { HouseLevel, OutTruth, Reserve, SceneChoice, SensedClasses, SourceLevel } from "./scene";

/** Line out may become live this long before the poles touch: 29 ms of the 30 ms allowed. */
const EXCUSED_TICKS: i32 = 7;

/**
 * `proven_open` of one switch, as docs/safety.md defines it: by the oldest full pulse that nothing
 * has contradicted since. The newest pulse counts apart, because what contradicts an older proof
 * while the newest still settles does not contradict the newest.
 */
class OpenMonitor {
  /** Ticks for which the newest pulse truly drove the open coil. */
  pulse_ticks: i32 = 0;
  /** Ticks since the newest pulse ended, if it was full. */
  settled_ticks: i32 = 0;
  /** Ticks of proof by the oldest pulse. */
  proven_ticks: i32 = 0;
  /** Ticks for which a pair has read unclear. */
  unclear_ticks: i32 = 0;
}

export class Monitor {
  u: OpenMonitor = new OpenMonitor();
  g: OpenMonitor = new OpenMonitor();
  /** Ticks since the start of the meter. */
  boot_ticks: i32 = 0;
  /** Ticks for which line out has been truly dead. */
  dead_ticks: i32 = 0;
  /**
   * Only while a voltage channel of line out lies: ticks for which nothing but a pole of U, or of
   * G, could keep line out live.
   */
  alone_u_ticks: i32 = 0;
  alone_g_ticks: i32 = 0;
  /** Ticks for which line out has been live during a close pulse before its poles touch. */
  live_ticks: i32 = 0;
  /** 1 once a pole of the closing switch has touched. */
  touched: i32 = 0;
}

function upTo(ticks: i32, most: i32): i32 {
  return ticks < most ? ticks + 1 : most;
}

function forget(w: OpenMonitor): void {
  w.pulse_ticks = 0;
  w.settled_ticks = 0;
  w.proven_ticks = 0;
}

function clear(contacts: i32): boolean {
  const one: i32 = contacts & (Contact.Pole1SaysClosed | Contact.Pole1SaysOpen);
  const two: i32 = contacts & (Contact.Pole2SaysClosed | Contact.Pole2SaysOpen);
  const says1: boolean = one == Contact.Pole1SaysClosed || one == Contact.Pole1SaysOpen;
  return says1 && (two == Contact.Pole2SaysClosed || two == Contact.Pole2SaysOpen);
}

/** `most`: cap of the proof's ticks; at least the dead time. */
function see(w: OpenMonitor, s: PlantSwitch, contacts: i32, current: i32, most: i32): void {
  w.unclear_ticks = clear(contacts) ? 0 : upTo(w.unclear_ticks, CONTRADICTION_TICKS);
  if (
    s.ordered == DriveDirection.Close ||
    s.drive == DriveDirection.Close ||
    s.drive == DriveDirection.Both
  ) {
    forget(w);
    return;
  }
  // A driver that is stuck on drives the coil too, but only an ordered drive is a pulse.
  if (s.ordered == DriveDirection.Open) {
    // A pulse that begins while the last one still settles prolongs it.
    if (w.settled_ticks > TRAVEL_MAX_TICKS) w.pulse_ticks = 0;
    w.settled_ticks = 0;
    if (s.drive == DriveDirection.Open) w.pulse_ticks = upTo(w.pulse_ticks, FULL_PULSE_TICKS);
  } else if (w.pulse_ticks < FULL_PULSE_TICKS) w.pulse_ticks = 0;
  else w.settled_ticks = upTo(w.settled_ticks, TRAVEL_MAX_TICKS + 1);
  const settled: boolean = w.settled_ticks > TRAVEL_MAX_TICKS;
  if (contacts == CONTACTS_OPEN && current == 0) {
    if (settled || w.proven_ticks > 0) w.proven_ticks = upTo(w.proven_ticks, most);
  } else if (settled) forget(w);
  else w.proven_ticks = 0;
}

/** The house, or a switch with a live source, can keep line out live. */
function fed(s: PlantSwitch, source: i32, house: i32): boolean {
  return house != HouseLevel.Dead || (source != SourceLevel.Dead && conducts(s));
}

/** Updates the counters with the readings of this tick, before the core decides. */
export function observe(w: Monitor, p: Plant, c: SceneChoice, o: SensedClasses, most: i32): void {
  w.boot_ticks = upTo(w.boot_ticks, BOOT_TICKS);
  see(w.u, p.u, o.contacts_u, o.true_current_u, most);
  see(w.g, p.g, o.contacts_g, o.true_current_g, most);
  const dead: boolean = o.out_truth == OutTruth.Dead;
  w.dead_ticks = dead ? upTo(w.dead_ticks, LINE_OUT_DEAD_TICKS) : 0;
  const lies: boolean = p.faults.channel_out != 0;
  const alone_u: boolean = lies && !fed(p.g, c.generator, c.house);
  const alone_g: boolean = lies && !fed(p.u, c.grid, c.house);
  w.alone_u_ticks = alone_u ? upTo(w.alone_u_ticks, LINE_OUT_DEAD_TICKS) : 0;
  w.alone_g_ticks = alone_g ? upTo(w.alone_g_ticks, LINE_OUT_DEAD_TICKS) : 0;
  const live: boolean = o.out_truth == OutTruth.Live;
  w.live_ticks = live && w.touched == 0 ? upTo(w.live_ticks, EXCUSED_TICKS + 1) : 0;
}

/**
 * Ticks for which nothing that `close` could join has kept line out live. While a channel of line
 * out lies, a pole of the closing switch itself is excused: it joins nothing.
 */
function quietTicks(w: Monitor, p: Plant, close: i32): i32 {
  if (p.faults.channel_out == 0) return w.dead_ticks;
  return close == Coil.UtilityClose ? w.alone_u_ticks : w.alone_g_ticks;
}

/** Bits of the invariants that these coils break; bit 1 is invariant 1. */
export function judge(
  w: Monitor,
  p: Plant,
  o: SensedClasses,
  before: i32,
  coils: i32,
  dead_ticks: i32,
): i32 {
  let broken: i32 = 0;
  if (w.boot_ticks < BOOT_TICKS && coils != 0) broken |= 1 << 10;
  const close: i32 = coils & (Coil.UtilityClose | Coil.GeneratorClose);
  if (close == 0) return broken;
  const other = close == Coil.UtilityClose ? w.g : w.u;
  if (other.proven_ticks == 0 || close == (Coil.UtilityClose | Coil.GeneratorClose))
    broken |= 1 << 3;
  if ((before & close) != 0) return broken;
  if (quietTicks(w, p, close) < LINE_OUT_DEAD_TICKS) broken |= 1 << 2;
  if (o.reserve != Reserve.Full) broken |= 1 << 4;
  if (other.proven_ticks < dead_ticks) broken |= 1 << 5;
  const unclear: boolean =
    w.u.unclear_ticks >= CONTRADICTION_TICKS || w.g.unclear_ticks >= CONTRADICTION_TICKS;
  if (unclear) broken |= 1 << 6;
  return broken;
}

/** After the poles moved: invariant 1, and poles that touch while line out was live for long. */
export function judgePoles(w: Monitor, p: Plant, coils: i32): i32 {
  let broken: i32 = conducts(p.u) && conducts(p.g) ? 1 << 1 : 0;
  const closing: boolean = (coils & (Coil.UtilityClose | Coil.GeneratorClose)) != 0;
  const s = (coils & Coil.UtilityClose) != 0 ? p.u : p.g;
  const touches: boolean = closing && conducts(s);
  if (touches && w.touched == 0 && w.live_ticks > EXCUSED_TICKS) broken |= 1 << 2;
  w.touched = touches ? 1 : 0;
  if (!closing) w.live_ticks = 0;
  return broken;
}

/** Resets the monitor at a start of the meter. */
export function restartMonitor(w: Monitor): void {
  forget(w.u);
  forget(w.g);
  w.u.unclear_ticks = 0;
  w.g.unclear_ticks = 0;
  w.boot_ticks = 0;
  w.dead_ticks = 0;
  w.alone_u_ticks = 0;
  w.alone_g_ticks = 0;
  w.live_ticks = 0;
  w.touched = 0;
}

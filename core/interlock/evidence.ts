/**
 * The evidence that the interlock relies on: from contacts, currents, voltages and the coils that
 * were really driven, never from what was decided. Part of what is proven.
 */
import { COIL_CURRENT_MIN_MA, COIL_FULL_MV, COIL_MIN_MV } from "../hardware/contract";
import {
  BACK_VOLTAGE_LONG_TICKS,
  DEAD_LEG_MV,
  DEAD_LINE_MV,
  FULL_PULSE_TICKS,
  LIVE_LEG_MV,
  LIVE_LINE_MV,
  LOGIC_TO_CLOSE_MV,
  RESERVE_FALL_PER_TICK,
  RESERVE_TO_CLOSE_MV,
  TRAVEL_MAX_TICKS,
} from "../hardware/hardware";
import { CONTACTS_OPEN, Coil } from "../hardware/signals";
import { TICK_HZ, countUp } from "../hardware/units";

/** What the measuring half hands to the controlling half, once a tick. Voltages in millivolts. */
export class Readings {
  utility_contacts: i32 = 0;
  generator_contacts: i32 = 0;
  /** 1 while a leg of the path has carried more than 1 A in the last half cycle. */
  utility_current: i32 = 0;
  generator_current: i32 = 0;
  /** 1 while both poles of the switch show more than 20 V across. */
  utility_across: i32 = 0;
  generator_across: i32 = 0;
  /** 1 while neither pole of the switch shows more than 20 V across. */
  utility_follows: i32 = 0;
  generator_follows: i32 = 0;
  /** 1 while a live leg of the grid's wires shows less than 20 V across its pole. */
  utility_leg_follows: i32 = 0;
  /** Largest leg, and line to line, of line out: the larger of one-cycle and fast value. */
  out_leg_mv: i32 = 0;
  out_line_mv: i32 = 0;
  /** Largest leg of line out against the midpoint of the utility legs. */
  out_to_utility_mv: i32 = 0;
  /** 1 while both pilots of line out are detected. */
  out_pilots: i32 = 0;
  /** 1 while the neutral reference has passed the burden test. */
  neutral_valid: i32 = 0;
  coil_reserve_mv: i32 = 0;
  logic_reserve_mv: i32 = 0;
  coil_current_ma: i32 = 0;
  /** 1 while a source supplies the meter, so that its charger works. */
  supplied: i32 = 0;
}

/** Proof that one switch is open: see `proven_open` in docs/safety. */
export class OpenProof {
  /** Ticks of the open pulse that ran with coil current. */
  pulse_ticks: i32 = 0;
  /** Ticks since a full open pulse ended; 0 = none in this boot, or lost since. */
  settled_ticks: i32 = 0;
  /** Ticks of unbroken proof; 0 = not proven. */
  proven_ticks: i32 = 0;
}

export class Evidence {
  /** Ticks since power-up. */
  boot_ticks: i32 = 0;
  utility: OpenProof = new OpenProof();
  generator: OpenProof = new OpenProof();
  /** Ticks of unbroken dead, and of unbroken live, line out. */
  out_dead_ticks: i32 = 0;
  out_live_ticks: i32 = 0;
  /** Ticks of line out that is neither: a burden decides. */
  out_indeterminate_ticks: i32 = 0;
  /** Ticks of a line out that is not dead with all contacts open: something inside the house. */
  back_voltage_ticks: i32 = 0;
  /** 1 after a long back voltage, until it has been absent for long enough. */
  back_voltage_long: i32 = 0;
  /** Coil reserve before the pulse that is running, and its ticks. */
  reserve_before_mv: i32 = 0;
  reserve_pulse_ticks: i32 = 0;
  /** Ticks of unbroken coil current that began while no coil was ordered. */
  stray_current_ticks: i32 = 0;
  /** How much more the reserve sinks by a pulse than a whole one does, per mille; 1000 is whole. */
  reserve_sag_permille: i32 = 1000;
  /** Ticks since a pulse last weighed the reserve; 0 = none has in this boot. */
  reserve_weighed_ticks: i32 = 0;
}

function lineOutDead(r: Readings): boolean {
  if (r.out_pilots == 0 || r.out_line_mv > DEAD_LINE_MV) return false;
  const leg: i32 = r.neutral_valid != 0 ? r.out_leg_mv : r.out_to_utility_mv;
  return leg <= DEAD_LEG_MV;
}

export function lineOutLive(r: Readings): boolean {
  return r.out_line_mv > LIVE_LINE_MV || (r.neutral_valid != 0 && r.out_leg_mv > LIVE_LEG_MV);
}

/**
 * `ordered_open`, `ordered_close`: the coil was ordered in the last tick; `flows`: with current. A
 * pulse lasts until its order ends, so that a current reading that fails early shortens nothing.
 */
function prove(
  p: OpenProof,
  ordered_open: boolean,
  ordered_close: boolean,
  flows: boolean,
  contacts: i32,
  current: i32,
): void {
  if (ordered_close) {
    p.pulse_ticks = 0;
    p.settled_ticks = 0;
    p.proven_ticks = 0;
    return;
  }
  if (ordered_open) {
    if (flows) p.pulse_ticks = countUp(p.pulse_ticks);
    // Without a proof yet, the switch settles again after each pulse.
    if (p.proven_ticks == 0) {
      p.settled_ticks = 0;
      return;
    }
  } else if (p.pulse_ticks >= FULL_PULSE_TICKS) {
    p.settled_ticks = countUp(p.settled_ticks);
  } else {
    // A pulse that was cut short proves nothing; an earlier proof remains valid.
    p.pulse_ticks = p.settled_ticks > 0 ? FULL_PULSE_TICKS : 0;
  }
  if (p.settled_ticks <= TRAVEL_MAX_TICKS) return;
  if (contacts == CONTACTS_OPEN && current == 0) {
    p.proven_ticks = countUp(p.proven_ticks);
  } else {
    p.pulse_ticks = 0;
    p.settled_ticks = 0;
    p.proven_ticks = 0;
  }
}

function followLineOut(e: Evidence, r: Readings, clear_ticks: i32): void {
  e.out_dead_ticks = lineOutDead(r) ? countUp(e.out_dead_ticks) : 0;
  e.out_live_ticks = lineOutLive(r) ? countUp(e.out_live_ticks) : 0;
  const indeterminate: boolean = e.out_dead_ticks == 0 && e.out_live_ticks == 0;
  e.out_indeterminate_ticks = indeterminate ? countUp(e.out_indeterminate_ticks) : 0;
  const isolated: boolean =
    r.utility_contacts == CONTACTS_OPEN && r.generator_contacts == CONTACTS_OPEN;
  // Without pilots nothing is known of line out: a broken lead is no source in the house.
  const not_dead: boolean = e.out_dead_ticks == 0 && r.out_pilots != 0;
  e.back_voltage_ticks = isolated && not_dead ? countUp(e.back_voltage_ticks) : 0;
  if (e.back_voltage_ticks > BACK_VOLTAGE_LONG_TICKS) e.back_voltage_long = 1;
  if (e.out_dead_ticks >= clear_ticks) e.back_voltage_long = 0;
}

/** Square of a reserve's voltage in units of 0.01 V^2: 30 V then fits easily. */
function square(mv: i32): i32 {
  const tenths: i32 = (mv / 100) | 0;
  return (tenths * tenths) | 0;
}

/**
 * A voltage says how full a reserve is, not how large. Each full pulse weighs it: the squares fall
 * by twice the energy over the capacity. Weighed only while the charger works.
 */
function weighReserve(e: Evidence, r: Readings, driven: boolean): void {
  if (driven) {
    e.reserve_pulse_ticks = countUp(e.reserve_pulse_ticks);
    return;
  }
  const ticks: i32 = e.reserve_pulse_ticks;
  e.reserve_pulse_ticks = 0;
  if (e.reserve_weighed_ticks > 0) e.reserve_weighed_ticks = countUp(e.reserve_weighed_ticks);
  if (ticks >= FULL_PULSE_TICKS && ticks < 2 * FULL_PULSE_TICKS && r.supplied != 0) {
    const fall: i32 = square(e.reserve_before_mv) - square(r.coil_reserve_mv);
    const sag: i32 = ((fall * 1000) / (RESERVE_FALL_PER_TICK * ticks)) | 0;
    e.reserve_sag_permille = sag > 1000 ? sag : 1000;
    e.reserve_weighed_ticks = 1;
  }
  e.reserve_before_mv = r.coil_reserve_mv;
}

/** What a close and its undoing take from this reserve, as a fall of its square. */
function reserveNeeded(e: Evidence): i32 {
  const whole: i32 = ((square(RESERVE_TO_CLOSE_MV) - square(COIL_MIN_MV)) / 10) | 0;
  return ((whole * e.reserve_sag_permille) / 100) | 0;
}

/** The reserve holds the energy to finish a close and to undo it. */
export function reserveSuffices(e: Evidence, r: Readings): boolean {
  if (r.logic_reserve_mv < LOGIC_TO_CLOSE_MV) return false;
  return square(r.coil_reserve_mv) - square(COIL_MIN_MV) >= reserveNeeded(e);
}

/**
 * Even a full reserve would not hold that energy: it has lost capacity, by age or frost. A house
 * that is fed (`fed`) is left only with a ninth more, since no two weighings agree exactly.
 */
export function reserveTooWeak(e: Evidence, fed: boolean): boolean {
  const full: i32 = square(COIL_FULL_MV) - square(COIL_MIN_MV);
  const usable: i32 = fed ? ((full * 9) / 10) | 0 : full;
  return usable < reserveNeeded(e);
}

/**
 * One tick of evidence. `coils` are the coils that were ordered in the last tick, `clear_s` the
 * setting `back_voltage_clear_s`.
 */
export function believe(e: Evidence, r: Readings, coils: i32, clear_s: i32): void {
  e.boot_ticks = countUp(e.boot_ticks);
  const flows: boolean = r.coil_current_ma >= COIL_CURRENT_MIN_MA;
  prove(
    e.utility,
    (coils & Coil.UtilityOpen) != 0,
    (coils & Coil.UtilityClose) != 0,
    flows,
    r.utility_contacts,
    r.utility_current,
  );
  prove(
    e.generator,
    (coils & Coil.GeneratorOpen) != 0,
    (coils & Coil.GeneratorClose) != 0,
    flows,
    r.generator_contacts,
    r.generator_current,
  );
  const stray: boolean = flows && (coils == 0 || e.stray_current_ticks > 0);
  e.stray_current_ticks = stray ? countUp(e.stray_current_ticks) : 0;
  weighReserve(e, r, coils != 0 && flows);
  followLineOut(e, r, clear_s * TICK_HZ);
}

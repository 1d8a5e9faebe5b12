/**
 * Times and thresholds that the core derives from the contract with the hardware
 * (core/lists/hardware.yaml), with their relations asserted at power-up. Engineering judgement
 * unless a source is named.
 */
import { COIL_MIN_MV } from "./contract";
import { TICK_HZ } from "./units";

/** Length of every pulse: 100 ms. Makers of meter relays ask for 80 ms and advise 100 to 200. */
export const PULSE_TICKS: i32 = 24;
/** Ticks with coil current that make a full pulse: 83 ms, the least that makers ask for. */
export const FULL_PULSE_TICKS: i32 = 20;
/** Longest travel of a healthy pole, 33 ms; healthy ones take 12 to 20 ms. */
export const TRAVEL_MAX_TICKS: i32 = 8;
/** A position or a refusal to move shows within 200 ms of the pulse. */
export const VERIFY_TICKS: i32 = 48;
/** No coil for a second after boot; the first decision within two. */
export const BOOT_TICKS: i32 = 240;
/** Contacts that change for less than 21 ms are vibration. */
export const BOUNCE_TICKS: i32 = 5;
/** Contact pairs that contradict themselves for 100 ms, longer than any travel, are broken. */
export const CONTRADICTION_TICKS: i32 = 24;

/** A contact that contradicts currents or voltages for half a second is wrong. */
export const LIE_TICKS: i32 = 120;

/** dead(place): each leg at most 10 V, line to line at most 20 V. live: above 15 V or 30 V. */
export const DEAD_LEG_MV: i32 = 10000;
export const DEAD_LINE_MV: i32 = 20000;
export const LIVE_LEG_MV: i32 = 15000;
export const LIVE_LINE_MV: i32 = 30000;
/** Line out must be dead for a second up to the start of a close pulse. */
export const LINE_OUT_DEAD_TICKS: i32 = 240;
/** A back voltage that lasted longer than this makes the meter wait for the long absence. */
export const BACK_VOLTAGE_LONG_TICKS: i32 = 5 * TICK_HZ;
/** The generator switch is opened on the reserve after 150 ms without a supply. */
export const SUPPLY_LOST_TICKS: i32 = 36;

/**
 * 1.2 x (one close, two opens, 300 ms of logic, one write) = 1.2 x (3 x 1.6 + 0.17) J above
 * 14 V, and a tenth for tolerance: V^2 = 14^2 + 1.1 x 2 x 5.96 J / 47 mF.
 */
export const RESERVE_TO_CLOSE_MV: i32 = 21800;
/**
 * Fall of the square of the coil reserve's voltage, in 0.01 V^2, by one tick of pulse while the
 * charger works: 2 x (16 W - 4 W) / 240 Hz / 47 mF, and a tenth for tolerance.
 */
export const RESERVE_FALL_PER_TICK: i32 = 234;
/** One pulse's worth above 14 V. */
export const RESERVE_TO_OPEN_MV: i32 = 16300;
/** 1.2 x (300 ms and one write) of logic above 6 V: V^2 = 6^2 + 2 x 0.19 J / 10 mF. */
export const LOGIC_TO_CLOSE_MV: i32 = 8700;
/** Coil current without an order for 50 ms means a driver that is stuck on. */
export const STRAY_CURRENT_TICKS: i32 = 12;

/** At most two pulses a command and three sequences a cause. */
export const PULSES_MAX: i32 = 2;
export const SEQUENCES_MAX: i32 = 3;
/** More starts than this in a row that lasted less than a minute: the supply is unreliable. */
export const SHORT_BOOTS_MAX: i32 = 10;

/** 0 when the figures fit each other, else the number of the relation that does not hold. */
export function hardwareError(): i32 {
  if (FULL_PULSE_TICKS <= TRAVEL_MAX_TICKS) return 1;
  if (PULSE_TICKS < FULL_PULSE_TICKS + 1) return 2;
  if (VERIFY_TICKS <= PULSE_TICKS + TRAVEL_MAX_TICKS) return 3;
  if (CONTRADICTION_TICKS <= TRAVEL_MAX_TICKS + BOUNCE_TICKS) return 4;
  if (LIVE_LEG_MV <= DEAD_LEG_MV || LIVE_LINE_MV <= DEAD_LINE_MV) return 5;
  if (RESERVE_TO_CLOSE_MV <= RESERVE_TO_OPEN_MV || RESERVE_TO_OPEN_MV <= COIL_MIN_MV) return 6;
  if (BOOT_TICKS < TICK_HZ || LINE_OUT_DEAD_TICKS < TICK_HZ) return 7;
  return 0;
}

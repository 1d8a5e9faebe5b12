/**
 * What a generator may do for a while after its load has changed: the transients of the performance
 * classes G1 to G3 of ISO 8528-5:2013, table 4. G1 is a set for lights and simple loads, as most
 * portable ones are; G2 behaves much like the grid; G3 suits sensitive loads.
 *
 *   class                          G1      G2      G3
 *   voltage, load thrown off     +35 %   +25 %   +20 %    back within 10, 6, 4 s
 *   frequency, load thrown off   +18 %   +12 %   +10 %    back within 10, 5, 3 s
 *
 * How they join the limits of the settings: volts harm appliances, so more than the class's own
 * limits is spared only after a load was truly thrown off; a steady 116 % always opens. Hertz harm
 * nothing within seconds, so the class's time to recover counts whatever the cause.
 */
import { Settings } from "../lists/settings";
import { Qualification } from "./source";
import { countDown, ticksOfMs } from "../hardware/units";

const VOLTS_RECOVERY_G1_MS: i32 = 10000;
const VOLTS_RECOVERY_G2_MS: i32 = 6000;
const VOLTS_RECOVERY_G3_MS: i32 = 4000;
const HERTZ_RECOVERY_G1_MS: i32 = 10000;
const HERTZ_RECOVERY_G2_MS: i32 = 5000;
const HERTZ_RECOVERY_G3_MS: i32 = 3000;
/**
 * A load that falls by 5 A on a leg, a sixth of the path's 30 A, was thrown off; a failed regulator
 * raises the current instead (engineering judgement).
 */
const THROWN_OFF_MA: i32 = 5000;

function ofClass(s: Settings, g1: i32, g2: i32, g3: i32): i32 {
  if (s.generator_class == 1) return g1;
  return s.generator_class == 2 ? g2 : g3;
}

/** Highest voltage of the class, per mille: above it nothing is spared. */
export function peakPermille(s: Settings): i32 {
  return ofClass(s, 1350, 1250, 1200);
}

/** Highest frequency of the class. */
export function peakMhz(s: Settings): i32 {
  return ofClass(s, 70800, 67200, 66000);
}

/** Time for which the frequency may be above `generator_over_hz_mhz`. */
export function hertzRecoveryMs(s: Settings): i32 {
  return ofClass(s, HERTZ_RECOVERY_G1_MS, HERTZ_RECOVERY_G2_MS, HERTZ_RECOVERY_G3_MS);
}

/**
 * Time for which the voltage may be above `generator_over_fast_permille` although no load was
 * thrown off. Appliances bear 120 % for 0.5 s (ITIC curve, 2000); a G3 set has no reason to reach
 * it.
 */
export function overFastMs(s: Settings): i32 {
  return ofClass(s, 500, 500, 160);
}

/** Follows the larger current of a leg, and spares the voltage for a while when it falls. */
export function followLoad(q: Qualification, load_ma: i32, s: Settings): void {
  const recovery_ms: i32 = ofClass(
    s,
    VOLTS_RECOVERY_G1_MS,
    VOLTS_RECOVERY_G2_MS,
    VOLTS_RECOVERY_G3_MS,
  );
  const fell: boolean = q.load_mean_ma - load_ma > THROWN_OFF_MA;
  q.spared_ticks = fell ? ticksOfMs(recovery_ms) : countDown(q.spared_ticks);
  // A mean over half a second; after a fall it starts afresh, so that one fall counts once.
  q.load_mean_ma = fell ? load_ma : q.load_mean_ma + ((load_ma - q.load_mean_ma) >> 7);
}

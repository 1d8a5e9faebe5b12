// Generated from core/lists/hardware.yaml by `npm run generate`; do not edit.

/** ms. A healthy pole takes at least this long, so that both poles of a switch move as one. */
export const POLE_TRAVEL_MIN_MS: i32 = 12;

/** ms. A healthy pole completes its travel within this time at rated coil voltage. */
export const POLE_TRAVEL_TYPICAL_MS: i32 = 20;

/**
 * ms. The longest travel of a healthy pole over life, temperature and coil voltage
 * ("travel_max").
 */
export const POLE_TRAVEL_MAX_MS: i32 = 33;

/**
 * ms. The coil accepts a pulse of this length, and a pulse of 80 ms moves the pole. Makers ask
 * for 50 to 80 ms at least and advise 100 to 200 ms.
 */
export const PULSE_MS: i32 = 100;

/** ms. The shortest time of coil current that certainly latches a healthy switch. */
export const FULL_PULSE_MS: i32 = 83;

/**
 * per mille of the stroke. The main contact touches, and its normally open signal contact
 * makes, at this position.
 */
export const CONTACT_TOUCH_PERMILLE: i32 = 850;

/** per mille of the stroke. The normally closed signal contact is made below this position. */
export const CONTACT_OPEN_PERMILLE: i32 = 100;

/**
 * per mille of the stroke. Beyond this position a pole bars both poles of the other switch,
 * which stop at this position, far from touching.
 */
export const INTERLOCK_FREE_PERMILLE: i32 = 300;

/** ms. An arc ends at a zero of its current, within this time. */
export const ARC_MAX_MS: i32 = 10;

/** mA. A smaller current feeds no arc. */
export const ARC_MIN_MA: i32 = 400;

/** V RMS. The block sees a leg of line out as live from this voltage. */
export const BLOCK_LIVE_V: i32 = 15;

/** ms. The block acts after this time of a live line out. */
export const BLOCK_RISE_MS: i32 = 10;

/** ms. The block lasts for this time after line out was live. */
export const BLOCK_HOLD_MS: i32 = 8;

/** mV line to line. Either line alone feeds the meter from this voltage. */
export const SUPPLY_MIN_MV: i32 = 80000;

/** µF. Capacity of the coil reserve over life and temperature. */
export const COIL_MICROFARAD: i32 = 47000;

/** mV. Voltage of a full coil reserve. */
export const COIL_FULL_MV: i32 = 24000;

/** mV. A coil still moves its switch at this voltage. */
export const COIL_MIN_MV: i32 = 14000;

/** mW. A driven coil takes this power. */
export const COIL_MILLIWATT: i32 = 16000;

/** mA. A driven coil takes 0.67 A at 24 V; less than this shows a broken coil or driver. */
export const COIL_CURRENT_MIN_MA: i32 = 250;

/** mW. The charger of the coil reserve delivers this power while a line feeds the meter. */
export const COIL_CHARGER_MILLIWATT: i32 = 4000;

/** µF. Capacity of the logic reserve. */
export const LOGIC_MICROFARAD: i32 = 10000;

/** mV. Voltage of a full logic reserve. */
export const LOGIC_FULL_MV: i32 = 12000;

/** mV. The logic starts above this voltage. */
export const LOGIC_START_MV: i32 = 9000;

/** mV. The logic runs down to this voltage. */
export const LOGIC_MIN_MV: i32 = 6000;

/** mW. The logic takes at most this power. */
export const LOGIC_MILLIWATT: i32 = 500;

/** mW. The charger of the logic reserve delivers this power beside what the logic takes. */
export const LOGIC_CHARGER_MILLIWATT: i32 = 2000;

/** ohm. Resistance of each leg to the neutral reference without a burden. */
export const SENSE_OHM: i32 = 1000000;

/**
 * ohm. Each of the six legs has a burden of this resistance to the neutral reference, switched
 * by the core.
 */
export const BURDEN_OHM: i32 = 2000;

/**
 * mV crest. Each voltage channel carries a pilot tone of this crest, so that a broken lead is
 * not a dead line.
 */
export const PILOT_MV: i32 = 3000;

/** parts per million. A second clock, independent of the processor's, is this accurate. */
export const SECOND_CLOCK_PPM: i32 = 35;

/**
 * ms. A write of the whole record to one of the two banks of the store takes at most this time.
 */
export const STORE_WRITE_MS: i32 = 20;

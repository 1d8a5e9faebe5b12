/**
 * The boundary between the meter's hardware and its core: what the core reads and what it writes.
 * Nothing else crosses it.
 */

/** Order of the ten ADC channels. Voltages are leg to the meter's neutral reference. */
export const enum Channel {
  UtilityLeg1 = 0,
  UtilityLeg2 = 1,
  GeneratorLeg1 = 2,
  GeneratorLeg2 = 3,
  OutLeg1 = 4,
  OutLeg2 = 5,
  /** Currents are positive towards the house. */
  UtilityCurrent1 = 6,
  UtilityCurrent2 = 7,
  GeneratorCurrent1 = 8,
  GeneratorCurrent2 = 9,
}
export const CHANNELS: i32 = 10;

/** Contact pairs of one switch: per pole a normally open and a normally closed contact. */
export const enum Contact {
  Pole1SaysClosed = 1,
  Pole1SaysOpen = 2,
  Pole2SaysClosed = 4,
  Pole2SaysOpen = 8,
}
/** Both pairs say open. */
export const CONTACTS_OPEN: i32 = 10;
/** Both pairs say closed. */
export const CONTACTS_CLOSED: i32 = 5;

export const enum Coil {
  UtilityOpen = 1,
  UtilityClose = 2,
  GeneratorOpen = 4,
  GeneratorClose = 8,
}

/** Whether a pulse can move its switch. One on the open coil of an open switch moves nothing. */
export function canMove(coil: i32, open: boolean): boolean {
  return !open || coil == Coil.UtilityClose || coil == Coil.GeneratorClose;
}

/** A close coil is driven only while its enable, in series with its driver, is on as well. */
export const enum Enable {
  UtilityClose = 1,
  GeneratorClose = 2,
}

/** Burdens: about 2 kilohm from a leg to the neutral reference, for a few cycles. */
export const enum Burden {
  UtilityLeg1 = 1,
  UtilityLeg2 = 2,
  GeneratorLeg1 = 4,
  GeneratorLeg2 = 8,
  OutLeg1 = 16,
  OutLeg2 = 32,
}

export const enum Light {
  Off = 0,
  On = 1,
  BlinkSlow = 2,
  BlinkFast = 3,
}

/** Everything that the core reads from the hardware. */
export class Inputs {
  /** One sample set in counts, in the order of `Channel`; see units.ts for the scales. */
  samples: Int32Array = new Int32Array(10);
  /** Bits of `Contact`. */
  utility_contacts: i32 = 0;
  generator_contacts: i32 = 0;
  /** Voltage of the reserve that carries the logic for about a second. */
  logic_reserve_mv: i32 = 0;
  /** Voltage of the reserve that drives the coils. */
  coil_reserve_mv: i32 = 0;
  coil_current_ma: i32 = 0;
  /** Temperature of the hottest jaw in tenths of a degree Celsius. */
  jaw_temperature_decidegree: i32 = 250;
  /** 1 while the socket's neutral bus is continuous with the cord's neutral. */
  cord_neutral: i32 = 0;
  /** A second clock, counting 240 a second of its own. */
  second_clock_ticks: i32 = 0;
}

/** Everything that the core writes to the hardware. */
export class Outputs {
  /** Bits of `Coil`. */
  coils: i32 = 0;
  /** Bits of `Enable`. */
  enables: i32 = 0;
  /** Bits of `Burden`. */
  burdens: i32 = 0;
  /** Values of `Light`. */
  light_utility_available: i32 = 0;
  light_utility_on: i32 = 0;
  light_generator_on: i32 = 0;
}

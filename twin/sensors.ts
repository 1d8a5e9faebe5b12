/**
 * The ten ADC channels: true voltages and currents of the network become counts, with pilot tones,
 * noise, faults of single channels, the floating reference and ghost voltages.
 * Scales and pilot: core/units.ts and core/signals.ts. Sense resistance 1 megohm and burden 2 kilohm
 * per leg: the assumed hardware. Noise of 0.05 V and 0.02 A RMS: engineering judgement.
 */

export const SENSE_SIEMENS: f64 = 1.0e-6;
export const BURDEN_SIEMENS: f64 = 5.0e-4;
/** Coupling of a ghost voltage: 200 kilohm (engineering judgement; a few nF of parallel cable). */
export const GHOST_SIEMENS: f64 = 5.0e-6;
/** Crest of the pilot tone in volts. */
export const PILOT_VOLTS: f64 = 3.0;

/** Faults of one channel. */
export const enum ChannelFault {
  None = 0,
  /** Broken lead: noise only, no pilot. */
  OpenLead = 1,
  /** Stuck at zero, pilot and noise included. */
  StuckAtZero = 2,
  /** Repeats its last reading. */
  Frozen = 3,
  /** Reads `value` percent of the truth, pilot included. */
  Gain = 4,
  /** Reads what channel number `value` should read (enter both for a swap). */
  Swapped = 5,
  /** Reads `value` counts too much. */
  Offset = 6,
}

/** Faults and settings of the sensing hardware. */
export class Sensors {
  /** Fault of each channel (values of `ChannelFault`) and its parameter. */
  fault: Int32Array = new Int32Array(10);
  value: Int32Array = new Int32Array(10);
  /** 1 while the meter's lead to the socket's neutral bus is whole. */
  neutral_reference: i32 = 1;
  /** Noise in volts and amperes, RMS; 0 is none. */
  noise_volts: f64 = 0.05;
  noise_amperes: f64 = 0.02;
  /** Fault: 1 reads the cord's neutral continuity as broken, 2 as whole, whatever it is. */
  cord_neutral_fault: i32 = 0;
  /** Fault of the burdens' driver: bits that never switch on, bits that always are on. */
  burdens_dead: i32 = 0;
  burdens_stuck: i32 = 0;
  /** Truth: voltages leg to true neutral and currents of this sample, in the order of `Channel`. */
  truth: Float64Array = new Float64Array(10);
  /** Counts of this sample before channel faults. */
  counts: Int32Array = new Int32Array(10);
  /** Voltage of the meter's reference against the true neutral. */
  reference_volts: f64 = 0;
  /** State of the sensors' own noise sequence; seeded by createHome. */
  noise_state: i32 = 1;
}

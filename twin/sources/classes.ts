/** Performance classes of engine sets: ISO 8528-5:2018, 60 Hz, table 4, in per unit and seconds. */
export type PerformanceClass = "G1" | "G2" | "G3";

/** Limits of a class for a step of the full rated power, both ways. */
export interface ClassLimits {
  /** Fall of the steady frequency from no load to full load. */
  readonly droop: number;
  /** Steady voltage about the set point. */
  readonly volts: number;
  /** Frequency in the transient: fall at a rise of load, rise at a fall of load; recovery. */
  readonly hz_fall: number;
  readonly hz_rise: number;
  readonly hz_recovery_s: number;
  /** Voltage in the transient, in the same order. */
  readonly volts_fall: number;
  readonly volts_rise: number;
  readonly volts_recovery_s: number;
}

export const CLASS_LIMITS: Record<PerformanceClass, ClassLimits> = {
  G1: {
    droop: 0.08,
    volts: 0.05,
    hz_fall: 0.15,
    hz_rise: 0.18,
    hz_recovery_s: 10,
    volts_fall: 0.25,
    volts_rise: 0.35,
    volts_recovery_s: 10,
  },
  G2: {
    droop: 0.05,
    volts: 0.025,
    hz_fall: 0.1,
    hz_rise: 0.12,
    hz_recovery_s: 5,
    volts_fall: 0.2,
    volts_rise: 0.25,
    volts_recovery_s: 6,
  },
  G3: {
    droop: 0.03,
    volts: 0.01,
    hz_fall: 0.07,
    hz_rise: 0.1,
    hz_recovery_s: 3,
    volts_fall: 0.15,
    volts_rise: 0.2,
    volts_recovery_s: 4,
  },
};

/**
 * Limits of percent registration, with their sources. `confirmed` is true where the source is a
 * public text that was read; all others are judgement until the standard itself has been read.
 */

/** Largest deviation of registration from 100 %, in percent. */
export interface AccuracyLimit {
  readonly name: string;
  readonly percent: number;
  readonly source: string;
  readonly confirmed: boolean;
}

/** The rule for meters in service: full and light load. */
export const IN_SERVICE: AccuracyLimit = {
  name: "in service",
  percent: 1,
  source: "Oklahoma Administrative Code 165:35-15-12: adjust when more than 1 % off",
  confirmed: true,
};

/** The rule for meters in service at a power factor of 0.5 lag. */
export const IN_SERVICE_LAG: AccuracyLimit = {
  name: "in service, 0.5 lag",
  percent: 2,
  source: "Oklahoma Administrative Code 165:35-15-12: adjust when more than 2 % off",
  confirmed: true,
};

/** Requirement for a new meter of this kind at unity power factor. */
export const CLASS: AccuracyLimit = {
  name: "class 0.5",
  percent: 0.5,
  source: "accuracy class 0.5 of ANSI C12.20 by secondary texts; C12.1-2024 to be read",
  confirmed: false,
};

/** Class 0.5 outside reference conditions: lag, one leg, harmonics, other frequencies. */
export const CLASS_WIDE: AccuracyLimit = {
  name: "class 0.5, influenced",
  percent: 1,
  source: "twice the class, as IEC 62053 allows for influence quantities; the figure is judgement",
  confirmed: false,
};

/** The starting current, the smallest load that must be registered. */
export const STARTING: AccuracyLimit = {
  name: "starts",
  percent: 30,
  source: "0.05 A for CL200 by ANSI C12.1, not yet verified; the accuracy required is judgement",
  confirmed: false,
};

/** Nothing is registered without load. */
export const CREEP: AccuracyLimit = {
  name: "no creep",
  percent: 0,
  source: "4 NCAC 11 R08-12: no registration without load at up to 110 % of the voltage",
  confirmed: true,
};

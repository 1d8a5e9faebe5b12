/**
 * What percent registration must be, as data with its sources. `confirmed` is true where the source
 * is a public text that was read; everything else is judgement until the standard itself has been.
 */

/** A limit: how far from 100 % registration may be, in percent. */
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

/** The same at a power factor of 0.5 lag. */
export const IN_SERVICE_LAG: AccuracyLimit = {
  name: "in service, 0.5 lag",
  percent: 2,
  source: "Oklahoma Administrative Code 165:35-15-12: adjust when more than 2 % off",
  confirmed: true,
};

/** What a new meter of this kind is asked for at unity power factor. */
export const CLASS: AccuracyLimit = {
  name: "class 0.5",
  percent: 0.5,
  source: "accuracy class 0.5 as secondary texts tell it of ANSI C12.20; C12.1-2024 to be read",
  confirmed: false,
};

/** Class 0.5 away from its reference: lag, one leg, harmonics, other frequencies. */
export const CLASS_WIDE: AccuracyLimit = {
  name: "class 0.5, influenced",
  percent: 1,
  source: "twice the class, as IEC 62053 allows for influences; figure is judgement",
  confirmed: false,
};

/** A load that is just large enough to be counted. */
export const STARTING: AccuracyLimit = {
  name: "starts",
  percent: 30,
  source: "0.05 A for CL200 from memory of ANSI C12.1; it must count, how well is judgement",
  confirmed: false,
};

/** Without load nothing is counted. */
export const CREEP: AccuracyLimit = {
  name: "no creep",
  percent: 0,
  source: "4 NCAC 11 R08-12: no registration without load at up to 110 % of the voltage",
  confirmed: true,
};

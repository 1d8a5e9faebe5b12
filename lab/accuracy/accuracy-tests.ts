/**
 * The accuracy tests as data: load, number of test pulses, and limits. TA is 30 A and light load
 * 10 % of it; the generator path is rated for 30 A as well.
 */
import { CLASS, CLASS_WIDE, IN_SERVICE, IN_SERVICE_LAG } from "../run/accuracy-limits";
import type { AccuracyLimit } from "../run/accuracy-limits";

/** A phantom load: voltage and current are set independently. */
export interface TestLoad {
  readonly source: "utility" | "generator";
  /** Leg to neutral, RMS of the fundamental. */
  readonly volts: readonly [number, number];
  readonly amperes: readonly [number, number];
  /** Degrees by which the current lags behind the voltage. */
  readonly lag_degrees: number;
  readonly hertz: number;
  /** Order of each harmonic, and its share of the fundamental's voltage and current. */
  readonly harmonics: readonly (readonly [number, number, number])[];
  /** False while the lead to the socket's neutral is broken. */
  readonly neutral: boolean;
}

/** One registration test. */
export interface AccuracyTest extends TestLoad {
  readonly id: string;
  readonly what: string;
  readonly pulses: number;
  readonly limits: readonly AccuracyLimit[];
}

const BALANCED = { lag_degrees: 0, hertz: 60, harmonics: [], neutral: true } as const;
const SERVICE = { ...BALANCED, source: "utility", volts: [120, 120] } as const;
const PORTABLE = { ...BALANCED, source: "generator", volts: [120, 120] } as const;
/** Harmonics of electronic loads: order, voltage share, current share. */
const DISTORTED = [
  [3, 0.02, 0.3],
  [5, 0.03, 0.2],
  [7, 0.01, 0.1],
] as const;
const UNITY = [CLASS, IN_SERVICE];
const WIDE = [CLASS_WIDE];
const LAG = [CLASS_WIDE, IN_SERVICE_LAG];

export const TESTS: readonly AccuracyTest[] = [
  { ...SERVICE, id: "FL", what: "full load, 30 A", amperes: [30, 30], pulses: 10, limits: UNITY },
  { ...SERVICE, id: "LL", what: "light load, 3 A", amperes: [3, 3], pulses: 2, limits: UNITY },
  {
    ...SERVICE,
    id: "PF",
    what: "30 A at 0.5 lag",
    amperes: [30, 30],
    lag_degrees: 60,
    pulses: 5,
    limits: LAG,
  },
  {
    ...SERVICE,
    id: "MAX",
    what: "class current, 200 A",
    amperes: [200, 200],
    pulses: 40,
    limits: UNITY,
  },
  {
    ...SERVICE,
    id: "COIL-1",
    what: "30 A on leg 1 alone",
    amperes: [30, 0],
    pulses: 5,
    limits: WIDE,
  },
  {
    ...SERVICE,
    id: "COIL-2",
    what: "30 A on leg 2 alone",
    amperes: [0, 30],
    pulses: 5,
    limits: WIDE,
  },
  {
    ...SERVICE,
    id: "LEGS",
    what: "legs 122 V and 118 V with 40 A and 10 A",
    volts: [122, 118],
    amperes: [40, 10],
    pulses: 10,
    limits: WIDE,
  },
  {
    ...SERVICE,
    id: "HARM",
    what: "harmonics of electronics, 20 A",
    amperes: [20, 20],
    harmonics: DISTORTED,
    pulses: 8,
    limits: WIDE,
  },
  {
    ...SERVICE,
    id: "RECV",
    what: "15 A towards the grid",
    amperes: [-15, -15],
    pulses: 5,
    limits: UNITY,
  },
  {
    ...PORTABLE,
    id: "G-FL",
    what: "full load, 30 A",
    amperes: [30, 30],
    pulses: 10,
    limits: UNITY,
  },
  { ...PORTABLE, id: "G-LL", what: "light load, 3 A", amperes: [3, 3], pulses: 2, limits: UNITY },
  {
    ...PORTABLE,
    id: "G-PF",
    what: "20 A at 0.5 lag",
    amperes: [20, 20],
    lag_degrees: 60,
    pulses: 5,
    limits: LAG,
  },
  {
    ...PORTABLE,
    id: "G-57",
    what: "20 A at 57 Hz",
    amperes: [20, 20],
    hertz: 57,
    pulses: 8,
    limits: WIDE,
  },
  {
    ...PORTABLE,
    id: "G-59",
    what: "20 A at 58.7 Hz",
    amperes: [20, 20],
    hertz: 58.7,
    pulses: 8,
    limits: WIDE,
  },
  {
    ...PORTABLE,
    id: "G-63",
    what: "20 A at 63 Hz",
    amperes: [20, 20],
    hertz: 63,
    pulses: 8,
    limits: WIDE,
  },
  {
    ...PORTABLE,
    id: "G-LEGS",
    what: "legs 126 V and 112 V with 25 A and 5 A",
    volts: [126, 112],
    amperes: [25, 5],
    pulses: 6,
    limits: WIDE,
  },
  {
    ...PORTABLE,
    id: "G-HARM",
    what: "harmonics of electronics at 61.5 Hz, 20 A",
    amperes: [20, 20],
    hertz: 61.5,
    harmonics: DISTORTED,
    pulses: 8,
    limits: WIDE,
  },
  {
    ...PORTABLE,
    id: "G-NONE",
    what: "the same legs with the neutral reference lost",
    volts: [126, 112],
    amperes: [25, 5],
    neutral: false,
    pulses: 6,
    limits: WIDE,
  },
];

/** Creep test: 110 % voltage without load for ten minutes. */
export const CREEP_TEST = { volts: [132, 132], minutes: 10 } as const;
/** Starting current test. */
export const STARTING_TEST = { amperes: 0.05, seconds: 120 } as const;

/** Unequal legs for the error budget of the Form 2S rule: volts, then amperes. */
export const BUDGET: readonly (readonly [number, number, number, number])[] = [
  [120, 120, 40, 10],
  [121, 119, 40, 10],
  [122, 118, 40, 10],
  [122, 118, 10, 40],
  [122, 118, 30, 30],
  [122, 118, 30, 0],
  [124, 116, 40, 10],
  [126, 112, 25, 5],
];

/** The invariants in words, and the judge's findings about each. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import type { Judge } from "../world/judge";
import { falseClaims } from "./false-claims";

/** A broken invariant. */
export interface Violation {
  readonly invariant: number;
  readonly rule: string;
  /** Simulated second of the first violation, and the number of violations. */
  readonly first_s: number;
  readonly times: number;
  /** What was observed the first time. */
  readonly seen: string;
}

const SWITCH = ["", "U", "G"];
const COIL = ["open U", "close U", "open G", "close G"];
const BLADES = ["", "inlet", "cord"];
/** After the coils: the sequences of a cause. */
const HOUSE_SEQUENCES = 4;
const SOURCE = ["", "utility", "generator"];
const MISSING_PROOF = [
  "was not open",
  "had no full open pulse in this boot",
  "lost proof during the pulse",
];

const bits = (value: number, names: readonly string[]): string =>
  names.filter((_, at) => (value & (1 << at)) !== 0).join(", ");

interface Rule {
  readonly rule: string;
  readonly seen: (a: number, b: number, judge: Judge) => string;
}

const ms = (samples: number): string => `${((samples * 1000) / SAMPLE_HZ).toFixed(0)} ms`;

const RULES: Readonly<Record<number, Rule>> = {
  1: {
    rule: "U and G never conduct together",
    seen: (a) => `${bits(a, ["U1", "U2", "G1", "G2"])} conduct at once`,
  },
  2: {
    rule: "Nothing closes onto a line out that something else keeps alive",
    seen: (a, b) =>
      b < 0
        ? `${SWITCH[a]} touched after line out had been live for ${ms(-b)}`
        : `close of ${SWITCH[a]} began after line out had been dead for only ${ms(b)}`,
  },
  3: {
    rule: "Neither switch closes unless the other is proven open",
    seen: (a, b) =>
      `close of ${SWITCH[a]}: the other ${bits(b, MISSING_PROOF) || "was not proven open yet"}`,
  },
  4: {
    rule: "No close without the stored energy to finish it and to undo it",
    seen: (a, b) => `reserve above the minimum: coils ${a} of 2880 mJ, logic ${b} of 190 mJ`,
  },
  5: {
    rule: "The dead time holds after a restart too",
    seen: (a, b) => `close of ${SWITCH[a]} after ${b} ms of proof`,
  },
  6: {
    rule: "Contradictions permit no close, and one bad contact does not black out a healthy house",
    seen: (a, b) => (b === 0 ? `close with contradiction ${a}` : "U was opened in a healthy house"),
  },
  7: {
    rule: "Every retry is bounded",
    seen: (a, b) =>
      a === HOUSE_SEQUENCES
        ? `close of G soon after a source in the house had opened it ${b} times`
        : b < 0
          ? `coil ${COIL[a]}: pulse after ${-b} without effect`
          : `coil ${COIL[a]}: three pulses in ${ms(b)}`,
  },
  8: {
    rule: "Nothing claims a state that is not so",
    seen: (a, b, judge) => falseClaims(judge, a, b),
  },
  9: {
    rule: "A generator that feeds the wires of the grid is opened within two cycles and latches",
    seen: (a) => (a === 1 ? "G stayed closed" : "G closed again before an order"),
  },
  10: {
    rule: "A reset or no power moves nothing, and a good grid is not left without a cause",
    seen: (a, b) =>
      a === 0
        ? `coil ${COIL[b]} driven without power`
        : a === 1
          ? `a coil driven ${ms(b)} after boot`
          : `U was opened after the grid had been good for ${ms(b)}`,
  },
  11: {
    rule: "An order to stay open is kept",
    seen: (a, b) => `close of ${SWITCH[a]} while order ${b} was in force`,
  },
  12: {
    rule: "No blade that a hand can touch is live from the house side",
    seen: (a) => `the exposed blades of the ${BLADES[a]} were live for more than 1 s`,
  },
  13: {
    rule: "No house stays dark beside a usable source",
    seen: (a, b) =>
      `the ${SOURCE[a]} was usable and nothing forbade it; ` +
      (b === 0 ? "the house stayed on the other source" : `the house had been dark for ${b} s`),
  },
};

/** All violations that the judge has recorded. */
export function violationsOf(judge: Judge): Violation[] {
  return Object.entries(RULES).flatMap(([number, { rule, seen }]) => {
    const invariant = Number(number);
    const times = judge.count[invariant] ?? 0;
    if (times === 0) return [];
    const first_s = (judge.first[invariant] ?? 0) / SAMPLE_HZ;
    const what = seen(judge.a[invariant] ?? 0, judge.b[invariant] ?? 0, judge);
    return [{ invariant, rule, first_s, times, seen: what }];
  });
}

// Generated from core/lists/*.yaml by `npm run generate`; do not edit.

/** One latch: what it forbids and how it is cleared. */
export interface LatchText {
  readonly id: string;
  /** Its place in the stored set. */
  readonly bit: number;
  readonly severity: "danger" | "part" | "doubt";
  readonly forbids: readonly ("utility" | "generator")[];
  readonly way_out: "order" | "dead house";
  readonly text: string;
}

/** Gravest first. */
export const LATCHES: readonly LatchText[] = [
  {
    id: "UtilityFedBack",
    bit: 0,
    severity: "danger",
    forbids: ["utility", "generator"],
    way_out: "order",
    text: "the grid wires became live with the generator: a pole of the service switch may be welded",
  },
  {
    id: "SourceInHouse",
    bit: 1,
    severity: "danger",
    forbids: ["utility", "generator"],
    way_out: "dead house",
    text: "something in the house is feeding it",
  },
  {
    id: "LineOutCameAlive",
    bit: 2,
    severity: "danger",
    forbids: ["utility", "generator"],
    way_out: "dead house",
    text: "the house became live while a switch was about to close",
  },
  {
    id: "SuspectLatched",
    bit: 9,
    severity: "danger",
    forbids: ["utility"],
    way_out: "order",
    text: "the neutral of the grid failed under load twice in a day",
  },
  {
    id: "GeneratorFollows",
    bit: 3,
    severity: "part",
    forbids: ["utility", "generator"],
    way_out: "order",
    text: "the generator side follows the house: its switch may be welded",
  },
  {
    id: "GeneratorStuckClosed",
    bit: 4,
    severity: "part",
    forbids: ["utility", "generator"],
    way_out: "order",
    text: "the generator switch does not open",
  },
  {
    id: "UtilityStuckClosed",
    bit: 5,
    severity: "part",
    forbids: ["generator"],
    way_out: "order",
    text: "the service switch does not open",
  },
  {
    id: "UtilityStuckOpen",
    bit: 6,
    severity: "part",
    forbids: ["utility"],
    way_out: "order",
    text: "the service switch does not close",
  },
  {
    id: "GeneratorStuckOpen",
    bit: 7,
    severity: "part",
    forbids: ["generator"],
    way_out: "order",
    text: "the generator switch does not close",
  },
  {
    id: "StoreBad",
    bit: 8,
    severity: "doubt",
    forbids: ["utility", "generator"],
    way_out: "order",
    text: "the stored settings cannot be trusted",
  },
];

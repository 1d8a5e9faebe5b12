/** What is explored: which sources come and go, which faults the home has, and how far to look. */
import type { Hardware, Scenery } from "../explore/environment";
import type { Campaign } from "../explore/explore";
import { BY_ITSELF, FAULTS, faultSets } from "../model/faults";
import { STIMULI, House, Level } from "../model/scene";

/** A campaign with its place in the report. */
export interface Planned extends Campaign {
  readonly group: Group;
  /** Names the surroundings: a key of `SCENERIES`. */
  readonly surroundings: string;
}

export type Group = "no fault" | "one fault" | "two faults";

const BARE: Hardware = { mechanical: false, block: false };
const INTERLOCKED: Hardware = { mechanical: true, block: false };

const none = [0];
const shrink: Scenery = {
  grid: [Level.Dead, Level.Good],
  generator: [Level.Dead, Level.Good],
  house: [House.Dead],
  stimulus: none,
  cuts: true,
};

/** Sets of surroundings, by what is special in them. */
export const SCENERIES: Readonly<Record<string, Scenery>> = {
  "both sources come and go": shrink,
  "the same, with power all the time": { ...shrink, cuts: false },
  "a source in the house comes and goes too": { ...shrink, house: [House.Dead, House.Live] },
  "every level of every source": {
    ...shrink,
    grid: [Level.Dead, Level.Good, Level.Poor, Level.Wild],
    generator: [Level.Dead, Level.Good, Level.Poor],
    house: [House.Dead, House.Between, House.Live, House.Leg1Live],
  },
  "orders, overload, heat, reverse power, a low reserve": {
    ...shrink,
    stimulus: Array.from({ length: STIMULI }, (_, at) => at),
  },
};
const [SOURCES, POWERED, INNER, LEVELS, ORDERS] = Object.keys(SCENERIES) as string[] as [
  string,
  string,
  string,
  string,
  string,
];

/** How many states each kind of campaign may visit before it ends unfinished. */
export interface Budget {
  readonly no_fault: number;
  readonly one_fault: number;
  readonly one_fault_powered: number;
  readonly one_fault_inner: number;
  readonly two_faults: number;
}

/** A few minutes on two cores. */
export const QUICK: Budget = {
  no_fault: 600_000,
  one_fault: 120_000,
  one_fault_powered: 200_000,
  one_fault_inner: 40_000,
  two_faults: 20_000,
};
/** As far as memory goes; for most pairs that is the end. */
export const FULL: Budget = {
  no_fault: 6_000_000,
  one_fault: 1_500_000,
  one_fault_powered: 1_000_000,
  one_fault_inner: 500_000,
  two_faults: 1_000_000,
};

function plan(
  group: Group,
  surroundings: string,
  faults: readonly string[],
  states_max: number,
  hardware: Hardware = BARE,
): Planned {
  const scenery = SCENERIES[surroundings] ?? shrink;
  return { group, surroundings, scenery, faults, hardware, states_max };
}

/** All campaigns of a run. Those that break an invariant are run again with the interlock. */
export function campaignsOf(budget: Budget): Planned[] {
  const names = Object.keys(FAULTS);
  const itself = Object.keys(BY_ITSELF);
  const one = faultSets(1, names);
  return [
    ...[SOURCES, INNER, LEVELS, ORDERS].map((name) => plan("no fault", name, [], budget.no_fault)),
    ...one.map((set) => plan("one fault", SOURCES, set, budget.one_fault)),
    ...one.map((set) => plan("one fault", POWERED, set, budget.one_fault_powered)),
    ...one.map((set) => plan("one fault", INNER, set, budget.one_fault_inner)),
    ...itself.map((name) => plan("one fault", SOURCES, [name], budget.one_fault, INTERLOCKED)),
    ...faultSets(2, names).map((set) => plan("two faults", POWERED, set, budget.two_faults)),
  ];
}

/** The same home with the mechanical interlock. */
export function withInterlock(campaign: Planned): Planned {
  return { ...campaign, hardware: INTERLOCKED };
}

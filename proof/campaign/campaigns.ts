/** The explorations of a run: what the environment may do, which faults exist, and the budget. */
import type { HardwareOptions, InputRanges } from "../explore/environment";
import type { ExplorationCampaign } from "../explore/explore";
import { BY_ITSELF, FAULTS, exceptedSets, faultSets } from "../model/faults";
import { STIMULI, HouseLevel, SourceLevel } from "../model/scene";

/** A campaign and the heading under which the report lists it. */
export interface Planned extends ExplorationCampaign {
  readonly group: CampaignGroup;
  /** Name of the environment: a key of `ENVIRONMENTS`. */
  readonly surroundings: string;
}

type CampaignGroup = "no fault" | "one fault" | "two faults";

const BARE: HardwareOptions = { mechanical: false, block: false };
const INTERLOCKED: HardwareOptions = { mechanical: true, block: false };

const none = [0];
const both_sources: InputRanges = {
  grid: [SourceLevel.Dead, SourceLevel.Good],
  generator: [SourceLevel.Dead, SourceLevel.Good],
  house: [HouseLevel.Dead],
  stimulus: none,
  cuts: true,
};

/** The environments, by what each allows. */
export const ENVIRONMENTS: Readonly<Record<string, InputRanges>> = {
  "both sources come and go": both_sources,
  "the same, with power all the time": { ...both_sources, cuts: false },
  "a source in the house comes and goes too": {
    ...both_sources,
    house: [HouseLevel.Dead, HouseLevel.Live],
  },
  "every level of every source": {
    ...both_sources,
    grid: [SourceLevel.Dead, SourceLevel.Good, SourceLevel.Poor, SourceLevel.Wild],
    generator: [SourceLevel.Dead, SourceLevel.Good, SourceLevel.Poor],
    house: [HouseLevel.Dead, HouseLevel.Between, HouseLevel.Live, HouseLevel.Leg1Live],
  },
  "orders, overload, heat, reverse power, a low reserve": {
    ...both_sources,
    stimulus: Array.from({ length: STIMULI }, (_, at) => at),
  },
};
const [SOURCES, POWERED, INNER, LEVELS, ORDERS] = Object.keys(ENVIRONMENTS) as string[] as [
  string,
  string,
  string,
  string,
  string,
];

/** How many states a campaign of each kind may visit before it stops incomplete. */
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
  two_faults: 6000,
};
/** As far as memory allows; most pairs of faults complete within it. */
export const FULL: Budget = {
  no_fault: 6_000_000,
  one_fault: 1_500_000,
  one_fault_powered: 1_000_000,
  one_fault_inner: 500_000,
  two_faults: 1_000_000,
};

/** Enough to find how a pair of faults breaks an invariant. */
const EXCEPTED_STATES_MAX = 60_000;

function plan(
  group: CampaignGroup,
  surroundings: string,
  faults: readonly string[],
  states_max: number,
  hardware: HardwareOptions = BARE,
): Planned {
  const inputs = ENVIRONMENTS[surroundings] ?? both_sources;
  return { group, surroundings, inputs, faults, hardware, states_max };
}

/** All campaigns of a run. One that breaks an invariant is repeated with the interlock. */
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
    ...exceptedSets().map((set) =>
      plan("two faults", POWERED, set, EXCEPTED_STATES_MAX, INTERLOCKED),
    ),
    ...faultSets(2, names).map((set) => plan("two faults", POWERED, set, budget.two_faults)),
  ];
}

/** Each pair of faults with a bar for each pole, which this home does not have. */
export function perPoleCampaigns(states_max: number): Planned[] {
  const hardware = { ...INTERLOCKED, per_pole: true };
  const sets = faultSets(2, Object.keys(FAULTS));
  return sets.map((set) => plan("two faults", POWERED, set, states_max, hardware));
}

/** The same campaign with the mechanical interlock. */
export function withInterlock(campaign: Planned): Planned {
  return { ...campaign, hardware: INTERLOCKED };
}

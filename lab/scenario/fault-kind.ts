/**
 * A kind of fault, described once: its parameters in a condition, its effect on the home, its
 * random values in the swarm, and its entry on the bench. faults.ts lists all kinds.
 */
import type { Home } from "@bptm/twin/home/home";
import type { RandomSource } from "./random-source";
import { lasting, now } from "./scene";
import type { StimulusStep } from "./scene";
import type { Takes, Values } from "./values";

/** A fault that the bench can set and clear, with its name for people. */
export interface FaultOffer {
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly values: Values;
}

export const offer = (id: string, name: string, where: string, values: Values): FaultOffer => ({
  id,
  name,
  where,
  values,
});

interface FaultBase extends Takes {
  readonly set: (home: Home, values: Values) => void;
  /** Clears the fault; without `values` for a location, everywhere. */
  readonly clear: (home: Home, values: Values) => void;
  /** The fault ends by itself after `for_s`. */
  readonly passes?: true;
}

/** Random values for the swarm if it is one of the faults F of docs/safety.md, or why it is not. */
type RandomValues =
  | { readonly random: (source: RandomSource) => Values; readonly not_random?: never }
  | { readonly random?: never; readonly not_random: string };

/** The entries on the bench, or why there are none. */
type Offered =
  | {
      readonly offers: readonly FaultOffer[];
      readonly holds: (home: Home, values: Values) => boolean;
      readonly not_offered?: never;
    }
  | { readonly offers?: never; readonly holds?: never; readonly not_offered: string };

/** Why the bench does not offer a fault that `passes`. */
export const PASSES_BY_ITSELF = "It passes by itself: there is nothing to switch off.";

export type FaultKind = FaultBase & RandomValues & Offered;

/** The faults of one part of the meter. */
export interface FaultSubject<Action extends string> {
  readonly kinds: Readonly<Record<string, FaultKind>>;
  /** Parameters of every action: the kinds, and the repair. */
  readonly takes: { readonly [A in Action]: Takes };
  /** The action that repairs all faults; undefined if each ends by itself. */
  readonly repair: string | undefined;
}

/** A part whose faults are repaired by the action `mend`, with its location parameters. */
export function faultsOf<Kind extends string, Mend extends string = never>(
  kinds: Readonly<Record<Kind, FaultKind>>,
  mend?: Mend,
  where: Takes = {},
): FaultSubject<Kind | Mend> {
  const taken: { [A in Kind | Mend]?: Takes } = Object.fromEntries([
    ...Object.entries<FaultKind>(kinds).map(([kind, { needs = [], may = [] }]) => [
      kind,
      { needs, may },
    ]),
    ...(mend === undefined ? [] : [[mend, where]]),
  ]);
  return { kinds, takes: taken as FaultSubject<Kind | Mend>["takes"], repair: mend };
}

/** The steps of an action: a fault's start, and its end if it passes; or the repair of all. */
export function faultSteps(
  { kinds }: FaultSubject<string>,
  action: string,
  values: Values,
): StimulusStep[] {
  const kind = kinds[action];
  if (kind === undefined) {
    const all = Object.values(kinds);
    return now(({ world }) => all.forEach(({ clear }) => clear(world.home, values)));
  }
  if (kind.passes === undefined) return now(({ world }) => kind.set(world.home, values));
  return lasting(
    values,
    ({ world }) => kind.set(world.home, values),
    ({ world }) => kind.clear(world.home, values),
  );
}

/**
 * A kind of fault, described once: what a condition writes for it, what it does to the home, how
 * the swarm draws it, and how the bench offers it. The table of all kinds: faults.ts.
 */
import type { Home } from "@bptm/twin/home/home";
import type { Dice } from "./dice";
import { lasting, now } from "./scene";
import type { Step } from "./scene";
import type { Takes, Values } from "./values";

/** A fault that the bench can set and clear, under a name that people read. */
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
  /** Ends it. What `values` leave open is cleared everywhere. */
  readonly clear: (home: Home, values: Values) => void;
  /** Ends by itself after `for_s`. */
  readonly passes?: true;
}

/** Whether the swarm draws it, one of the faults F of docs/safety.md, or why it does not. */
type Drawn =
  | { readonly draw: (dice: Dice) => Values; readonly not_drawn?: never }
  | { readonly draw?: never; readonly not_drawn: string };

/** What the bench offers of it, or why there is nothing to switch. */
type Offered =
  | {
      readonly offers: readonly FaultOffer[];
      readonly holds: (home: Home, values: Values) => boolean;
      readonly not_offered?: never;
    }
  | { readonly offers?: never; readonly holds?: never; readonly not_offered: string };

/** Why the bench offers nothing of a fault that `passes`. */
export const PASSES_BY_ITSELF = "It passes by itself: there is nothing to switch off.";

export type FaultKind = FaultBase & Drawn & Offered;

/** The faults of one part of the meter. */
export interface FaultSubject<Action extends string> {
  readonly kinds: Readonly<Record<string, FaultKind>>;
  /** Every action with what it takes: the kinds, and the one that ends them all. */
  readonly takes: { readonly [A in Action]: Takes };
  /** The action that ends them all; nothing where each ends by itself. */
  readonly mend: string | undefined;
}

/** A part whose faults end by the action `mend`, which takes what says where they are. */
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
  return { kinds, takes: taken as FaultSubject<Kind | Mend>["takes"], mend };
}

/** The steps of an action: a kind's beginning, with its end if it passes, or the end of all. */
export function faultSteps(
  { kinds }: FaultSubject<string>,
  action: string,
  values: Values,
): Step[] {
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

/**
 * The proof obligations. Each is a formula that must be unsatisfiable, except those marked
 * `possible`: they must be satisfiable, which excludes vacuity.
 */
import { LOGIC_TO_CLOSE_MV, PULSES_MAX, RESERVE_TO_CLOSE_MV } from "@bptm/core/hardware/hardware";
import { Latch } from "@bptm/core/lists/latches";
import { PulseResult } from "@bptm/core/interlock/pulse";
import { Coil } from "@bptm/core/hardware/signals";
import { StoreState } from "@bptm/core/storage/store";
import { Induction } from "./induction";
import type { SymbolicTick } from "./induction";
import {
  darkAimsAtGenerator,
  darkAimsAtUtility,
  darkOpensGenerator,
  deadHouseClears,
  fedBackOpens,
  houseFeedsLatches,
  liveLineEndsClose,
  latchesForbid,
  latchesOpen,
  latchesStand,
} from "./core-claims";
import { coversOf } from "./covers";
import { atMost, begins, invariantsOf, is, pulsesAreFeigned } from "./invariants";
import type { Field } from "./invariants";
import { ALONE, PAIRED, SCOPES } from "./scopes";
import { toldClaims, wellClaims } from "./told-claims";
import type { FaultScope } from "./scopes";
import { openCore } from "../symbolic/symbolic-meter";
import type { SymbolicMeter } from "../symbolic/symbolic-meter";
import { all, and, any, arithmetic, constant, eq, implies, not, or, slt } from "../symbolic/term";
import type { Term } from "../symbolic/term";

export interface Obligation {
  readonly name: string;
  readonly scope: FaultScope["name"];
  /** Numbers of the invariants of docs/safety.md that depend on it; 0 means all. */
  readonly invariants: readonly number[];
  readonly says: string;
  /** Assertions that together must have no model, or, if `possible`, must have one. */
  readonly formula: readonly Term[];
  readonly possible: boolean;
  /** Of a possible one: fields to set in the model of an earlier one, to try before a solver. */
  readonly hint?: ReadonlyMap<string, number>;
}

/**
 * How long the wires behind the generator switch must be live before it opens
 * (core/control/watch.ts).
 */
const WIRES_LIVE_TICKS = 3;
const COILS = ["utility_open", "utility_close", "generator_open", "generator_close"] as const;

const holdAll = (scope: FaultScope, field: Field, metal: boolean): Term =>
  all(
    invariantsOf(scope)
      .filter((one) => one.metal || !metal)
      .map(({ holds }) => holds(field)),
  );

/** Obligations of both scopes may have the same name otherwise. */
const named = (scope: FaultScope, name: string): string =>
  scope === PAIRED ? `${scope.name}: ${name}` : name;

const CLOSES = [Coil.UtilityClose, Coil.GeneratorClose];

/** Invariants that the monitor judges, with their statements. */
const JUDGED: readonly (readonly [number, string])[] = [
  [1, "no pole of U conducts while a pole of G does"],
  [2, "no close begins unless line out was truly dead for a second"],
  [3, "no close is driven unless the other switch is proven open, by the monitor's own count"],
  [5, "no close begins before the dead time is over, by the monitor's own count"],
  [6, "no close begins while a contact pair contradicts itself"],
  [10, "no coil is driven in the first second after a start"],
];

function hasReserve(tick: SymbolicTick): Term {
  const starts = any(CLOSES.map((coil) => begins(tick, coil)));
  const coil = tick.before("control.readings.coil_reserve_mv");
  const logic = tick.before("control.readings.logic_reserve_mv");
  const whole = atMost(constant(RESERVE_TO_CLOSE_MV), coil);
  return implies(starts, and(whole, atMost(constant(LOGIC_TO_CLOSE_MV), logic)));
}

/** At most two pulses per command; G may open whenever the grid's wires are live behind it. */
function boundedPulses(tick: SymbolicTick): Term {
  const wires_live = is(tick.after("control.transfer.wires_live_ticks"), WIRES_LIVE_TICKS);
  return all(
    COILS.map((name, at) => {
      const coil = 1 << at;
      const tried = slt(tick.after(`control.stored.tries_${name}`), constant(PULSES_MAX));
      const allowed = coil === Coil.GeneratorOpen ? or(tried, wires_live) : tried;
      return implies(begins(tick, coil), allowed);
    }),
  );
}

function staysOpen(tick: SymbolicTick): Term {
  const order = tick.after("control.stored.lock_open");
  const coils = tick.after("outputs.coils");
  return and(
    or(is(order, 0), not(is(coils, Coil.UtilityClose))),
    or(not(is(order, 2)), not(is(coils, Coil.GeneratorClose))),
  );
}

/** An order to stay open ends only by another order. */
function orderPersists(tick: SymbolicTick): Term {
  const path = "control.stored.lock_open";
  const ordered = not(is(tick.before("request.order"), 0));
  return or(ordered, eq(tick.after(path), tick.before(path)));
}

/**
 * With a good grid and U closed, U opens only for a reason that invariant 10 names, or because its
 * own close was aborted.
 */
function goodGridKept(tick: SymbolicTick): Term {
  const at = (path: string): Term => tick.after(`control.${path}`);
  const good = and(not(is(at("utility.ok"), 0)), is(at("transfer.connected"), 1));
  const lives = is(at("utility.dead_ticks"), 0);
  const reasons = any([
    not(is(at("stored.lock_open"), 0)),
    is(at("transfer.follow_stage"), 2),
    slt(constant(0), at("transfer.judge_ticks")),
    and(
      is(tick.before("control.pulse.result"), PulseResult.Aborted),
      is(tick.before("control.pulse.coil"), Coil.UtilityClose),
    ),
  ]);
  return implies(all([begins(tick, Coil.UtilityOpen), good, lives]), reasons);
}

/** A power cycle loses no count, no lock-out and no order. */
function countsKept(start: SymbolicTick): Term {
  const path = (name: string): string => `control.stored.${name}`;
  const same = [
    "latches",
    "house_sources",
    "lock_open",
    "sequences",
    "suspect",
    "suspect_failures",
    "backoff",
  ].map((name) => eq(start.after(path(name)), start.before(path(name))));
  const kept = COILS.map((name) => {
    const before = start.before(path(`tries_${name}`));
    const after = start.after(path(`tries_${name}`));
    return or(eq(after, before), eq(after, arithmetic("add", before, constant(1))));
  });
  const refused = is(start.after(path("latches")), Latch.StoreBad);
  const good = is(start.before("store_state"), StoreState.Good);
  return implies(good, or(refused, all([...same, ...kept])));
}

/** Each invariant holds after a start, and after a tick or a power cut if all hold before. */
function steps(scope: FaultScope, induction: Induction): Obligation[] {
  const [tick, cut] = [induction.tick(true), induction.tick(false)];
  const [start, rested] = [induction.start(false), induction.start(true)];
  const must = (
    name: string,
    says: string,
    from: SymbolicTick,
    metal: boolean,
    claim: Term,
  ): Obligation => ({
    name: named(scope, name),
    scope: scope.name,
    says,
    invariants: [0],
    formula: [holdAll(scope, from.before, metal), ...from.choices, not(claim)],
    possible: false,
  });
  return invariantsOf(scope).flatMap(({ name, says, metal, holds }) => [
    must(`start: ${name}`, says, start, true, holds(start.after)),
    must(`start at rest: ${name}`, says, rested, true, holds(rested.after)),
    must(`tick: ${name}`, says, tick, false, holds(tick.after)),
    ...(metal ? [must(`cut: ${name}`, says, cut, false, holds(cut.after))] : []),
  ]);
}

/** A claim about the orders of one tick. */
interface Claim {
  readonly invariant: number;
  readonly name: string;
  readonly says: string;
  readonly holds: (tick: SymbolicTick) => Term;
}

/** Invariants as the monitor judges them, except where docs/safety.md excepts faults. */
const JUDGED_CLAIMS: readonly Claim[] = JUDGED.map(([invariant, says]) => ({
  invariant,
  name: `invariant ${invariant}`,
  says,
  holds: (tick) => {
    const kept = is(arithmetic("bits_and", tick.broken, constant(1 << invariant)), 0);
    const counts = invariant === 3 || invariant === 5;
    return counts ? or(pulsesAreFeigned(tick.before), kept) : kept;
  },
}));

const claim = (
  invariant: number,
  name: string,
  says: string,
  holds: (tick: SymbolicTick) => Term,
): Claim => ({ invariant, name, says, holds });

/** Claims with each number of faults. */
const UNDER_FAULTS: readonly Claim[] = [
  ...JUDGED_CLAIMS,
  claim(4, "invariant 4", "a close begins only with enough measured reserve", hasReserve),
];

/** Claims about the core alone: no fault of its surroundings matters. */
const OF_THE_CORE: readonly Claim[] = [
  claim(
    2,
    "invariant 2: ends",
    "a close pulse ends when line out reads live while its own contacts still read open",
    liveLineEndsClose,
  ),
  claim(7, "invariant 7", "no third pulse begins after two without effect", boundedPulses),
  claim(
    10,
    "invariant 10: good grid",
    "the meter leaves a good grid only for a named reason",
    goodGridKept,
  ),
  claim(11, "invariant 11", "an order to stay open is kept", staysOpen),
  claim(11, "invariant 11: stands", "it ends only by another order", orderPersists),
  claim(7, "latches: stand", "a latch that an order clears ends by that order alone", latchesStand),
  claim(
    7,
    "latches: dead house",
    "the others end by an order, or after the time of a dead house",
    deadHouseClears,
  ),
  claim(
    7,
    "latches: forbid",
    "each latch forbids its closes, whichever others stand",
    latchesForbid,
  ),
  claim(
    12,
    "latches: open",
    "a latch that opens G makes darkness the goal of a house on the generator",
    latchesOpen,
  ),
  claim(
    12,
    "invariant 12: shown",
    "a house shown to feed the generator's wires is latched, and darkness is the goal",
    houseFeedsLatches,
  ),
  claim(
    12,
    "invariant 12: opens",
    "with darkness as its goal, an idle meter pulses a generator switch that is not open",
    darkOpensGenerator,
  ),
  claim(
    9,
    "invariant 9: fed back",
    "utility line in that follows while G closes opens G within two cycles and latches",
    fedBackOpens,
  ),
  claim(
    13,
    "invariant 13: utility",
    "a dark house aims at a grid that was good for its time, if nothing forbids it",
    darkAimsAtUtility,
  ),
  claim(
    13,
    "invariant 13: generator",
    "a dark house without a grid aims at a good generator, if nothing forbids it",
    darkAimsAtGenerator,
  ),
  {
    invariant: 0,
    name: "no trap",
    says: "no division of the compiled code can fail",
    holds: ({ trap }) => not(trap),
  },
];

function claims(scope: FaultScope, tick: SymbolicTick): Obligation[] {
  const given = [holdAll(scope, tick.before, false), ...tick.choices];
  const list = scope === ALONE ? [...UNDER_FAULTS, ...OF_THE_CORE] : UNDER_FAULTS;
  const wanted = list.map(({ invariant, name, says, holds }) => ({
    name: named(scope, name),
    scope: scope.name,
    says,
    invariants: [invariant],
    formula: [...given, not(holds(tick))],
    possible: false,
  }));
  const possible = coversOf(tick, scope).map(({ name, says, happens, hint }): Obligation => ({
    name: named(scope, name),
    scope: scope.name,
    says,
    invariants: [0],
    formula: [...given, happens],
    possible: true,
    hint,
  }));
  return [...wanted, ...possible];
}

/** What the meter says of itself: each claim, and that what it is about can happen. */
function told(core: SymbolicMeter, tick: SymbolicTick): Obligation[] {
  const common = { scope: ALONE.name, invariants: [8] };
  const claimed = [...toldClaims(core), ...wellClaims(tick)];
  return claimed.flatMap(({ name, says, given, holds, about }) => [
    { ...common, name, says, formula: [...given, not(holds)], possible: false },
    {
      ...common,
      name: `possible: ${name}`,
      says: `what it is about can happen: ${says}`,
      formula: [...given, about],
      possible: true,
    },
  ]);
}

/** Every obligation, by default of the shipped core. */
export function obligations(
  core: SymbolicMeter = openCore(),
  scopes: readonly FaultScope[] = SCOPES,
): Obligation[] {
  return scopes.flatMap((scope) => {
    const induction = new Induction(core, scope);
    const kept = {
      name: "invariant 7: kept",
      scope: scope.name,
      says: "a power cut clears no count, no lock-out and no order",
      invariants: [7, 11],
      formula: [not(countsKept(induction.start(false, true)))],
      possible: false,
    };
    const tick = induction.tick(true);
    const own = scope === ALONE ? [kept, ...told(core, tick)] : [];
    return [...steps(scope, induction), ...claims(scope, tick), ...own];
  });
}

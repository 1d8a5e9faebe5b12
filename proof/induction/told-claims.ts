/**
 * What the meter says of itself is so (invariant 8): claims about the explanation of every state of
 * the controlling half, and about the judgement of a source that it calls well.
 */
import { Connected } from "@bptm/core/control/control";
import { BOOT_TICKS, SEQUENCES_MAX, SHORT_BOOTS_MAX } from "@bptm/core/hardware/hardware";
import { STRAY_CURRENT_TICKS } from "@bptm/core/hardware/hardware";
import { Next, Reason, Why } from "@bptm/core/lists/codes";
import { FORBIDS_GENERATOR, FORBIDS_UTILITY, latchOf } from "@bptm/core/lists/latches";
import { legMv, lineMv } from "@bptm/core/qualify/source";
import { atMost, between, is } from "./invariants";
import type { Field } from "./invariants";
import type { SymbolicTick } from "./induction";
import type { SymbolicMeter } from "../symbolic/symbolic-meter";
import { all, and, any, arithmetic, constant, eq, implies, ite, not } from "../symbolic/term";
import { slt } from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** A claim about what is said, and something that it is about, which must be possible. */
interface ToldClaim {
  readonly name: string;
  readonly says: string;
  /** Constraints, and the claim that follows from them. */
  readonly given: readonly Term[];
  readonly holds: Term;
  readonly about: Term;
}

const isOne = (a: Term, values: readonly number[]): Term =>
  any(values.map((value) => is(a, value)));
const noneOf = (a: Term, mask: number): Term => is(arithmetic("bits_and", a, constant(mask)), 0);

/** Reasons whose text names what blocks. */
const NAMES = [Why.LockOut, Why.Refused, Why.Inhibited, Why.UtilityBlocked, Why.GeneratorBlocked];
/** What the loads of a house do to any generator; of one that feeds it, they are no flaw. */
const BY_LOADS = [Reason.Distorted, Reason.Unsteady, Reason.FrequencyRuns, Reason.Settling];
/** What comes next in so many seconds. */
const COUNTED = [
  Next.ReturnToUtility,
  Next.TransferToGenerator,
  Next.CloseSoon,
  Next.RetryLater,
  Next.WaitForDeadHouse,
  Next.HoldEnds,
  Next.DecideSoon,
];
/** Above every `Reason`. */
const REASONS = 64;

/** The latch that `why` names with the number `a`; 0 = none. */
function namedLatch(at: Field): Term {
  const reasons = Array.from({ length: REASONS }, (_, reason) => reason);
  const named = reasons
    .filter((reason) => latchOf(reason) !== 0)
    .reduce(
      (rest, reason) => ite(is(at("explanation.a"), reason), constant(latchOf(reason)), rest),
      constant(0),
    );
  return ite(isOne(at("explanation.why"), NAMES), named, constant(0));
}

function latchesNamed(at: Field): Term {
  const named = namedLatch(at);
  const told = arithmetic("bits_or", at("explanation.also"), named);
  return eq(told, arithmetic("bits_or", at("control.stored.latches"), named));
}

function utilityWell(at: Field): Term {
  return all([
    not(is(at("control.utility.ok"), 0)),
    is(at("control.utility.reason"), Reason.None),
    eq(at("explanation.a"), at("control.view_u.line_mv")),
  ]);
}

function generatorWell(at: Field): Term {
  const reason = at("control.generator.reason");
  const feeds = is(at("control.transfer.connected"), Connected.Generator);
  return all([
    not(is(at("control.generator.ok"), 0)),
    any([is(reason, Reason.None), and(feeds, isOne(reason, BY_LOADS))]),
    eq(at("explanation.a"), at("control.view_g.line_mv")),
  ]);
}

function counted(at: Field): Term {
  const left = at("explanation.left_s");
  const counts = slt(constant(0), left);
  const expected = isOne(at("explanation.next"), COUNTED);
  return all([
    implies(expected, counts),
    implies(counts, expected),
    atMost(left, at("explanation.total_s")),
  ]);
}

/** No present evidence inhibits a transfer. */
function uninhibited(at: Field): Term {
  return all([
    is(at("control.position_u.contradiction"), 0),
    is(at("control.position_g.contradiction"), 0),
    slt(at("control.evidence.stray_current_ticks"), constant(STRAY_CURRENT_TICKS)),
    is(at("control.transfer.jaw_hot"), 0),
    atMost(at("control.stored.short_boots"), constant(SHORT_BOOTS_MAX)),
  ]);
}

const utilityAllowed = (at: Field): Term =>
  all([
    noneOf(at("control.stored.latches"), FORBIDS_UTILITY),
    is(at("control.stored.lock_open"), 0),
    uninhibited(at),
  ]);

const generatorAllowed = (at: Field): Term =>
  all([
    noneOf(at("control.stored.latches"), FORBIDS_GENERATOR),
    not(is(at("control.stored.lock_open"), 2)),
    uninhibited(at),
    atMost(at("control.stored.overload_wait_ticks"), constant(0)),
    slt(at("control.stored.sequences"), constant(SEQUENCES_MAX)),
  ]);

/** Claims about the explanation of any state whatever. */
export function toldClaims(meter: SymbolicMeter): ToldClaim[] {
  const { fields, trap } = meter.run("explain");
  const at: Field = (path) => fields.get(path) as Term;
  const why = (value: number): Term => is(at("explanation.why"), value);
  const next = (value: number): Term => is(at("explanation.next"), value);
  const given = [between(at("control.settings.transfers_per_hour"), 4, 60)];
  const booted = atMost(constant(BOOT_TICKS), at("control.evidence.boot_ticks"));
  const claim = (name: string, says: string, about: Term, holds: Term): ToldClaim => ({
    name: `told: ${name}`,
    says,
    given,
    holds: implies(about, holds),
    about,
  });
  const asked = any([next(Next.TransferToGenerator), next(Next.WaitForGenerator)]);
  return [
    claim("latches", "every latch that stands is named", booted, latchesNamed(at)),
    claim(
      "utility",
      "a grid that is called well is accepted and without a flaw",
      why(Why.UtilityGood),
      utilityWell(at),
    ),
    claim(
      "generator",
      "a generator that is called well is accepted and without a flaw of its own",
      why(Why.GeneratorGood),
      generatorWell(at),
    ),
    claim(
      "count",
      "what is counted has at least one second left, and nothing else has any",
      isOne(at("explanation.next"), COUNTED),
      counted(at),
    ),
    claim(
      "nothing else",
      "what is not counted has no seconds",
      not(isOne(at("explanation.next"), COUNTED)),
      counted(at),
    ),
    claim(
      "return",
      "no return to the grid is promised that something forbids",
      next(Next.ReturnToUtility),
      utilityAllowed(at),
    ),
    claim(
      "transfer",
      "no transfer to a generator is promised that something forbids",
      asked,
      generatorAllowed(at),
    ),
    claim("no trap", "no division of the explanation can fail", booted, not(trap)),
  ];
}

/** Above every setting of a voltage and every reading, so that no millivolts overflow. */
const PERMILLE_MAX = 4000;
const MV_MAX = 2_000_000;
const STABLE_S_MAX = 3600;
/** Both pilot tones of a measuring point. */
const PILOTS = 3;
/** The band of return, widened to a feeder's normal voltage, stays so far above the dropout. */
const INSIDE_DROPOUT_PERMILLE = 20;

const VOLTAGES = ["line_mv", "leg_min_mv", "leg_max_mv"];

/** Line and legs of a view are between two lists of per mille, by the widest of each. */
function inBand(view: Field, lows: readonly Term[], highs: readonly Term[]): Term {
  return all(
    VOLTAGES.map((name) => {
      const of = name === "line_mv" ? lineMv(1) : legMv(1);
      const mv = (permille: Term): Term => arithmetic("mul", permille, constant(of));
      return and(
        any(lows.map((low) => atMost(mv(low), view(name)))),
        any(highs.map((high) => atMost(view(name), mv(high)))),
      );
    }),
  );
}

/** What one tick judges of the two sources, by what is measured of them in the same tick. */
export function wellClaims({ before, after }: SymbolicTick): ToldClaim[] {
  const setting = (name: string): Term => after(`control.settings.${name}`);
  const [u, g] = ["view_u", "view_g"].map(
    (view): Field =>
      (name) =>
        before(`control.${view}.${name}`),
  ) as [Field, Field];
  const drop = setting("utility_drop_permille");
  const back = ["utility_return_min_permille", "utility_return_max_permille"].map(setting);
  const wide = setting("utility_wide_max_permille");
  const accept = ["generator_accept_min_permille", "generator_accept_max_permille"].map(setting);
  const given = [
    ...[drop, wide, ...back, ...accept].map((one) => between(one, 0, PERMILLE_MAX)),
    ...[u, g].flatMap((view) => VOLTAGES.map((name) => between(view(name), 0, MV_MAX))),
    ...[u, g].map((view) => atMost(view("leg_min_mv"), view("leg_max_mv"))),
    between(before("control.stored.normal_mv"), 0, MV_MAX),
    between(setting("generator_stable_s"), 1, STABLE_S_MAX),
  ];
  const well = (source: string): Term =>
    and(
      not(is(after(`control.${source}.ok`), 0)),
      is(after(`control.${source}.reason`), Reason.None),
    );
  const inside = arithmetic("add", drop, constant(INSIDE_DROPOUT_PERMILLE));
  const [low, high] = back as [Term, Term];
  const utility = all([
    is(u("pilots"), PILOTS),
    inBand(u, [inside, low], [wide, high]),
    atMost(setting("utility_hz_min_mhz"), u("frequency_mhz")),
    atMost(u("frequency_mhz"), setting("utility_hz_max_mhz")),
  ]);
  const most = ["generator_hz_max_mhz", "generator_hz_no_load_mhz"].map(setting);
  const generator = all([
    is(g("pilots"), PILOTS),
    not(is(g("neutral_valid"), 0)),
    inBand(g, accept.slice(0, 1), accept.slice(1)),
    atMost(setting("generator_hz_min_mhz"), g("frequency_mhz")),
    any(most.map((one) => atMost(g("frequency_mhz"), one))),
  ]);
  const claim = (source: string, name: string, band: Term): ToldClaim => ({
    name: `well: ${source}`,
    says: `a ${name} without a flaw is inside its band of volts and hertz in that very tick`,
    given,
    holds: implies(well(source), band),
    about: well(source),
  });
  return [claim("utility", "grid", utility), claim("generator", "generator", generator)];
}

/**
 * What one tick of the core must do whatever surrounds it: latches that stand, act and are set in
 * time, a switch that opens when its goal is darkness, and no darkness beside a source that nothing
 * forbids.
 */
import { Connected, Goal } from "@bptm/core/control/control";
import { Position } from "@bptm/core/control/position";
import { Order } from "@bptm/core/control/requests";
import {
  BOOT_TICKS,
  LIVE_LEG_MV,
  LIVE_LINE_MV,
  PULSES_MAX,
  RESERVE_TO_OPEN_MV,
  SEQUENCES_MAX,
  SHORT_BOOTS_MAX,
  STRAY_CURRENT_TICKS,
} from "@bptm/core/hardware/hardware";
import { CONTACTS_OPEN, Coil } from "@bptm/core/hardware/signals";
import { TICKS_MAX, TICK_HZ } from "@bptm/core/hardware/units";
import { PulseResult } from "@bptm/core/interlock/pulse";
import {
  CLEARED_BY_DEAD_HOUSE,
  FORBIDS_GENERATOR,
  FORBIDS_UTILITY,
  Latch,
  OPENS_GENERATOR,
} from "@bptm/core/lists/latches";
import type { SymbolicTick } from "./induction";
import { atMost, begins, between, is } from "./invariants";
import type { Field } from "./invariants";
import { all, and, arithmetic, constant, eq, implies, not, or, slt } from "../symbolic/term";
import type { Term } from "../symbolic/term";

const bits = (a: Term, mask: number): Term => arithmetic("bits_and", a, constant(mask));
const none = (a: Term, mask: number): Term => is(bits(a, mask), 0);
const some = (a: Term, mask: number): Term => not(none(a, mask));
const latches = (field: Field): Term => field("control.stored.latches");

/** The latches that this tick clears. */
function cleared(tick: SymbolicTick): Term {
  const kept = arithmetic("bits_and", latches(tick.before), latches(tick.after));
  return arithmetic("bits_xor", latches(tick.before), kept);
}

const ordered = (tick: SymbolicTick): Term => is(tick.before("request.order"), Order.ClearLockout);

/** A latch whose way out is an order ends by that order alone. */
export function latchesStand(tick: SymbolicTick): Term {
  return or(ordered(tick), none(cleared(tick), ~CLEARED_BY_DEAD_HOUSE));
}

/** The others end by an order, or after the house has been dead for its time. */
export function deadHouseClears(tick: SymbolicTick): Term {
  const wait = tick.after("control.settings.back_voltage_clear_s");
  const needed = arithmetic("mul", wait, constant(TICK_HZ));
  const dead = atMost(needed, tick.after("control.evidence.out_dead_ticks"));
  return or(or(ordered(tick), dead), none(cleared(tick), CLEARED_BY_DEAD_HOUSE));
}

/** Every latch that stands before a tick forbids its closes in it, none is hidden by another. */
export function latchesForbid(tick: SymbolicTick): Term {
  const stand = arithmetic("bits_and", latches(tick.before), latches(tick.after));
  return and(
    or(none(stand, FORBIDS_UTILITY), not(begins(tick, Coil.UtilityClose))),
    or(none(stand, FORBIDS_GENERATOR), not(begins(tick, Coil.GeneratorClose))),
  );
}

/** A latch that opens G leaves a house on the generator no other goal than darkness. */
export function latchesOpen(tick: SymbolicTick): Term {
  const at = (path: string): Term => tick.after(`control.${path}`);
  const on = is(at("transfer.connected"), Connected.Generator);
  const stand = some(latches(tick.after), OPENS_GENERATOR);
  const booted = atMost(constant(BOOT_TICKS), at("evidence.boot_ticks"));
  // What sets a latch after the decision of a tick acts in the next.
  const before = some(latches(tick.before), OPENS_GENERATOR);
  return implies(all([on, stand, before, booted]), is(at("transfer.goal"), Goal.Dark));
}

const PULSES = [
  { close: Coil.UtilityClose, contacts: "utility_contacts" },
  { close: Coil.GeneratorClose, contacts: "generator_contacts" },
];

/** Line out reads live, by the definition of the safety case. */
function readsLive({ before }: SymbolicTick): Term {
  const at = (name: string): Term => before(`control.readings.${name}`);
  const leg = and(not(is(at("neutral_valid"), 0)), slt(constant(LIVE_LEG_MV), at("out_leg_mv")));
  return or(slt(constant(LIVE_LINE_MV), at("out_line_mv")), leg);
}

/** While its own contacts read open, a close pulse ends in the tick that reads a live line. */
export function liveLineEndsClose(tick: SymbolicTick): Term {
  return all(
    PULSES.map(({ close, contacts }) => {
      const goesOn = and(
        is(tick.before("outputs.coils"), close),
        is(tick.after("outputs.coils"), close),
      );
      const open = is(tick.before(`control.readings.${contacts}`), CONTACTS_OPEN);
      return not(all([goesOn, open, readsLive(tick)]));
    }),
  );
}

/** A live house on the generator that is shown to keep the generator's wires alive. */
export const houseFeeds = (tick: SymbolicTick): Term =>
  all([
    is(tick.after("control.transfer.connected"), Connected.Generator),
    not(is(tick.before("control.feed.from_house"), 0)),
    is(tick.after("control.evidence.out_dead_ticks"), 0),
    atMost(constant(BOOT_TICKS), tick.after("control.evidence.boot_ticks")),
  ]);

/** It is latched and has darkness as its goal, in the very tick in which it is shown. */
export const houseFeedsLatches = (tick: SymbolicTick): Term =>
  implies(
    houseFeeds(tick),
    and(
      or(ordered(tick), some(latches(tick.after), Latch.SourceInHouse)),
      is(tick.after("control.transfer.goal"), Goal.Dark),
    ),
  );

/** Ticks in which the grid's wires follow before G opens: 12.5 ms, within two cycles. */
const WIRES_LIVE_TICKS = 3;

/** The wires of the grid, known dead, follow line out while G closes. */
function fedBack(tick: SymbolicTick): Term {
  return all([
    slt(constant(1), tick.before("control.transfer.wires_watch_ticks")),
    not(is(tick.before("control.readings.generator_contacts"), CONTACTS_OPEN)),
    not(is(tick.before("control.readings.utility_leg_follows"), 0)),
  ]);
}

const WIRES_LIVE = "control.transfer.wires_live_ticks";

/** The third tick in which they follow. */
export const fedBackForLong = (tick: SymbolicTick): Term =>
  and(fedBack(tick), is(tick.before(WIRES_LIVE), WIRES_LIVE_TICKS - 1));

/** While the wires follow, the ticks are counted; the third opens G and sets the latch. */
export function fedBackOpens(tick: SymbolicTick): Term {
  const [was, now] = [tick.before(WIRES_LIVE), tick.after(WIRES_LIVE)];
  const counts = and(atMost(constant(0), was), slt(was, constant(WIRES_LIVE_TICKS)));
  const next = eq(now, arithmetic("add", was, constant(1)));
  const opens = and(
    is(tick.after("outputs.coils"), Coil.GeneratorOpen),
    some(latches(tick.after), Latch.UtilityFedBack),
  );
  const third = is(was, WIRES_LIVE_TICKS - 1);
  return implies(and(fedBack(tick), counts), and(next, implies(third, opens)));
}

/** An idle meter whose goal is darkness can open a generator switch that is not open. */
export function mustOpenGenerator(tick: SymbolicTick): Term {
  const at = (path: string): Term => tick.after(`control.${path}`);
  const idle = is(tick.before("control.pulse.result"), PulseResult.None);
  const can = all([
    atMost(constant(RESERVE_TO_OPEN_MV), tick.before("control.readings.coil_reserve_mv")),
    slt(at("stored.tries_generator_open"), constant(PULSES_MAX)),
    none(latches(tick.after), Latch.GeneratorStuckClosed),
    atMost(constant(BOOT_TICKS), at("evidence.boot_ticks")),
  ]);
  const wanted = and(
    is(at("transfer.goal"), Goal.Dark),
    not(is(at("position_g.position"), Position.Open)),
  );
  return all([idle, can, wanted]);
}

/** It then pulses that switch, unless a watch has begun a pulse that opens U in this tick. */
export function darkOpensGenerator(tick: SymbolicTick): Term {
  const coils = tick.after("outputs.coils");
  const pulses = or(is(coils, Coil.GeneratorOpen), is(coils, Coil.UtilityOpen));
  return implies(mustOpenGenerator(tick), pulses);
}

/** Nothing stored could forbid a transfer: no latch, order, doubt, wait or used-up count. */
function nothingStored(field: Field): Term {
  const at = (name: string): Term => field(`control.stored.${name}`);
  const zero = [
    "latches",
    "lock_open",
    "suspect",
    "suspect_ticks",
    "transfers",
    "overload_wait_ticks",
    "overload_retries",
  ];
  return all([
    ...zero.map((name) => is(at(name), 0)),
    slt(at("sequences"), constant(SEQUENCES_MAX)),
    atMost(at("short_boots"), constant(SHORT_BOOTS_MAX)),
  ]);
}

/** Nothing forbids a transfer of a dark house, before the decision of this tick or after it. */
function nothingForbids(tick: SymbolicTick): Term {
  const at = (path: string): Term => tick.after(`control.${path}`);
  const zero = [
    "position_u.contradiction",
    "position_g.contradiction",
    "transfer.jaw_hot",
    "transfer.judge_ticks",
    "transfer.generator_lost",
  ];
  return all([
    nothingStored(tick.before),
    nothingStored(tick.after),
    ...zero.map((path) => is(at(path), 0)),
    slt(at("evidence.stray_current_ticks"), constant(STRAY_CURRENT_TICKS)),
    atMost(at("evidence.reserve_sag_permille"), constant(SAG_PERMILLE_MAX)),
    atMost(constant(BOOT_TICKS), at("evidence.boot_ticks")),
    is(at("transfer.connected"), Connected.None),
  ]);
}

/** A reserve that sinks by no more than this in a pulse is not too weak. */
const SAG_PERMILLE_MAX = 1200;

/** Bounds of `restore_dark_s`, so that its ticks do not overflow. */
const RESTORE_DARK_S = [3, 300] as const;

/** A house is dark, nothing forbids, and the grid, in no bad spell, has been good for its time. */
export function utilityIsUsable(tick: SymbolicTick): Term {
  const at = (path: string): Term => tick.after(`control.${path}`);
  const wait = at("settings.restore_dark_s");
  const needed = arithmetic("mul", wait, constant(TICK_HZ));
  return all([
    nothingForbids(tick),
    between(wait, ...RESTORE_DARK_S),
    not(is(at("utility.ok"), 0)),
    atMost(needed, at("utility.good_ticks")),
    ...["good", "wide", "bad", "wide_bad"].map((name) =>
      between(at(`utility.${name}_ticks`), 0, TICKS_MAX),
    ),
    is(at("utility.bad_ticks"), 0),
  ]);
}

/** A house is dark, nothing forbids, the generator is good, and there is no grid to wait for. */
export const generatorIsUsable = (tick: SymbolicTick): Term =>
  all([
    nothingForbids(tick),
    is(tick.after("control.utility.ok"), 0),
    not(is(tick.after("control.generator.ok"), 0)),
  ]);

/** A dark house aims at the grid, or else at the generator, when it is usable. */
export const darkAimsAtUtility = (tick: SymbolicTick): Term =>
  implies(utilityIsUsable(tick), is(tick.after("control.transfer.goal"), Goal.Utility));
export const darkAimsAtGenerator = (tick: SymbolicTick): Term =>
  implies(generatorIsUsable(tick), is(tick.after("control.transfer.goal"), Goal.Generator));

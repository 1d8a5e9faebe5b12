/**
 * The watches that run next to the sequence: a lost supply, a back-feed after boot, wires that
 * become live, a generator side that follows the house, overload, heat. Each is one function.
 */
import { Reason } from "../lists/codes";
import { Connected, Control, FollowStage, Transfer } from "./control";
import { Event } from "../lists/events";
import { BOOT_TICKS, STRAY_CURRENT_TICKS, SUPPLY_LOST_TICKS } from "../hardware/hardware";
import { openGeneratorAtOnce, watchFeed } from "./feed";
import { clearLatches, deadHouseSeconds, latch, hasLatch } from "./latches";
import { CLEARED_BY_DEAD_HOUSE, Latch } from "../lists/latches";
import { GENERATOR_MILLIOHM, causeOf } from "../qualify/cause";
import { Position } from "./position";
import { PulseResult } from "../interlock/pulse";
import { lineMv } from "../qualify/source";
import { raise } from "../storage/raise";
import { order } from "./sequence";
import { generatorBrokeDown, watchOverload } from "./overload";
import { CONTACTS_OPEN, Coil } from "../hardware/signals";
import { TICK_HZ, countDown, countUp } from "../hardware/units";

/** A back-feed is suspected within 2 s of boot, after 100 ms of more than 100 W of export. */
const BACKFEED_BOOT_TICKS: i32 = 2 * TICK_HZ;
const BACKFEED_LOOK_TICKS: i32 = 24;
const BACKFEED_W: i32 = 100;
/**
 * Both sides are judged 50 ms after U is proven open, within 300 ms of the opening; at the latest
 * 667 ms after the order.
 */
const JUDGE_TICKS: i32 = 160;
const JUDGE_AFTER_TICKS: i32 = 12;
/** Wires that follow for three ticks are alive: with the pulse less than two cycles. */
const WIRES_LIVE_TICKS: i32 = 3;
const WIRES_WATCH_TICKS: i32 = 48;
const FOLLOW_TICKS: i32 = 2 * TICK_HZ;
/** A generator side that is live and out of step with the house for 100 ms has its own source. */
const INDEPENDENT_TICKS: i32 = 24;

/** The generator dies and the meter with it: its switch opens on the reserve. */
function watchSupply(c: Control): void {
  const t = c.transfer;
  t.supply_lost_ticks = c.readings.supplied == 0 ? countUp(t.supply_lost_ticks) : 0;
  if (t.supply_lost_ticks != SUPPLY_LOST_TICKS) return;
  raise(c.raised, Event.PowerFailing, 0, 0);
  const house_on_utility: boolean =
    c.position_u.position == Position.Closed && c.position_g.position == Position.Open;
  if (house_on_utility || c.evidence.generator.proven_ticks > 0) return;
  if (c.evidence.boot_ticks < BOOT_TICKS || c.pulse.result == PulseResult.Running) return;
  if (hasLatch(c, Latch.GeneratorStuckClosed)) return;
  raise(c.raised, Event.GeneratorOpenedOnReserve, 0, 0);
  c.generator.ok = 0;
  c.generator.dropped_for = causeOf(c.view_g, Reason.Lost, GENERATOR_MILLIOHM);
  c.generator.reason = c.generator.dropped_for;
  if (c.generator.dropped_for == Reason.ShortCircuit) generatorBrokeDown(c);
  order(c, Coil.GeneratorOpen);
}

/**
 * Voltages outside which an inverter that exports must itself trip (IEEE 1547-2018, UV1 and OV1):
 * a house that exports there is more likely to feed an island.
 */
const ISLAND_LOW_PERMILLE: i32 = 880;
const ISLAND_HIGH_PERMILLE: i32 = 1100;

/** Whether the line looks like an island that a source in the house feeds. */
function abnormal(c: Control): boolean {
  const v = c.view_u;
  if (v.line_mv < lineMv(ISLAND_LOW_PERMILLE) || v.line_mv > lineMv(ISLAND_HIGH_PERMILLE)) {
    return true;
  }
  return v.frequency_mhz != 0 && (v.frequency_mhz < 59500 || v.frequency_mhz > 60500);
}

/** Just after boot: power from the house to an abnormal line may be a source in the house. */
function watchBackfeed(c: Control): void {
  const t = c.transfer;
  if (t.judge_ticks > 0) {
    judge(c, t);
    return;
  }
  const early: boolean = c.evidence.boot_ticks < BACKFEED_BOOT_TICKS;
  const suspect: boolean =
    early && t.connected == Connected.Utility && c.export_w > BACKFEED_W && abnormal(c);
  t.backfeed_ticks = suspect ? countUp(t.backfeed_ticks) : 0;
  if (t.backfeed_ticks < BACKFEED_LOOK_TICKS || c.evidence.boot_ticks < BOOT_TICKS) return;
  if (c.pulse.result == PulseResult.Running) return;
  raise(c.raised, Event.BackfeedSuspected, c.export_w, c.view_u.frequency_mhz);
  if (order(c, Coil.UtilityOpen)) t.judge_ticks = JUDGE_TICKS;
}

/** Judges both sides after U has opened: the one that is live has the source. */
function judge(c: Control, t: Transfer): void {
  t.judge_ticks = t.judge_ticks - 1;
  const e = c.evidence;
  const settled: boolean = e.utility.proven_ticks >= JUDGE_AFTER_TICKS;
  if (!settled && t.judge_ticks > 0) return;
  const house_live: boolean = e.out_live_ticks > 0;
  const line_live: boolean = c.utility.live_ticks > 0;
  // A voltage that is still decaying makes both look live: wait while time is left.
  if (t.judge_ticks > 0 && house_live && line_live) return;
  t.judge_ticks = 0;
  if (house_live) {
    latch(c, Latch.SourceInHouse);
    raise(c.raised, Event.BackfeedConfirmed, 0, 0);
  } else if (line_live) {
    raise(c.raised, Event.BackfeedWasUtility, 0, 0);
  }
}

/** Evidence clears these lock-outs: the house has been dead for long enough. */
function watchClearing(c: Control): void {
  if (!hasLatch(c, CLEARED_BY_DEAD_HOUSE)) return;
  if (c.evidence.out_dead_ticks < deadHouseSeconds(c) * TICK_HZ) return;
  clearLatches(c, CLEARED_BY_DEAD_HOUSE);
  // Nothing is kept from before: both sources are qualified again, the generator for longer,
  // because a source that follows it (solar inverters) is dead as long as the house is.
  c.utility.good_ticks = 0;
  c.utility.wide_ticks = 0;
  c.generator.ok = 0;
  c.generator.good_ticks = 0;
  c.transfer.after_house_source = 1;
}

/** The generator switch closed onto wires that must stay dead; if they do not, it opens at once. */
function watchWires(c: Control): void {
  const t = c.transfer;
  const closing: boolean =
    c.pulse.result == PulseResult.Running && c.pulse.coil == Coil.GeneratorClose;
  if (closing && c.pulse.ticks == 1 && c.utility.dead_ticks > BACKFEED_LOOK_TICKS) {
    t.wires_watch_ticks = WIRES_WATCH_TICKS;
  }
  t.wires_watch_ticks = countDown(t.wires_watch_ticks);
  const moved: boolean = c.readings.generator_contacts != CONTACTS_OPEN;
  const alive: boolean = t.wires_watch_ticks > 0 && moved && c.readings.utility_leg_follows != 0;
  t.wires_live_ticks = alive ? countUp(t.wires_live_ticks) : 0;
  if (t.wires_live_ticks != WIRES_LIVE_TICKS) return;
  raise(c.raised, Event.LiveOnUtilityWires, 0, 0);
  latch(c, Latch.UtilityFedBack);
  openGeneratorAtOnce(c);
}

/**
 * Invariant 6: the generator side is alive exactly as the house is. Open its switch once; if that
 * does not help, open the service switch and see which of the two stays live. A side that was seen
 * alive while the house was dead, or not in step with it, has a source of its own: that it comes
 * into step later (a 60.00 Hz inverter, H-44) says nothing. Nor does a side that starts in step: a
 * burden at the inlet must draw its current from the house.
 */
function watchFollowing(c: Control): void {
  const t = c.transfer;
  const generator_live: boolean = c.generator.live_ticks > 0;
  if (t.follow_stage == FollowStage.OpenUtility) {
    settleFollowing(c, generator_live);
    return;
  }
  if (!generator_live) {
    t.independent_ticks = 0;
    t.follow_stage = FollowStage.None;
  } else if (c.readings.generator_across != 0) t.independent_ticks = countUp(t.independent_ticks);
  const follows: boolean =
    t.connected == Connected.Utility &&
    generator_live &&
    t.independent_ticks < INDEPENDENT_TICKS &&
    c.evidence.out_live_ticks > 0 &&
    c.readings.generator_follows != 0 &&
    c.feed.from_house != 0;
  t.follow_ticks = follows ? countUp(t.follow_ticks) : 0;
  if (t.follow_stage == FollowStage.Settled || t.follow_ticks < FOLLOW_TICKS) return;
  if (c.evidence.boot_ticks < BOOT_TICKS || c.pulse.result == PulseResult.Running) return;
  t.follow_ticks = 0;
  if (t.follow_stage == FollowStage.None) {
    raise(c.raised, Event.GeneratorFollows, 0, 0);
    t.follow_stage = FollowStage.OpenedGenerator;
    order(c, Coil.GeneratorOpen);
  } else t.follow_stage = FollowStage.OpenUtility;
}

/** U is open: a generator side that stays live while the house is dead is not a weld. */
function settleFollowing(c: Control, generator_live: boolean): void {
  const t = c.transfer;
  if (c.evidence.utility.proven_ticks < BACKFEED_LOOK_TICKS) return;
  t.follow_ticks = countUp(t.follow_ticks);
  if (c.evidence.out_dead_ticks < BACKFEED_LOOK_TICKS && t.follow_ticks < TICK_HZ) return;
  t.follow_stage = FollowStage.Settled;
  if (!generator_live || c.evidence.out_dead_ticks == 0) latch(c, Latch.GeneratorFollows);
}

function watchJaws(c: Control): void {
  const t = c.transfer;
  const now: i32 = c.jaw_temperature_decidegree;
  const warn: i32 = c.settings.jaw_warn_degree * 10;
  const trip: i32 = c.settings.jaw_trip_degree * 10;
  if (t.jaw_warned == 0 && now > warn) raise(c.raised, Event.JawWarning, now, 0);
  if (t.jaw_hot == 0 && now > trip) raise(c.raised, Event.JawTrip, now, 0);
  t.jaw_warned = now > warn ? 1 : now < warn - 50 ? 0 : t.jaw_warned;
  t.jaw_hot = now > trip ? 1 : now < trip - 50 ? 0 : t.jaw_hot;
}

/** A coil that is driven although nobody ordered it (H-67). */
function watchDrivers(c: Control): void {
  if (c.evidence.stray_current_ticks != STRAY_CURRENT_TICKS) return;
  raise(c.raised, Event.DriverBroken, c.readings.coil_current_ma, 0);
}

/** All watches, in the order of their urgency. */
export function watch(c: Control): void {
  watchWires(c);
  watchFeed(c);
  watchSupply(c);
  watchBackfeed(c);
  watchFollowing(c);
  watchOverload(c);
  watchJaws(c);
  watchDrivers(c);
  watchClearing(c);
}

/** The whole state of the controlling half: plain i32 fields, no arrays, no loops. */
import { Evidence, Readings } from "../interlock/evidence";
import { SwitchPosition } from "./position";
import { Pulse } from "../interlock/pulse";
import { Raised } from "../storage/raise";
import { Settings } from "../lists/settings";
import { FeedSeen, Qualification, SourceView } from "../qualify/source";
import { Stored } from "../storage/store";

export const enum Connected {
  None = 0,
  Utility = 1,
  Generator = 2,
}

/** Where the sequence is going. */
export const enum Goal {
  /** Leave everything as it is. */
  Stay = 0,
  Utility = 1,
  Generator = 2,
  /** Both switches open. */
  Dark = 3,
}

/** How far a generator side that follows the house has been pursued. */
export const enum FollowStage {
  None = 0,
  /** The generator switch was opened once more. */
  OpenedGenerator = 1,
  /** The service switch opens, to see which side stays live. */
  OpenUtility = 2,
  /** The generator side is known to have its own source, or a lock-out is stored. */
  Settled = 3,
}

/** The transfer sequence between ticks. */
export class Transfer {
  connected: i32 = Connected.None;
  connected_ticks: i32 = 0;
  /** Ticks since the house was last connected, and how long it was dark before it was. */
  dark_ticks: i32 = 0;
  last_dark_ticks: i32 = 0;
  goal: i32 = Goal.Stay;
  /** Why a close waits; a `Reason`, 0 = it does not. */
  refusal: i32 = 0;
  /** 1 when the generator was lost while it fed the house: the grid may come back at once. */
  generator_lost: i32 = 0;
  /** 1 when the house last came from the generator: a failure soon after is flicker. */
  came_from_generator: i32 = 0;
  /** Ticks since the present pulse was ordered. */
  order_ticks: i32 = 0;
  /** 1 while the present pulse weighs the reserve by opening an open switch. */
  weighs: i32 = 0;
  /** Ticks left of the judgement after the back-feed test's opening; 0 = none is running. */
  judge_ticks: i32 = 0;
  /** Ticks for which a back-feed has been suspected. */
  backfeed_ticks: i32 = 0;
  /** Ticks left in which a grid that returns from suspicion is watched closely. */
  watch_ticks: i32 = 0;
  /** Ticks left to see whether a failed grid looks healthy as soon as it is unloaded. */
  unload_ticks: i32 = 0;
  unload_reason: i32 = 0;
  /** Ticks for which neither source could supply the meter. */
  supply_lost_ticks: i32 = 0;
  /** Ticks for which the generator side has followed line out, and how far that was pursued. */
  follow_ticks: i32 = 0;
  /** A `FollowStage`. */
  follow_stage: i32 = 0;
  /** Ticks for which the generator side was live and did not follow the house. */
  independent_ticks: i32 = 0;
  /** Ticks left in which wires that were dead before the generator switch closed must stay so. */
  wires_watch_ticks: i32 = 0;
  wires_live_ticks: i32 = 0;
  /** Ticks for which power has flowed into the generator. */
  reverse_ticks: i32 = 0;
  /** Ticks, net of those without, for which a second source has opposed the generator. */
  opposed_ticks: i32 = 0;
  /** Ticks left to see whether the house stays alive without the generator; 0 = no question. */
  opposed_judge_ticks: i32 = 0;
  /** 1 from a source in the house until the generator is accepted anew. */
  after_house_source: i32 = 0;
  overload_ticks: i32 = 0;
  /** Ticks until the warning of an overload may be repeated. */
  overload_warned: i32 = 0;
  jaw_hot: i32 = 0;
  jaw_warned: i32 = 0;
}

/** What the last tick has already reported, so that each change is reported once. */
export class Reported {
  utility_ok: i32 = 0;
  utility_reason: i32 = 0;
  utility_candidate: i32 = 0;
  utility_since: i32 = 0;
  utility_abnormal: i32 = 0;
  /** Ticks in a row for which the live utility line has had a strange frequency. */
  utility_abnormal_ticks: i32 = 0;
  generator_ok: i32 = 0;
  generator_reason: i32 = 0;
  generator_candidate: i32 = 0;
  generator_since: i32 = 0;
  generator_live: i32 = 0;
  back_voltage: i32 = 0;
  contradiction_u: i32 = 0;
  contradiction_g: i32 = 0;
  split_u: i32 = 0;
  split_g: i32 = 0;
  pilots: i32 = 63;
  neutral: i32 = 0;
  reserve_low: i32 = 0;
  reserve_weak: i32 = 0;
  refusal: i32 = 0;
  imbalance: i32 = 0;
  swell: i32 = 0;
  clock: i32 = 0;
}

export class Control {
  settings: Settings = new Settings();
  stored: Stored = new Stored();
  readings: Readings = new Readings();
  evidence: Evidence = new Evidence();
  position_u: SwitchPosition = new SwitchPosition();
  position_g: SwitchPosition = new SwitchPosition();
  utility: Qualification = new Qualification();
  generator: Qualification = new Qualification();
  view_u: SourceView = new SourceView();
  view_g: SourceView = new SourceView();
  feed: FeedSeen = new FeedSeen();
  pulse: Pulse = new Pulse();
  transfer: Transfer = new Transfer();
  reported: Reported = new Reported();
  raised: Raised = new Raised();
  /** Continuity from the socket's neutral bus to the cord's neutral. */
  cord_neutral: i32 = 0;
  jaw_temperature_decidegree: i32 = 250;
  /** Power from house to grid, watts; negative when the grid feeds the house. */
  export_w: i32 = 0;
  /** Power from the generator, watts; negative into it. */
  generator_w: i32 = 0;
  generator_current1_ma: i32 = 0;
  generator_current2_ma: i32 = 0;
  /** How the store was found at power-up (`StoreState`). */
  store_state: i32 = 0;
  /** Difference of the two clocks in per mille. */
  clock_permille: i32 = 0;
}

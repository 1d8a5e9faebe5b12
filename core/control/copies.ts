// Generated from the classes of core by `npm run generate`; do not edit.

import { Control, Reported, Transfer } from "./control";
import { SwitchPosition } from "./position";
import { copyEvidence, copyPulse, copyReadings } from "../interlock/copies";
import { copyFeedSeen, copyQualification, copySourceView } from "../qualify/copies";
import { copyRaised, copyStored } from "../storage/copies";
import { copySettings } from "../lists/copies";

export function copySwitchPosition(to: SwitchPosition, from: SwitchPosition): void {
  to.position = from.position;
  to.candidate = from.candidate;
  to.candidate_ticks = from.candidate_ticks;
  to.unclear_ticks = from.unclear_ticks;
  to.lie_ticks = from.lie_ticks;
  to.contradiction = from.contradiction;
  to.pole1 = from.pole1;
  to.pole2 = from.pole2;
}

export function copyTransfer(to: Transfer, from: Transfer): void {
  to.connected = from.connected;
  to.connected_ticks = from.connected_ticks;
  to.dark_ticks = from.dark_ticks;
  to.last_dark_ticks = from.last_dark_ticks;
  to.goal = from.goal;
  to.refusal = from.refusal;
  to.generator_lost = from.generator_lost;
  to.came_from_generator = from.came_from_generator;
  to.order_ticks = from.order_ticks;
  to.weighs = from.weighs;
  to.judge_ticks = from.judge_ticks;
  to.backfeed_ticks = from.backfeed_ticks;
  to.watch_ticks = from.watch_ticks;
  to.unload_ticks = from.unload_ticks;
  to.unload_reason = from.unload_reason;
  to.supply_lost_ticks = from.supply_lost_ticks;
  to.follow_ticks = from.follow_ticks;
  to.follow_stage = from.follow_stage;
  to.independent_ticks = from.independent_ticks;
  to.wires_watch_ticks = from.wires_watch_ticks;
  to.wires_live_ticks = from.wires_live_ticks;
  to.reverse_ticks = from.reverse_ticks;
  to.opposed_ticks = from.opposed_ticks;
  to.opposed_judge_ticks = from.opposed_judge_ticks;
  to.after_house_source = from.after_house_source;
  to.overload_ticks = from.overload_ticks;
  to.overload_warned = from.overload_warned;
  to.jaw_hot = from.jaw_hot;
  to.jaw_warned = from.jaw_warned;
}

export function copyReported(to: Reported, from: Reported): void {
  to.utility_ok = from.utility_ok;
  to.utility_reason = from.utility_reason;
  to.utility_candidate = from.utility_candidate;
  to.utility_since = from.utility_since;
  to.utility_abnormal = from.utility_abnormal;
  to.utility_abnormal_ticks = from.utility_abnormal_ticks;
  to.generator_ok = from.generator_ok;
  to.generator_reason = from.generator_reason;
  to.generator_candidate = from.generator_candidate;
  to.generator_since = from.generator_since;
  to.generator_live = from.generator_live;
  to.back_voltage = from.back_voltage;
  to.contradiction_u = from.contradiction_u;
  to.contradiction_g = from.contradiction_g;
  to.split_u = from.split_u;
  to.split_g = from.split_g;
  to.pilots = from.pilots;
  to.neutral = from.neutral;
  to.reserve_low = from.reserve_low;
  to.reserve_weak = from.reserve_weak;
  to.refusal = from.refusal;
  to.imbalance = from.imbalance;
  to.swell = from.swell;
  to.clock = from.clock;
}

export function copyControl(to: Control, from: Control): void {
  copySettings(to.settings, from.settings);
  copyStored(to.stored, from.stored);
  copyReadings(to.readings, from.readings);
  copyEvidence(to.evidence, from.evidence);
  copySwitchPosition(to.position_u, from.position_u);
  copySwitchPosition(to.position_g, from.position_g);
  copyQualification(to.utility, from.utility);
  copyQualification(to.generator, from.generator);
  copySourceView(to.view_u, from.view_u);
  copySourceView(to.view_g, from.view_g);
  copyFeedSeen(to.feed, from.feed);
  copyPulse(to.pulse, from.pulse);
  copyTransfer(to.transfer, from.transfer);
  copyReported(to.reported, from.reported);
  copyRaised(to.raised, from.raised);
  to.cord_neutral = from.cord_neutral;
  to.jaw_temperature_decidegree = from.jaw_temperature_decidegree;
  to.export_w = from.export_w;
  to.generator_w = from.generator_w;
  to.generator_current1_ma = from.generator_current1_ma;
  to.generator_current2_ma = from.generator_current2_ma;
  to.store_state = from.store_state;
  to.clock_permille = from.clock_permille;
}

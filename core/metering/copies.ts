// Generated from the classes of core by `npm run generate`; do not edit.

import { Demand, Ledger, Register, Registers } from "./registers";
import { DemandSteps } from "./demand";
import { Metering, Saving, TestPulse } from "./state";
import { OutageWatch } from "./outages";
import { copyArray } from "../hardware/arrays";
import { copyMeterSums, copyPower } from "../measure/copies";

export function copyRegister(to: Register, from: Register): void {
  to.value = from.value;
  to.remainder = from.remainder;
}

export function copyTestPulse(to: TestPulse, from: TestPulse): void {
  copyRegister(to.pulses, from.pulses);
  to.owed = from.owed;
  to.step = from.step;
}

export function copyDemandSteps(to: DemandSteps, from: DemandSteps): void {
  to.from_value = from.from_value;
  to.from_remainder = from.from_remainder;
  to.last = from.last;
  to.before = from.before;
  to.ended = from.ended;
}

export function copyOutageWatch(to: OutageWatch, from: OutageWatch): void {
  to.low_ticks = from.low_ticks;
  to.good_ticks = from.good_ticks;
  to.lowest_mv = from.lowest_mv;
}

export function copySaving(to: Saving, from: Saving): void {
  to.counter = from.counter;
  to.ticks = from.ticks;
  to.version_before = from.version_before;
  to.left = from.left;
  to.refill_ticks = from.refill_ticks;
  to.unsupplied_ticks = from.unsupplied_ticks;
}

export function copyDemand(to: Demand, from: Demand): void {
  to.block_w = from.block_w;
  to.block_max_w = from.block_max_w;
  to.sliding_w = from.sliding_w;
  to.sliding_max_w = from.sliding_max_w;
}

export function copyLedger(to: Ledger, from: Ledger): void {
  copyRegister(to.wh_delivered, from.wh_delivered);
  copyRegister(to.wh_received, from.wh_received);
  copyRegister(to.varh_delivered, from.varh_delivered);
  copyRegister(to.varh_received, from.varh_received);
  copyRegister(to.vah, from.vah);
  copyDemand(to.demand, from.demand);
  copyRegister(to.seconds, from.seconds);
  to.transfers = from.transfers;
}

export function copyRegisters(to: Registers, from: Registers): void {
  copyLedger(to.utility, from.utility);
  copyLedger(to.generator, from.generator);
  copyRegister(to.unreferenced, from.unreferenced);
  copyRegister(to.powered, from.powered);
  copyRegister(to.unconnected, from.unconnected);
  to.last_source = from.last_source;
  to.outages = from.outages;
  to.outage_open = from.outage_open;
  copyArray(to.outage_log, from.outage_log, 48);
  to.demand_resets = from.demand_resets;
  to.writes = from.writes;
}

export function copyMetering(to: Metering, from: Metering): void {
  copyMeterSums(to.sums, from.sums);
  copyPower(to.utility, from.utility);
  copyPower(to.generator, from.generator);
  copyTestPulse(to.utility_pulse, from.utility_pulse);
  copyTestPulse(to.generator_pulse, from.generator_pulse);
  copyDemandSteps(to.utility_demand, from.utility_demand);
  copyDemandSteps(to.generator_demand, from.generator_demand);
  to.demand_ticks = from.demand_ticks;
  copyOutageWatch(to.outage, from.outage);
  copySaving(to.saving, from.saving);
  copyRegisters(to.published, from.published);
  to.reset_demand = from.reset_demand;
}

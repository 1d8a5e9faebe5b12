/**
 * One meter: measuring and controlling halves joined. The host fills `inputs.samples` and calls
 * `sampleMeter` 4 800 times a second, and after every twentieth fills the other inputs and calls
 * `tickMeter`. `powerUp` comes first, with the store's last good copy in `control.stored`,
 * `control.settings` and `registers`.
 */
import { Control, Transfer } from "./control/control";
import { controlTick, startControl } from "./control/controlling";
import { copyEstimate, copyFeedTest, copyNeutral, copySense } from "./measure/copies";
import { copyMetering, copyRegisters } from "./metering/copies";
import { copyOutputs } from "./hardware/copies";
import { copySettings } from "./lists/copies";
import { copyStored } from "./storage/copies";
import { Estimate, estimateTick } from "./measure/estimate";
import { Evidence } from "./interlock/evidence";
import { Explanation } from "./explain/explanation";
import { explain } from "./explain/explain";
import { Event } from "./lists/events";
import { hardwareError } from "./hardware/hardware";
import { markDirty } from "./control/latches";
import { FeedTest, feedTick } from "./measure/feed";
import { Log, collect } from "./storage/log";
import { meterSample } from "./measure/meter-sums";
import { Metering } from "./metering/state";
import { meteringTick, startMetering } from "./metering/metering";
import { Neutral, neutralTick } from "./measure/neutral";
import { obey } from "./control/orders";
import { SwitchPosition } from "./control/position";
import { reconcile } from "./storage/reconcile";
import { Registers } from "./metering/registers";
import { raise } from "./storage/raise";
import { report } from "./explain/report";
import { Request } from "./control/requests";
import { Sense, senseSample } from "./measure/sense";
import { Settings } from "./lists/settings";
import { CONTACTS_CLOSED, Inputs, Outputs } from "./hardware/signals";
import { Qualification } from "./qualify/source";
import { StoreState, Stored } from "./storage/store";
import { TICK_HZ } from "./hardware/units";
import { see } from "./control/views";

/** What a power-up starts from: every record with its initial values. */
export class Blank {
  control: Control = new Control();
  sense: Sense = new Sense();
  estimate: Estimate = new Estimate();
  neutral: Neutral = new Neutral();
  feed: FeedTest = new FeedTest();
  metering: Metering = new Metering();
  registers: Registers = new Registers();
  outputs: Outputs = new Outputs();
}

export class Meter {
  inputs: Inputs = new Inputs();
  outputs: Outputs = new Outputs();
  sense: Sense = new Sense();
  estimate: Estimate = new Estimate();
  neutral: Neutral = new Neutral();
  feed: FeedTest = new FeedTest();
  control: Control;
  explanation: Explanation = new Explanation();
  metering: Metering = new Metering();
  /** What is counted; the store keeps it with `stored` and `settings`. */
  registers: Registers = new Registers();
  log: Log = new Log();
  request: Request = new Request();
  /** Number of a stored setting that the limits of this release refused at power-up; 0 = none. */
  setting_reset: i32 = 0;
  /** Settings that an order asks for; see orders.ts. */
  proposed: Settings = new Settings();
  /** Copies used during power-up. */
  kept: Stored = new Stored();
  kept_settings: Settings = new Settings();
  blank: Blank = new Blank();
  /** Second clock and own ticks at the last comparison. */
  clock_before: i32 = 0;
  clock_ticks: i32 = 0;
  /** Parts of `control` that the host reads most. */
  stored: Stored;
  settings: Settings;
  evidence: Evidence;
  position_u: SwitchPosition;
  position_g: SwitchPosition;
  utility: Qualification;
  generator: Qualification;
  transfer: Transfer;

  constructor() {
    const c = new Control();
    this.control = c;
    this.stored = c.stored;
    this.settings = c.settings;
    this.evidence = c.evidence;
    this.position_u = c.position_u;
    this.position_g = c.position_g;
    this.utility = c.utility;
    this.generator = c.generator;
    this.transfer = c.transfer;
  }
}

/**
 * Starts the controlling half: `store_state` says how the host found the store, `control.stored`
 * and `control.settings` hold its copy when that is Good.
 */
export function startControlling(m: Meter, store_state: i32): void {
  copyStored(m.kept, m.control.stored);
  copySettings(m.kept_settings, m.control.settings);
  copyOutputs(m.outputs, m.blank.outputs);
  startControl(m.control, m.blank.control, m.kept, m.kept_settings, store_state);
}

/** Starts the meter, as `startControlling` does. Nothing else survives the power cut. */
export function powerUp(m: Meter, store_state: i32): void {
  if (hardwareError() != 0) throw new Error("hardware figures contradict each other");
  startControlling(m, store_state);
  if (store_state == StoreState.Good && m.setting_reset != 0) {
    raise(m.control.raised, Event.SettingReset, m.setting_reset, 0);
  }
  reconcile(m.control.settings, m.blank.control.settings, m.control.raised);
  copySense(m.sense, m.blank.sense);
  copyEstimate(m.estimate, m.blank.estimate);
  copyNeutral(m.neutral, m.blank.neutral);
  copyFeedTest(m.feed, m.blank.feed);
  copyMetering(m.metering, m.blank.metering);
  if (store_state != StoreState.Good) copyRegisters(m.registers, m.blank.registers);
  startMetering(m.metering, m.registers);
  m.clock_ticks = 0;
  m.log.sequence = m.control.stored.event_sequence;
}

/** Takes in one sample set. */
export function sampleMeter(m: Meter): void {
  senseSample(m.sense, m.inputs.samples);
  meterSample(m.metering.sums, m.sense, m.inputs.samples);
}

/** Compares the two clocks over ten seconds. */
function compareClocks(m: Meter): void {
  if (m.clock_ticks == 0) m.clock_before = m.inputs.second_clock_ticks;
  m.clock_ticks = m.clock_ticks + 1;
  if (m.clock_ticks <= 10 * TICK_HZ) return;
  const own: i32 = m.clock_ticks - 1;
  const other: i32 = (m.inputs.second_clock_ticks - m.clock_before) | 0;
  const off: i32 = own > other ? own - other : other - own;
  m.control.clock_permille = ((off * 1000) / own) | 0;
  m.clock_ticks = 0;
}

/** Orders, decisions and coils of one tick, from the readings and views in `control`. */
export function control(m: Meter): void {
  const c = m.control;
  if (obey(c, m.request, m.proposed) != 0) {
    copySettings(c.settings, m.proposed);
    markDirty(c);
  }
  controlTick(c, m.outputs);
}

/** One tick of the whole meter, 240 a second. */
export function tickMeter(m: Meter): void {
  const c = m.control;
  estimateTick(m.estimate, m.sense);
  const closed: boolean = m.inputs.generator_contacts == CONTACTS_CLOSED;
  const burdens: i32 = feedTick(m.feed, m.estimate, m.neutral.round, closed);
  m.outputs.burdens =
    burdens | neutralTick(m.neutral, m.estimate, c.evidence.out_indeterminate_ticks);
  see(c, m.estimate, m.neutral, m.feed, m.inputs);
  compareClocks(m);
  control(m);
  meteringTick(m.metering, m.registers, m.estimate, c, m.neutral.reference);
  const e = m.estimate;
  const pilots: i32 = e.utility.pilots | (e.generator.pilots << 2) | (e.out.pilots << 4);
  report(c, pilots, m.neutral.reference);
  if (c.raised.count > 0) {
    collect(m.log, c.raised, c.evidence.boot_ticks);
    c.stored.event_sequence = m.log.sequence;
    markDirty(c);
  }
  explain(c, m.explanation);
}

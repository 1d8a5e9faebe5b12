/**
 * One meter: measuring and controlling halves joined. The host fills `inputs.samples` and calls
 * `sampleMeter` 4 800 times a second, and after every twentieth fills the other inputs and calls
 * `tickMeter`. `powerUp` comes first, with the store's last good copy in `control.stored` and
 * `control.settings`.
 */
import { Reason } from "./codes";
import { Connected, Control, Transfer } from "./control";
import { copyControl, copyEnergy, copyEstimate, copyNeutral } from "./copies";
import { copyOutputs, copySense, copySettings, copyStored } from "./copies";
import { connectedTo, decide } from "./decide";
import { Energy, countEnergy } from "./energy";
import { Estimate, estimateTick } from "./estimate";
import { Event } from "./events";
import { Evidence, believe } from "./evidence";
import { Explanation, explain } from "./explain";
import { hardwareError } from "./hardware";
import { interlock } from "./interlock";
import { light } from "./lights";
import { changed } from "./lockout";
import { Log, collect } from "./log";
import { Neutral, neutralTick } from "./neutral";
import { obey } from "./orders";
import { SwitchPosition, locate } from "./position";
import { PulseResult, wantedCoil, watchPulse } from "./pulse";
import { qualifyGenerator } from "./qualify-generator";
import { followSag, qualifyUtility } from "./qualify-utility";
import { raise } from "./raise";
import { report } from "./report";
import { Request } from "./requests";
import { Sense, senseSample } from "./sense";
import { interrupted, msOfTicks, pursue } from "./sequence";
import { Settings, settingsError } from "./settings";
import { Coil, Inputs, Outputs } from "./signals";
import { Source } from "./source";
import { StoreState, Stored } from "./store";
import { remember, utilityDropped } from "./trust";
import { TICK_HZ, countUp } from "./units";
import { see } from "./views";
import { generatorBrokeDown, watch } from "./watch";

/** What a power-up starts from: everything as it is made. */
export class Blank {
  control: Control = new Control();
  sense: Sense = new Sense();
  estimate: Estimate = new Estimate();
  neutral: Neutral = new Neutral();
  energy: Energy = new Energy();
  outputs: Outputs = new Outputs();
}

export class Meter {
  inputs: Inputs = new Inputs();
  outputs: Outputs = new Outputs();
  sense: Sense = new Sense();
  estimate: Estimate = new Estimate();
  neutral: Neutral = new Neutral();
  control: Control;
  explanation: Explanation = new Explanation();
  energy: Energy = new Energy();
  log: Log = new Log();
  request: Request = new Request();
  /** Settings that an order asks for; see orders.ts. */
  proposed: Settings = new Settings();
  /** Scratch and origin for power-up. */
  kept: Stored = new Stored();
  kept_settings: Settings = new Settings();
  blank: Blank = new Blank();
  /** Second clock and own ticks at the last comparison. */
  clock_before: i32 = 0;
  clock_ticks: i32 = 0;
  /** What the host reads most, out of `control`. */
  stored: Stored;
  settings: Settings;
  evidence: Evidence;
  position_u: SwitchPosition;
  position_g: SwitchPosition;
  utility: Source;
  generator: Source;
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
 * Starts the meter. `store_state` says how the host found the store; `control.stored` and
 * `control.settings` hold its copy when that is Good. Nothing of before survives otherwise.
 */
export function powerUp(m: Meter, store_state: i32): void {
  if (hardwareError() != 0) throw new Error("hardware figures contradict each other");
  copyStored(m.kept, m.control.stored);
  copySettings(m.kept_settings, m.control.settings);
  copyControl(m.control, m.blank.control);
  copySense(m.sense, m.blank.sense);
  copyEstimate(m.estimate, m.blank.estimate);
  copyNeutral(m.neutral, m.blank.neutral);
  copyEnergy(m.energy, m.blank.energy);
  copyOutputs(m.outputs, m.blank.outputs);
  const c = m.control;
  c.store_state = store_state;
  m.clock_ticks = 0;
  const trusted: boolean = store_state == StoreState.Good && settingsError(m.kept_settings) == 0;
  if (trusted) {
    copyStored(c.stored, m.kept);
    copySettings(c.settings, m.kept_settings);
  } else if (store_state != StoreState.Empty) {
    // U closed stays closed, U open stays open, until somebody has looked at the settings.
    c.stored.lockout = Reason.StoreBad;
    raise(c.raised, Event.StoreBad, 0, 0);
  }
  m.log.sequence = c.stored.event_sequence;
  c.stored.boots = c.stored.boots + 1;
  c.stored.short_boots = c.stored.short_boots + 1;
  interrupted(c);
  c.evidence.back_voltage_long = c.stored.back_voltage;
  raise(c.raised, Event.PowerUp, c.stored.boots, 0);
  changed(c);
}

/** Takes in one sample set. */
export function sampleMeter(m: Meter): void {
  senseSample(m.sense, m.inputs.samples);
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

function qualify(c: Control): void {
  const t = c.transfer;
  const was_ok: i32 = c.utility.ok;
  qualifyUtility(c.utility, c.view_u, c.settings, t.watch_ticks > 0);
  if (was_ok != 0 && c.utility.ok == 0) utilityDropped(c);
  if (followSag(c.utility, c.view_u, c.settings) != 0) {
    raise(c.raised, Event.UtilitySag, c.utility.sag_min_mv, msOfTicks(c.utility.sag_ticks));
    c.utility.sag_ticks = 0;
  }
  const closing: boolean =
    c.pulse.result == PulseResult.Running && c.pulse.coil == Coil.GeneratorClose;
  const on: boolean = t.connected == Connected.Generator;
  const picking_up: boolean =
    closing || (on && t.connected_ticks < c.settings.generator_dip_ignore_s * TICK_HZ);
  const generator_was_ok: i32 = c.generator.ok;
  qualifyGenerator(c.generator, c.view_g, c.settings, c.cord_neutral, on || closing, picking_up);
  if (on && generator_was_ok != 0 && c.generator.ok == 0) {
    t.generator_lost = 1;
    generatorBrokeDown(c);
  }
  if (c.generator.ok != 0) t.generator_lost = 0;
}

function follow(c: Control): void {
  const t = c.transfer;
  const r = c.readings;
  const live: i32 = c.evidence.out_live_ticks > 0 ? 1 : 0;
  const follows_u: i32 = live & r.utility_follows;
  const follows_g: i32 = live & r.generator_follows;
  locate(c.position_u, r.utility_contacts, r.utility_current, r.utility_across, follows_u);
  locate(c.position_g, r.generator_contacts, r.generator_current, r.generator_across, follows_g);
  const now: i32 = connectedTo(c);
  if (now != t.connected) {
    if (t.connected == Connected.Generator) t.came_from_generator = 1;
    t.connected = now;
    t.connected_ticks = 0;
    if (now != Connected.None) t.last_dark_ticks = t.dark_ticks;
  }
  t.connected_ticks = countUp(t.connected_ticks);
  t.dark_ticks = now == Connected.None ? countUp(t.dark_ticks) : 0;
  if (c.evidence.back_voltage_long != c.stored.back_voltage) {
    c.stored.back_voltage = c.evidence.back_voltage_long;
    changed(c);
  }
}

/** The controlling half of one tick: loop-free, array-free. */
function controlTick(c: Control, o: Outputs): void {
  believe(c.evidence, c.readings, o.coils, c.settings.back_voltage_clear_s);
  follow(c);
  qualify(c);
  watch(c);
  c.transfer.goal = decide(c);
  pursue(c);
  remember(c);
  const refused: i32 = interlock(
    c.evidence,
    c.readings,
    c.settings.dead_time_ms,
    c.settings.back_voltage_clear_s,
    c.stored.lock_open,
    c.position_u.contradiction | c.position_g.contradiction,
    wantedCoil(c.pulse),
    o,
  );
  watchPulse(c.pulse, c.evidence, c.readings, refused);
  light(c, o);
}

/** One tick of the whole meter, 240 a second. */
export function tickMeter(m: Meter): void {
  const c = m.control;
  estimateTick(m.estimate, m.sense);
  m.outputs.burdens = neutralTick(m.neutral, m.estimate, c.evidence.out_between_ticks);
  see(c, m.estimate, m.neutral, m.inputs);
  compareClocks(m);
  if (obey(c, m.request, m.proposed) != 0) {
    copySettings(c.settings, m.proposed);
    changed(c);
  }
  controlTick(c, m.outputs);
  countEnergy(m.energy, m.estimate, c.stored);
  const e = m.estimate;
  const pilots: i32 = e.utility.pilots | (e.generator.pilots << 2) | (e.out.pilots << 4);
  report(c, pilots, m.neutral.reference);
  if (c.raised.count > 0) {
    collect(m.log, c.raised, c.evidence.boot_ticks);
    c.stored.event_sequence = m.log.sequence;
    changed(c);
  }
  explain(c, m.explanation);
}

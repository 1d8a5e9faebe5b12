/**
 * Sources inside the house: a generator on the dryer's cord, solar inverters, a battery that forms
 * an island. One of them feeds at a time, in this order. Solar inverters stop within 2 s of the
 * loss of the grid (IEEE 1547-2018, 8.1): a bias drives their frequency away once no stiff source
 * holds it. Voltage trips 0.5 and 1.2 per unit in 0.16 s, return after 300 s: the same standard,
 * 6.4 and 4.10. Loops and time constants: engineering judgement.
 */
import { Oscillator, tune, turn } from "../waves/oscillator";

const SAMPLE_S: f64 = 1.0 / 4800.0;
const LINE_VOLTS: f64 = 240.0;
const SQRT2: f64 = 1.4142135623730951;
/** A bus below this counts as dead for a battery, in volts line to line. */
const DEAD_VOLTS: f64 = 30.0;
/**
 * A battery that takes over an outage watches a quick mean of the squared voltage (4 ms) and counts
 * the line as lost below 70 % of its voltage. Transfer relays of such systems need 4 to 140 ms
 * (makers' data: below half a cycle for uninterruptible ones, 100 ms and more for hybrid
 * inverters).
 */
const LOST_VOLTS: f64 = 168.0;
const QUICK: f64 = 1.0 / 19.0;

/** Source resistance of each leg in ohms: dryer generator and battery, solar inverters. */
const STIFF_OHM: f64 = 0.3;
const SOLAR_OHM: f64 = 2.0;

/** What feeds the house from inside. */
export const enum Inner {
  None = 0,
  Dryer = 1,
  Battery = 2,
  Solar = 3,
}

/** Orders and state of all three. */
export class InnerSource {
  /** 1 while a generator runs on the dryer's cord; its frequency and voltage without load. */
  dryer_running: i32 = 0;
  dryer_hz: f64 = 61.5;
  dryer_level: f64 = 1;
  /** Fall of its frequency and voltage at 5 kW, in per unit. */
  dryer_droop: f64 = 0.04;
  dryer_sag: f64 = 0.06;
  /** 1 with solar inverters enabled, and their power in watts. */
  solar_on: i32 = 0;
  solar_watts: f64 = 4000;
  /** Seconds until they detect an island that matches their power (at most 2). */
  solar_hold_s: f64 = 1.5;
  /** Seconds of good voltage and frequency before they feed. */
  solar_join_s: f64 = 300;
  /** Frequencies at which they trip, in Hz. */
  solar_low_hz: f64 = 58.8;
  solar_high_hz: f64 = 61.2;
  /** 1 with a battery armed: it forms an island `battery_form_s` after line out went dead. */
  battery_on: i32 = 0;
  battery_form_s: f64 = 0.5;
  /**
   * 1 when it takes over instead: `battery_form_s` after line out fell below 70 % of its voltage,
   * in phase with what it was. It needs a line to follow first. It feeds the whole bus, the meter's
   * line out included, until it is switched off.
   */
  battery_takes_over: i32 = 0;
  battery_hz: f64 = 60;
  /** Power in watts above which it collapses. */
  battery_watts: f64 = 7500;

  // State.
  /** Source that feeds now (values of `Inner`), and its ohms per leg. */
  feeding: i32 = 0;
  ohm: f64 = 0.3;
  /** Source voltage, leg to leg, at the middle and the end of the sample. */
  middle: f64 = 0;
  end: f64 = 0;
  /** Power that it gives, filtered, in watts. */
  watts: f64 = 0;
  /** Filtered square of line out, leg to leg. */
  square: f64 = 0;
  /** The same within some 4 ms, for a battery that takes over. */
  quick_square: f64 = 0;
  dryer_wave: Oscillator = new Oscillator();
  solar_wave: Oscillator = new Oscillator();
  battery_wave: Oscillator = new Oscillator();
  /** 1 while the solar inverters are ready to feed; 1 while the battery is. */
  solar_feeding: i32 = 0;
  battery_feeding: i32 = 0;
  /** Share of its power that the solar inverters give, 0 to 1. */
  solar_level: f64 = 0;
  /**
   * Seconds of good voltage; of bad voltage while they feed; error and integral of the tracking.
   */
  solar_good_s: f64 = 0;
  solar_bad_s: f64 = 0;
  solar_error: f64 = 0;
  solar_offset_hz: f64 = 0;
  battery_dead_s: f64 = 0;
  /** Frequency of the line that it follows, in Hz; 1 once it has followed one. */
  battery_line_hz: f64 = 60;
  battery_ready: i32 = 0;
  battery_over_s: f64 = 0;
}

/** One sample; `volts` is line out, leg to leg, at the end of the sample before. */
export function innerSample(h: InnerSource, volts: f64): void {
  const none: boolean = (h.dryer_running | h.solar_on | h.battery_on) === 0;
  if (none && h.feeding === Inner.None) return;
  h.square = h.square + (volts * volts - h.square) * (1.0 / 240.0);
  if (h.square < 1.0e-9) h.square = 0;
  const amperes: f64 = h.feeding !== 0 ? (h.end - volts) / (2.0 * h.ohm) : 0.0;
  h.watts = h.watts + (volts * amperes - h.watts) * (1.0 / 160.0);
  if (h.solar_on !== 0) solar(h, volts);
  else h.solar_feeding = 0;
  if (h.battery_on !== 0) battery(h, volts);
  else {
    h.battery_feeding = 0;
    h.battery_ready = 0;
  }
  h.feeding = Inner.None;
  if (h.dryer_running !== 0) dryer(h);
  else if (h.battery_feeding !== 0) feedBattery(h);
  else if (h.solar_feeding !== 0) feedSolar(h);
  else h.watts = 0;
}

/** Both values of the sample from a wave of the given crest. */
function wave(h: InnerSource, o: Oscillator, peak: f64): void {
  turn(o);
  h.middle = peak * o.middle;
  h.end = peak * o.s;
}

function dryer(h: InnerSource): void {
  const load: f64 = h.watts * (1.0 / 5000.0);
  h.feeding = Inner.Dryer;
  h.ohm = STIFF_OHM;
  tune(h.dryer_wave, h.dryer_hz * (1.0 - h.dryer_droop * load));
  let level: f64 = h.dryer_level * (1.0 - h.dryer_sag * load);
  if (level < 0.1) level = 0.1;
  wave(h, h.dryer_wave, LINE_VOLTS * SQRT2 * level);
}

/** When the battery forms its island; too large a load stops it for ten times that delay. */
function battery(h: InnerSource, volts: f64): void {
  if (h.battery_feeding === 0) {
    const dead: boolean =
      h.battery_takes_over !== 0 ? lost(h, volts) : h.square < DEAD_VOLTS * DEAD_VOLTS;
    h.battery_dead_s = dead
      ? h.battery_dead_s + SAMPLE_S
      : h.battery_dead_s < 0.0
        ? h.battery_dead_s
        : 0.0;
    if (h.battery_dead_s > h.battery_form_s) h.battery_feeding = 1;
    h.battery_over_s = 0;
    return;
  }
  h.battery_over_s = h.watts > h.battery_watts ? h.battery_over_s + SAMPLE_S : 0.0;
  if (h.battery_over_s > 0.3) {
    h.battery_feeding = 0;
    h.battery_dead_s = -10.0 * h.battery_form_s;
  }
}

/** Follows the phase of a live line; whether the line that it followed is lost. */
function lost(h: InnerSource, volts: f64): boolean {
  h.quick_square = h.quick_square + (volts * volts - h.quick_square) * QUICK;
  if (h.quick_square < 1.0e-9) h.quick_square = 0;
  if (h.quick_square < LOST_VOLTS * LOST_VOLTS) {
    turn(h.battery_wave);
    return h.battery_ready !== 0;
  }
  if (h.square > 0.7 * LINE_VOLTS * LINE_VOLTS) h.battery_ready = 1;
  // Twice the product of line and own cosine is the sine of the angle between them.
  const error: f64 = (volts * h.battery_wave.c) / (SQRT2 * LINE_VOLTS);
  h.battery_line_hz = h.battery_line_hz + 60.0 * error * SAMPLE_S;
  const hz: f64 = h.battery_line_hz + 6.0 * error;
  tune(h.battery_wave, hz < 40.0 ? 40.0 : hz > 80.0 ? 80.0 : hz);
  turn(h.battery_wave);
  return false;
}

function feedBattery(h: InnerSource): void {
  h.feeding = Inner.Battery;
  h.ohm = STIFF_OHM;
  tune(h.battery_wave, h.battery_hz);
  wave(h, h.battery_wave, LINE_VOLTS * SQRT2);
}

/** Tracks line out, decides when the solar inverters join and when they trip. */
function solar(h: InnerSource, volts: f64): void {
  const line: f64 = Math.sqrt(h.square);
  const level: f64 = line * (1.0 / LINE_VOLTS);
  const alive: boolean = level > 0.3;
  const error: f64 = alive ? (volts * h.solar_wave.c) / (SQRT2 * line) : 0.0;
  h.solar_error = h.solar_error + (error - h.solar_error) * (1.0 / 48.0);
  if (alive) {
    const drift: f64 = h.solar_feeding !== 0 ? 1.2 / h.solar_hold_s : 0.0;
    h.solar_offset_hz = h.solar_offset_hz + (60.0 * h.solar_error + drift) * SAMPLE_S;
  } else h.solar_offset_hz = 0;
  const hz: f64 = 60.0 + h.solar_offset_hz + 6.0 * h.solar_error;
  tune(h.solar_wave, hz < 40.0 ? 40.0 : hz > 80.0 ? 80.0 : hz);
  const offset: f64 = 60.0 + h.solar_offset_hz;
  const off: boolean = offset < h.solar_low_hz || offset > h.solar_high_hz;
  if (h.solar_feeding !== 0) {
    h.solar_bad_s = level < 0.5 || level > 1.2 ? h.solar_bad_s + SAMPLE_S : 0.0;
    if (off || h.solar_bad_s > 0.15) {
      h.solar_feeding = 0;
      h.solar_good_s = 0;
    }
    return;
  }
  h.solar_level = 0;
  const good: boolean = level > 0.917 && level < 1.05 && !off;
  h.solar_good_s = good ? h.solar_good_s + SAMPLE_S : 0.0;
  if (h.solar_good_s > h.solar_join_s) h.solar_feeding = 1;
  turn(h.solar_wave);
}

/** A current in phase with line out, given as a voltage behind the inverters' resistance. */
function feedSolar(h: InnerSource): void {
  h.feeding = Inner.Solar;
  h.ohm = SOLAR_OHM;
  h.solar_level = h.solar_level + SAMPLE_S < 1.0 ? h.solar_level + SAMPLE_S : 1.0;
  let line: f64 = Math.sqrt(h.square);
  if (line > 1.4 * LINE_VOLTS) line = 1.4 * LINE_VOLTS;
  const amperes: f64 = (h.solar_watts * h.solar_level) / (line > 200.0 ? line : 200.0);
  wave(h, h.solar_wave, SQRT2 * (line + 2.0 * h.ohm * amperes));
}

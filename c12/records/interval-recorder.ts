/** Makes quarter hours of what the host sees from moment to moment. */
import { INTERVAL_S } from "./load-profile";
import type { Gap, Interval, LoadProfile } from "./load-profile";
import type { Known } from "../language/numbers";

/** What the host sees, at least once a quarter hour and best once a second. */
export interface Moment {
  /** Universal time; nothing while the clock is not set, and then nothing is recorded. */
  readonly at_s: Known;
  readonly utility_delivered_wh: Known;
  readonly utility_received_wh: Known;
  readonly generator_wh: Known;
  /** Seconds for which the house has hung on the generator since the meter was made. */
  readonly generator_s: Known;
  /** Least since the moment before; nothing while it is not measured. */
  readonly utility_minimum_mv: Known;
  readonly utility_power_failed: boolean;
}

/** Place of the voltage in `CHANNELS`. */
const MINIMUM = 3;

/** What the meter itself counts, in the order of `CHANNELS`; voltage is no such thing. */
const registersOf = (moment: Moment): readonly Known[] => [
  moment.utility_delivered_wh,
  moment.utility_received_wh,
  moment.generator_wh,
  undefined,
  moment.generator_s,
];

/** A register that a torn write set back has gained nothing yet. */
const difference = (to: Known, from: Known): Known =>
  to === undefined || from === undefined ? undefined : Math.max(0, to - from);

const least = (a: Known, b: Known): Known =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

/** The quarter hour that is being recorded. */
class Running {
  minimum_mv: Known;
  minimum_known = true;
  outage = false;
  clock_forward = false;
  clock_back = false;
  long = false;
  partial: boolean;

  constructor(
    readonly start_s: number,
    readonly begun: Moment,
    begun_late: boolean,
  ) {
    this.partial = begun_late;
  }

  note(moment: Moment): void {
    this.outage ||= moment.utility_power_failed;
    if (moment.utility_minimum_mv === undefined) this.minimum_known = false;
    this.minimum_mv = least(this.minimum_mv, moment.utility_minimum_mv);
  }

  finished(moment: Moment): Interval {
    const begun = registersOf(this.begun);
    const gained = registersOf(moment).map((to, n) => difference(to, begun[n]));
    const minimum = this.minimum_known ? this.minimum_mv : undefined;
    const minimum_dv = minimum === undefined ? undefined : Math.floor(minimum / 100);
    return {
      values: gained.with(MINIMUM, minimum_dv),
      outage: this.outage,
      partial: this.partial,
      long: this.long,
      clock_forward: this.clock_forward,
      clock_back: this.clock_back,
    };
  }
}

const quarterOf = (at_s: number): number => Math.floor(at_s / INTERVAL_S) * INTERVAL_S;

export class IntervalRecorder {
  private running: Running | undefined;
  private last: Moment | undefined;
  /** Why the time before the next interval is missing, should any be. */
  private gap: Gap = "power failed";

  constructor(private readonly profile: LoadProfile) {}

  /** Takes what is seen now. */
  see(moment: Moment): void {
    const { at_s } = moment;
    if (at_s === undefined) return;
    const last_s = this.last?.at_s ?? at_s;
    if (this.running && at_s >= this.running.start_s + INTERVAL_S) {
      this.finish(this.running, moment, last_s);
    }
    const start_s = quarterOf(at_s);
    if (this.running === undefined) this.resume(moment, start_s);
    this.running ??= this.begin(start_s, moment, at_s !== start_s);
    this.running.note(moment);
    this.last = moment;
  }

  private begin(start_s: number, begun: Moment, begun_late: boolean): Running {
    this.profile.open = { start_s, readings: registersOf(begun) };
    return new Running(start_s, begun, begun_late);
  }

  /**
   * After a power cut the interval in which the power failed is still open: its energy is what the
   * registers have gained since it began.
   */
  private resume(moment: Moment, start_s: number): void {
    const { open } = this.profile;
    if (open === undefined) return;
    const [utility_delivered_wh, utility_received_wh, generator_wh, , generator_s] = open.readings;
    const registers = { utility_delivered_wh, utility_received_wh, generator_wh, generator_s };
    const begun = { ...moment, ...registers };
    // A clock that was set back in the dark shows an earlier quarter hour.
    const cut = this.begin(Math.min(open.start_s, start_s), begun, true);
    cut.outage = open.start_s < start_s;
    cut.minimum_known = false;
    if (cut.outage) this.add(cut, moment);
    else this.running = cut;
  }

  /** The clock has been set from one time to another; `see` goes on with the new one. */
  clockSet(from_s: Known, to_s: number): void {
    const { running, last } = this;
    if (running === undefined || last === undefined || from_s === undefined) return;
    const forward = to_s > from_s;
    if (forward) running.clock_forward = true;
    else running.clock_back = true;
    const stays = quarterOf(to_s) === running.start_s;
    if (stays && !forward) running.long = true;
    if (stays && forward) running.partial = true;
    if (!stays) {
      running.partial = true;
      this.add(running, last);
      // The next one is open at once: a power cut before the next look would count the last again.
      const start_s = quarterOf(to_s);
      this.running = this.begin(start_s, last, to_s !== start_s);
      this.gap = forward ? "clock forward" : "clock back";
    }
    this.last = { ...last, at_s: to_s };
  }

  private finish(running: Running, moment: Moment, last_s: number): void {
    // What the registers gained over a break is of the interval in which the break began.
    if (moment.at_s !== undefined && moment.at_s - last_s > INTERVAL_S) running.partial = true;
    else running.note(moment);
    this.add(running, moment);
    const start_s = quarterOf(moment.at_s ?? 0);
    this.running = this.begin(start_s, moment, start_s !== moment.at_s);
  }

  private add(running: Running, end: Moment): void {
    this.profile.add(running.start_s, running.finished(end), registersOf(end), this.gap);
    this.gap = "power failed";
  }
}

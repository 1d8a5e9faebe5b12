/** Forms quarter hours from the samples of the host. */
import { INTERVAL_S } from "./load-profile";
import type { Gap, Interval, LoadProfile } from "./load-profile";
import type { Known } from "../language/numbers";

/** A sample of the host, taken at least every quarter hour and preferably every second. */
export interface ProfileSample {
  /** Universal time; undefined while the clock is not set, and then nothing is recorded. */
  readonly at_s: Known;
  readonly utility_delivered_wh: Known;
  readonly utility_received_wh: Known;
  readonly generator_wh: Known;
  /** Seconds on the generator in the life of the meter. */
  readonly generator_s: Known;
  /** Minimum since the previous sample; undefined while it is not measured. */
  readonly utility_minimum_mv: Known;
  readonly utility_power_failed: boolean;
}

/** Index of the voltage in `CHANNELS`. */
const MINIMUM = 3;

/** The registers, in the order of `CHANNELS`; the voltage is not one. */
const registersOf = (moment: ProfileSample): readonly Known[] => [
  moment.utility_delivered_wh,
  moment.utility_received_wh,
  moment.generator_wh,
  undefined,
  moment.generator_s,
];

/** A register that a torn write set back counts as unchanged. */
const difference = (to: Known, from: Known): Known =>
  to === undefined || from === undefined ? undefined : Math.max(0, to - from);

const least = (a: Known, b: Known): Known =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

/** The quarter hour being recorded. */
class RunningInterval {
  minimum_mv: Known;
  minimum_known = true;
  outage = false;
  clock_forward = false;
  clock_back = false;
  long = false;
  partial: boolean;

  constructor(
    readonly start_s: number,
    readonly begun: ProfileSample,
    begun_late: boolean,
  ) {
    this.partial = begun_late;
  }

  note(moment: ProfileSample): void {
    this.outage ||= moment.utility_power_failed;
    if (moment.utility_minimum_mv === undefined) this.minimum_known = false;
    this.minimum_mv = least(this.minimum_mv, moment.utility_minimum_mv);
  }

  finished(moment: ProfileSample): Interval {
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
  private running: RunningInterval | undefined;
  private last: ProfileSample | undefined;
  /** Why the time before the next interval is missing, if it is. */
  private gap: Gap = "power failed";

  constructor(private readonly profile: LoadProfile) {}

  /** Takes a sample. */
  sample(moment: ProfileSample): void {
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

  private begin(start_s: number, begun: ProfileSample, begun_late: boolean): RunningInterval {
    this.profile.open = { start_s, readings: registersOf(begun) };
    return new RunningInterval(start_s, begun, begun_late);
  }

  /**
   * After a power cut the interval in which the power failed is still open: its energy is what the
   * registers have gained since it began.
   */
  private resume(moment: ProfileSample, start_s: number): void {
    const { open } = this.profile;
    if (open === undefined) return;
    const [utility_delivered_wh, utility_received_wh, generator_wh, , generator_s] = open.readings;
    const registers = { utility_delivered_wh, utility_received_wh, generator_wh, generator_s };
    const begun = { ...moment, ...registers };
    // A clock that was set back during the outage shows an earlier quarter hour.
    const cut = this.begin(Math.min(open.start_s, start_s), begun, true);
    cut.outage = open.start_s < start_s;
    cut.minimum_known = false;
    if (cut.outage) this.add(cut, moment);
    else this.running = cut;
  }

  /** Call when the clock has been set; `see` continues with the new time. */
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
      // The next one opens at once: otherwise a power cut before the next sample would count the
      // last one again.
      const start_s = quarterOf(to_s);
      this.running = this.begin(start_s, last, to_s !== start_s);
      this.gap = forward ? "clock forward" : "clock back";
    }
    this.last = { ...last, at_s: to_s };
  }

  private finish(running: RunningInterval, moment: ProfileSample, last_s: number): void {
    // What the registers gained during a break belongs to the interval in which the break began.
    if (moment.at_s !== undefined && moment.at_s - last_s > INTERVAL_S) running.partial = true;
    else running.note(moment);
    this.add(running, moment);
    const start_s = quarterOf(moment.at_s ?? 0);
    this.running = this.begin(start_s, moment, start_s !== moment.at_s);
  }

  private add(running: RunningInterval, end: ProfileSample): void {
    this.profile.add(running.start_s, running.finished(end), registersOf(end), this.gap);
    this.gap = "power failed";
  }
}

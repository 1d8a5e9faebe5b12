/**
 * Advances simulated time while the station serves: in short slices, so that no request waits long,
 * and at the selected pace.
 */
import { Pace } from "./pace";

/** The subject that is advanced. */
export interface Paced {
  /** Samples since the station's start. */
  readonly samples: number;
  /** Runs as fast as possible, ignoring the pace. */
  readonly atFullSpeed: boolean;
  advance(samples: number): void;
}

/** A slice takes about 0.2 ms; occasionally, to build a network table, up to 10 ms. */
const SLICE_SAMPLES = 240;
/** Pending requests are served after this time. */
const TURN_MS = 8;
const REST_MS = 10;

/** Runs until it is stopped. */
export class Runner {
  readonly #subject: Paced;
  readonly #pace: Pace;
  #wasAtFullSpeed = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #next: ReturnType<typeof setImmediate> | undefined;

  constructor(subject: Paced, speed: number) {
    this.#subject = subject;
    this.#pace = new Pace(speed, performance.now());
  }

  get speed(): number {
    return this.#pace.speed;
  }

  get paused(): boolean {
    return this.#pace.paused;
  }

  setSpeed(speed: number): void {
    this.#pace.setSpeed(speed, performance.now(), this.#subject.samples);
  }

  setPaused(paused: boolean): void {
    this.#pace.setPaused(paused, performance.now(), this.#subject.samples);
  }

  start(): void {
    this.#pace.setPaused(this.paused, performance.now(), this.#subject.samples);
    this.#turn();
  }

  stop(): void {
    clearTimeout(this.#rest);
    clearImmediate(this.#next);
  }

  #due(now_ms: number): number {
    const hurries = this.#subject.atFullSpeed && !this.paused;
    // After running at full speed, the pace starts again from here.
    if (this.#wasAtFullSpeed && !hurries) this.setSpeed(this.speed);
    this.#wasAtFullSpeed = hurries;
    return hurries ? Infinity : this.#pace.due(now_ms, this.#subject.samples);
  }

  #turn(): void {
    const begin_ms = performance.now();
    let due = this.#due(begin_ms);
    while (due > 0 && performance.now() - begin_ms < TURN_MS) {
      const samples = Math.min(due, SLICE_SAMPLES);
      this.#subject.advance(samples);
      due = this.#subject.atFullSpeed ? Infinity : due - samples;
    }
    if (due > 0 && !this.paused) this.#next = setImmediate(() => this.#turn());
    else this.#rest = setTimeout(() => this.#turn(), REST_MS);
  }
}

/**
 * Lets simulated time pass while the station serves: in short slices, so that nobody who asks waits
 * for long, at the pace that was asked for.
 */
import { Pace } from "./pace";

/** What is advanced. */
export interface Paced {
  /** Samples since the station's start. */
  readonly samples: number;
  /** As fast as it goes, whatever the pace. */
  readonly hurries: boolean;
  advance(samples: number): void;
}

/** One slice takes about 0.2 ms; building a table of the network, now and then, up to 10 ms. */
const SLICE_SAMPLES = 240;
/** Whoever waits is let in after so long. */
const TURN_MS = 8;
const REST_MS = 10;

/** Runs until it is stopped. */
export class Runner {
  readonly #subject: Paced;
  readonly #pace: Pace;
  #hurried = false;
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
    const hurries = this.#subject.hurries && !this.paused;
    // After a hurry the pace begins anew from where it led.
    if (this.#hurried && !hurries) this.setSpeed(this.speed);
    this.#hurried = hurries;
    return hurries ? Infinity : this.#pace.due(now_ms, this.#subject.samples);
  }

  #turn(): void {
    const begin_ms = performance.now();
    let due = this.#due(begin_ms);
    while (due > 0 && performance.now() - begin_ms < TURN_MS) {
      const samples = Math.min(due, SLICE_SAMPLES);
      this.#subject.advance(samples);
      due = this.#subject.hurries ? Infinity : due - samples;
    }
    if (due > 0 && !this.paused) this.#next = setImmediate(() => this.#turn());
    else this.#rest = setTimeout(() => this.#turn(), REST_MS);
  }
}

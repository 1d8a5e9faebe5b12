/**
 * Runs each tick at its time. It sleeps in the thread itself, because a timer of the event loop is
 * a millisecond coarse and waits for whatever else the loop does. Messages are taken between ticks.
 */
import { SAMPLES_PER_TICK, TICK_HZ } from "@bptm/core/hardware/units";
import type { HostedCore } from "../host/hosted-core";
import type { LinkedCore } from "../host/linked-core";
import { Lateness } from "../loop/lateness";
import type { Pace } from "../loop/pace";

/** Ticks worked off before messages are taken again. */
const SLICE_TICKS = 12;
/** The present state is told this often. */
const TELL_MS = 100;
/** The longest sleep: a paused core still takes messages. */
const SLEEP_MS = 10;

/** From this speed on, a condition runs as fast as possible. */
const FULL_SPEED_FROM = 60;

/** What the loop needs from its thread. */
interface LoopThread {
  now(): number;
  /** Sleeps for this long or a little longer. */
  sleep(ms: number): void;
  /** Gives the host the messages that have arrived; false when the thread must end. */
  receive(): boolean;
  /** Called once a turn, so that a watchdog sees that the loop lives. */
  beat(): void;
}

export class RealTimeLoop {
  readonly #core: HostedCore;
  readonly #host: LinkedCore;
  readonly #pace: Pace;
  readonly #thread: LoopThread;
  readonly lateness: Lateness = new Lateness(1000 / TICK_HZ);
  #told_ms = -TELL_MS;
  #hurried = false;

  constructor(core: HostedCore, host: LinkedCore, pace: Pace, thread: LoopThread) {
    this.#core = core;
    this.#host = host;
    this.#pace = pace;
    this.#thread = thread;
  }

  /** Runs until the thread must end. */
  run(): void {
    while (this.#thread.receive()) this.turn();
  }

  /** Works off what is due, at most a slice; sleeps when nothing is. */
  turn(): void {
    this.#thread.beat();
    const now_ms = this.#thread.now();
    const ticks = this.#due(now_ms);
    if (ticks > 0) this.#host.advance(Math.min(ticks, SLICE_TICKS));
    else this.#sleep(now_ms);
    if (now_ms - this.#told_ms < TELL_MS) return;
    this.#told_ms = now_ms;
    this.#host.tell();
  }

  /** Whole ticks due now. */
  #due(now_ms: number): number {
    const hurries = this.#core.hurries && this.#pace.speed >= FULL_SPEED_FROM;
    const { sample } = this.#core;
    // After running as fast as possible, the pace starts again from here.
    if (this.#hurried && !hurries) this.#pace.setSpeed(this.#pace.speed, now_ms, sample);
    this.#hurried = hurries;
    // A paused core still answers.
    if (this.#pace.paused) return this.#host.busy ? 1 : 0;
    if (hurries) return SLICE_TICKS;
    if (this.#pace.speed === 1) this.#note(now_ms, sample);
    return Math.floor(this.#pace.due(now_ms, sample) / SAMPLES_PER_TICK);
  }

  /** Notes how late the next tick begins, when it is due. */
  #note(now_ms: number, sample: number): void {
    const late_ms = now_ms - this.#pace.dueAt(sample + SAMPLES_PER_TICK);
    if (late_ms >= 0) this.lateness.add(late_ms);
  }

  #sleep(now_ms: number): void {
    const next_ms = this.#pace.dueAt(this.#core.sample + SAMPLES_PER_TICK) - now_ms;
    const wait_ms = this.#pace.paused ? SLEEP_MS : Math.min(SLEEP_MS, Math.max(0, next_ms));
    if (wait_ms > 0) this.#thread.sleep(wait_ms);
  }
}

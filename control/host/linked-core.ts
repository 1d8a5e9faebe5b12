/**
 * A hosted core on the link: it takes orders, and tells its words, its events and its answers. It
 * runs in a thread of its own and waits for nothing: what it posts may be dropped, except events,
 * which the outbox keeps.
 */
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import { IMAGE, ImageWriter } from "@bptm/link/core-image";
import { encode } from "@bptm/link/messages";
import type { Message } from "@bptm/link/messages";
import type { BenchReply, BenchRequest } from "@bptm/link/bench";
import { Refusal } from "@bptm/link/refusal";
import { OrderDesk } from "../orders/order-desk";
import { Outbox } from "../orders/outbox";
import type { HostedCore } from "./hosted-core";
import type { Pace } from "../loop/pace";

/** Where messages go; an image may be dropped by a station that is slow. */
export type Post = (octets: Buffer, droppable: boolean) => void;

/** Wall clock and monotonic clock, in milliseconds. */
interface Clocks {
  wall(): number;
  steady(): number;
}

export class LinkedCore {
  readonly #core: HostedCore;
  readonly #pace: Pace;
  readonly #post: Post;
  readonly #clocks: Clocks;
  readonly #run: number;
  readonly #desk: OrderDesk;
  readonly #outbox = new Outbox();
  readonly #words = new Int32Array(IMAGE.words);
  #home = 0;
  #writer: ImageWriter;

  /** `run` is drawn anew at each start of the process. */
  constructor(core: HostedCore, pace: Pace, run: number, post: Post, clocks: Clocks) {
    this.#core = core;
    this.#pace = pace;
    this.#run = run;
    this.#post = post;
    this.#clocks = clocks;
    this.#desk = new OrderDesk(core);
    this.#writer = new ImageWriter(core.meter);
    this.#home = core.home;
  }

  /** To a station that has just connected: who this is, what it missed, and the present state. */
  greet(): void {
    this.#hello();
    for (const event of this.#outbox.kept) this.#send({ kind: "event", body: event });
    this.tell();
  }

  take(message: Message): void {
    if (message.kind === "order") this.#answer(this.#desk.ask(message.body));
    else if (message.kind === "event-taken") this.#outbox.taken(message.body.number);
    else if (message.kind === "bench") this.#bench(message.body as BenchRequest);
  }

  /** The core has an order to answer, for which it needs its next tick. */
  get busy(): boolean {
    return this.#desk.busy;
  }

  /** Advances by whole ticks. */
  advance(ticks: number): void {
    for (let tick = 0; tick < ticks; tick += 1) {
      for (const answer of this.#desk.beforeTick(this.#clocks.wall())) this.#answer(answer);
      this.#core.advance(SAMPLES_PER_TICK);
      this.#answer(this.#desk.afterTick());
      this.#events();
    }
  }

  /** Tells the present state. */
  tell(): void {
    this.#writer.write(this.#words);
    const { life, sample } = this.#core;
    const at_ms = this.#core.clock_ms(sample);
    this.#send({ kind: "image", body: { life, sample, at_ms, words: this.#words } }, true);
    const { bench } = this.#core;
    if (bench === undefined) return;
    this.#reply({ state: bench.state(this.#pace.speed, this.#pace.paused) }, true);
    const waves = bench.waves();
    if (waves !== undefined) this.#reply({ waves, at_ms });
  }

  #hello(): void {
    const simulated = this.#core.bench !== undefined;
    const { layout, words } = IMAGE;
    const { home, serial } = this.#core;
    const body = { layout, words, run: this.#run, home, serial, simulated };
    this.#send({ kind: "hello", body });
  }

  #events(): void {
    const events = this.#core.drain();
    if (events.length === 0) return;
    for (const event of events) {
      const at_ms = this.#core.clock_ms(event.sample);
      this.#send({ kind: "event", body: this.#outbox.add({ ...event, at_ms }) });
    }
  }

  #bench({ number, order }: BenchRequest): void {
    const { bench } = this.#core;
    try {
      if (bench === undefined) {
        throw new Refusal("E-BENCH-02", 404, "This is a real meter: it has no bench.");
      }
      const now_ms = this.#clocks.steady();
      if (order.do === "speed") this.#pace.setSpeed(order.speed, now_ms, this.#core.sample);
      else if (order.do === "pause") this.#pace.setPaused(order.on, now_ms, this.#core.sample);
      else bench.order(order);
      if (this.#core.home !== this.#home) this.#newHome();
      this.tell();
      this.#reply({ number });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, status, message } = error;
      this.#reply({ number, refusal: { code, status, message } });
    }
  }

  #newHome(): void {
    this.#home = this.#core.home;
    this.#writer = new ImageWriter(this.#core.meter);
    this.#hello();
  }

  #answer(body: ReturnType<OrderDesk["ask"]>): void {
    if (body !== undefined) this.#send({ kind: "answer", body });
  }

  #reply(body: BenchReply, droppable = false): void {
    this.#send({ kind: "bench", body }, droppable);
  }

  #send(message: Message, droppable = false): void {
    this.#post(encode(message), droppable);
  }
}

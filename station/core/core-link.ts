/**
 * The station's end of the link to the process that runs the core. It connects again whenever the
 * link breaks, asks again what was not answered, and knows how old the present state is.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";
import { FrameReader, LINK_VERSION } from "@bptm/link/frame";
import { IMAGE, ImageReader } from "@bptm/link/core-image";
import { Outcome, decode, encode } from "@bptm/link/messages";
import type { AnswerMessage, Hello, Image, LinkedEvent, Message } from "@bptm/link/messages";
import type { OrderMessage } from "@bptm/link/messages";
import type { BenchReply, SimulatedHomeState, TransferWaves } from "@bptm/link/bench";
import type { BenchOrder } from "@bptm/link/bench-order";
import { Refusal } from "@bptm/link/refusal";
import type { RefusalStatus } from "@bptm/link/refusal";
import type { Meter } from "@bptm/core/meter";

/** What the station does with what arrives. */
interface CoreEvents {
  /** Another core, or the same one after a new start. The image that follows is of it. */
  hello?(hello: Hello): void;
  /** A new present state. */
  image?(image: Image): void;
  /** Whether the event is kept for good now. Events may come a second time. */
  event(event: LinkedEvent, hello: Hello): boolean;
  waves?(waves: TransferWaves, at_ms: number): void;
  /** One line for people. */
  warn(sentence: string): void;
}

/** A state older than this is shown as unknown. */
const FRESH_MS = 3000;
const AGAIN_MS = 200;
/** An event that could not be kept is asked for again after this time, by a new connection. */
const KEEP_AGAIN_MS = 5000;

/** The present state of a core, as far as it is known. */
interface CoreState {
  /** Counts power-ups; 0 without power. */
  readonly life: number;
  readonly sample: number;
  /** The host's wall clock. */
  readonly at_ms: number;
}

interface Asked {
  readonly order: OrderMessage;
  readonly settle: (answer: AnswerMessage) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface BenchAsked {
  readonly done: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

export class CoreLink {
  readonly #path: string;
  readonly #events: CoreEvents;
  readonly #now: () => number;
  readonly #image = new ImageReader();
  readonly #orders = new Map<number, Asked>();
  readonly #bench_orders = new Map<number, BenchAsked>();
  readonly #waiting: (() => void)[] = [];
  #bench_number = 0;
  #socket: Socket | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #hello: Hello | undefined;
  #state: CoreState | undefined;
  #heard_ms = -Infinity;
  #closed = false;
  /** Runs since an event could not be kept; none after it may be acknowledged before it. */
  #keep_again: ReturnType<typeof setTimeout> | undefined;
  /** The state of the bench, when the home is simulated. */
  home: SimulatedHomeState | undefined;

  /** `now`: a monotonic clock in milliseconds. */
  constructor(path: string, events: CoreEvents, now: () => number = () => performance.now()) {
    this.#path = path;
    this.#events = events;
    this.#now = now;
    this.#connect();
  }

  /** Undefined until the first state, and when the newest is older than three seconds. */
  get state(): CoreState | undefined {
    return this.#now() - this.#heard_ms > FRESH_MS ? undefined : this.#state;
  }

  /** The last state, however old. */
  get lastState(): CoreState | undefined {
    return this.#state;
  }

  /** The meter of the last state; blank before the first. */
  get meter(): Meter {
    return this.#image.meter;
  }

  /** Resolves with the first state. */
  first(): Promise<void> {
    if (this.#state !== undefined) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whether the last core that was heard had a bench. */
  get simulated(): boolean {
    return this.#hello?.simulated === true;
  }

  /** Asks the core; an order that is not answered before it expires is "unanswered". */
  order(order: OrderMessage, wait_ms: number): Promise<AnswerMessage> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#orders.delete(order.number);
        resolve({ number: order.number, outcome: Outcome.Unanswered, answer: 0 });
      }, wait_ms);
      this.#orders.set(order.number, { order, settle: resolve, timer });
      this.#send({ kind: "order", body: order });
    });
  }

  /** Asks the bench; refused with the bench's own reason, or when there is no contact. */
  bench(order: BenchOrder): Promise<void> {
    this.#bench_number += 1;
    const number = this.#bench_number;
    return new Promise((resolve, reject) => {
      if (this.state === undefined) return reject(noContact());
      this.#bench_orders.set(number, { done: resolve, refuse: reject });
      this.#send({ kind: "bench", body: { number, order } });
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    clearTimeout(this.#keep_again);
    this.#socket?.destroy();
    for (const { settle, timer, order } of this.#orders.values()) {
      clearTimeout(timer);
      settle({ number: order.number, outcome: Outcome.Unanswered, answer: 0 });
    }
    this.#orders.clear();
  }

  #connect(): void {
    const socket = connect(this.#path);
    const reader = new FrameReader();
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.on("data", (octets: Buffer) => {
      for (const { version, kind, payload } of reader.take(octets)) {
        const message = version === LINK_VERSION ? decode(kind, payload) : undefined;
        if (message !== undefined) this.#take(message);
      }
    });
    socket.on("connect", () => {
      for (const { order } of this.#orders.values()) this.#send({ kind: "order", body: order });
    });
    socket.on("close", () => {
      clearTimeout(this.#keep_again);
      this.#keep_again = undefined;
      for (const { refuse } of this.#bench_orders.values()) refuse(noContact());
      this.#bench_orders.clear();
      if (!this.#closed) this.#again = setTimeout(() => this.#connect(), AGAIN_MS);
    });
  }

  #send(message: Message): void {
    const socket = this.#socket;
    if (socket !== undefined && !socket.connecting && !socket.destroyed) {
      socket.write(encode(message));
    }
  }

  #take(message: Message): void {
    const { kind, body } = message;
    if (kind === "hello") this.#greeted(body);
    else if (this.#hello === undefined) return;
    else if (kind === "image") this.#imageCame(body);
    else if (kind === "event") this.#eventCame(body, this.#hello);
    else if (kind === "answer") this.#answered(body);
    else if (kind === "bench") this.#benchReplied(body as BenchReply);
  }

  #eventCame(event: LinkedEvent, hello: Hello): void {
    if (this.#keep_again !== undefined) return;
    if (this.#events.event(event, hello)) {
      this.#send({ kind: "event-taken", body: { number: event.number } });
    } else this.#keep_again = setTimeout(() => this.#socket?.destroy(), KEEP_AGAIN_MS);
  }

  #greeted(hello: Hello): void {
    if (hello.layout !== IMAGE.layout || hello.words !== IMAGE.words) {
      this.#events.warn(
        "E-CORE-01: the process of the core is of another release: restart it with the station.",
      );
      this.#hello = undefined;
      this.#state = undefined;
      return;
    }
    const before = this.#hello;
    this.#hello = hello;
    if (before?.run === hello.run && before.home === hello.home) return;
    this.#state = undefined;
    this.home = undefined;
    this.#events.hello?.(hello);
  }

  #imageCame(image: Image): void {
    if (image.words.length !== IMAGE.words) return;
    this.#image.read(image.words);
    const { life, sample, at_ms } = image;
    this.#state = { life, sample, at_ms };
    this.#heard_ms = this.#now();
    this.#events.image?.(image);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #answered(answer: AnswerMessage): void {
    const asked = this.#orders.get(answer.number);
    if (asked === undefined) return;
    clearTimeout(asked.timer);
    this.#orders.delete(answer.number);
    asked.settle(answer);
  }

  #benchReplied(reply: BenchReply): void {
    if ("state" in reply) this.home = reply.state;
    else if ("waves" in reply) this.#events.waves?.(reply.waves, reply.at_ms);
    else {
      const asked = this.#bench_orders.get(reply.number);
      this.#bench_orders.delete(reply.number);
      if (reply.refusal === undefined) asked?.done();
      else {
        const { code, status, message } = reply.refusal;
        asked?.refuse(new Refusal(code, status as RefusalStatus, message));
      }
    }
  }
}

export function noContact(): Refusal {
  const message = "The process that runs the meter does not answer: see whether it runs.";
  return new Refusal("E-CORE-02", 503, message);
}

/**
 * Carries out requests to the core. A request has a number, and each number is carried out once: a
 * station that was killed before it saw the answer asks again, and gets that answer. A request also
 * has a time after which it must not act. The core takes one at a time and answers with its next
 * tick.
 */
import { Outcome } from "@bptm/link/messages";
import type { AnswerMessage, OrderMessage } from "@bptm/link/messages";

/** The core's side: one order at a time. */
export interface OrderTaker {
  /** False while the meter has no power. */
  readonly powered: boolean;
  /** Gives the core an order; undefined for one that it has no name for. */
  give(order: OrderMessage): void;
  /** The core's answer to the last order; undefined while it has not answered. */
  answer(): number | undefined;
}

/** The core answers with its next tick; a power cut may lose the order. */
const ANSWER_TICKS = 48;
/** How many may wait. A person or a program that asks faster is told "unanswered". */
const WAITING_MAX = 32;
/** Answers kept for a number that comes again. */
const KEPT_MAX = 256;

const unanswered = (number: number): AnswerMessage => ({
  number,
  outcome: Outcome.Unanswered,
  answer: 0,
});

/** The requests of one core. */
export class OrderDesk {
  readonly #core: OrderTaker;
  readonly #answers = new Map<number, AnswerMessage>();
  readonly #waiting: OrderMessage[] = [];
  #given: { readonly order: OrderMessage; ticks: number } | undefined;

  constructor(core: OrderTaker) {
    this.#core = core;
  }

  /** A request waits, or the core has one. */
  get busy(): boolean {
    return this.#given !== undefined || this.#waiting.length > 0;
  }

  /** Takes a request; returns the answer at once when there is nothing to wait for. */
  ask(order: OrderMessage): AnswerMessage | undefined {
    const known = this.#answers.get(order.number);
    if (known !== undefined) return known;
    const underway = [this.#given?.order, ...this.#waiting];
    if (underway.some((one) => one?.number === order.number)) return undefined;
    if (this.#waiting.length >= WAITING_MAX) return unanswered(order.number);
    this.#waiting.push(order);
    return undefined;
  }

  /** Call before each tick, with the host's wall clock: gives the next request to the core. */
  beforeTick(now_ms: number): AnswerMessage[] {
    const done: AnswerMessage[] = [];
    while (this.#given === undefined) {
      const order = this.#waiting.shift();
      if (order === undefined) break;
      if (now_ms > order.expires_at_ms) done.push(this.#keep(order, Outcome.Expired, 0));
      else if (!this.#core.powered) done.push(this.#keep(order, Outcome.Unanswered, 0));
      else {
        this.#core.give(order);
        this.#given = { order, ticks: 0 };
      }
    }
    return done;
  }

  /** Call after each tick: returns the answer of the request that the core has, if it came. */
  afterTick(): AnswerMessage | undefined {
    const given = this.#given;
    if (given === undefined) return undefined;
    const answer = this.#core.answer();
    given.ticks += 1;
    if (answer === undefined && given.ticks < ANSWER_TICKS) return undefined;
    this.#given = undefined;
    return answer === undefined
      ? this.#keep(given.order, Outcome.Unanswered, 0)
      : this.#keep(given.order, Outcome.Answered, answer);
  }

  #keep({ number }: OrderMessage, outcome: number, answer: number): AnswerMessage {
    const message = { number, outcome, answer };
    this.#answers.set(number, message);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= KEPT_MAX) break;
      this.#answers.delete(oldest);
    }
    return message;
  }
}

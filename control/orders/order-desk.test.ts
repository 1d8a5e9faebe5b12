import { expect, test } from "vitest";
import { Outcome } from "@bptm/link/messages";
import type { OrderMessage } from "@bptm/link/messages";
import { OrderDesk } from "./order-desk";

class Core {
  powered = true;
  readonly given: number[] = [];
  reply: number | undefined = 0;

  give({ number }: OrderMessage): void {
    this.given.push(number);
  }

  answer(): number | undefined {
    return this.reply;
  }
}

const order = (number: number, expires_at_ms = Infinity): OrderMessage => ({
  number,
  order: 1,
  setting: 0,
  value: 0,
  expires_at_ms,
});

function tick(desk: OrderDesk, now_ms = 0): ReturnType<OrderDesk["beforeTick"]> {
  const before = desk.beforeTick(now_ms);
  const after = desk.afterTick();
  return after === undefined ? before : [...before, after];
}

test("a number is carried out once; its answer is repeated", () => {
  const core = new Core();
  const desk = new OrderDesk(core);
  expect(desk.ask(order(7))).toBeUndefined();
  expect(desk.ask(order(7))).toBeUndefined();
  core.reply = 3;
  const answer = { number: 7, outcome: Outcome.Answered, answer: 3 };
  expect(tick(desk)).toEqual([answer]);
  expect(desk.ask(order(7))).toEqual(answer);
  expect(tick(desk)).toEqual([]);
  expect(core.given).toEqual([7]);
});

test("the core has one order at a time, in the order in which they came", () => {
  const core = new Core();
  core.reply = undefined;
  const desk = new OrderDesk(core);
  for (const number of [2, 1, 3]) desk.ask(order(number));
  tick(desk);
  tick(desk);
  expect(core.given).toEqual([2]);
  core.reply = 0;
  const numbers = [1, 2, 3, 4].flatMap(() => tick(desk).map((one) => one.number));
  expect([core.given, numbers]).toEqual([
    [2, 1, 3],
    [2, 1, 3],
  ]);
});

test("an order that is too late, or that finds no power, does nothing", () => {
  const core = new Core();
  const desk = new OrderDesk(core);
  desk.ask(order(1, 99));
  expect(tick(desk, 100)).toEqual([{ number: 1, outcome: Outcome.Expired, answer: 0 }]);
  core.powered = false;
  desk.ask(order(2));
  expect(tick(desk)).toEqual([{ number: 2, outcome: Outcome.Unanswered, answer: 0 }]);
  expect(core.given).toEqual([]);
});

test("an order that the core loses is unanswered, and the next one is given", () => {
  const core = new Core();
  core.reply = undefined;
  const desk = new OrderDesk(core);
  desk.ask(order(1));
  desk.ask(order(2));
  const answers = Array.from({ length: 96 }, () => tick(desk)).flat();
  expect(answers.map((one) => [one.number, one.outcome])).toEqual([
    [1, Outcome.Unanswered],
    [2, Outcome.Unanswered],
  ]);
});

test("what waits, and what is kept, is bounded", () => {
  const core = new Core();
  core.reply = undefined;
  const desk = new OrderDesk(core);
  const refused = Array.from({ length: 100 }, (_, n) => desk.ask(order(n + 1))).filter(Boolean);
  expect(refused).toHaveLength(68);
  core.reply = 0;
  const many = new OrderDesk(core);
  for (let n = 1; n <= 1000; n += 1) {
    many.ask(order(n));
    tick(many);
  }
  expect(many.ask(order(1000))).toBeDefined();
  expect(many.ask(order(1))).toBeUndefined();
});

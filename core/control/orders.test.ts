import { expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Latch } from "../lists/latches";
import { Settings, settingsError } from "../lists/settings";
import { Control } from "./control";
import { obey } from "./orders";
import { Order, Request } from "./requests";

/** What a meter with every order and latch in force answers, and what it holds afterwards. */
function answered(order: number): { answer: number; lock_open: number; latches: number } {
  const c = new Control();
  Object.assign(c.stored, { lock_open: 2, latches: Latch.StoreBad });
  const request = Object.assign(new Request(), { order });
  obey(c, request, new Settings());
  expect([request.order, request.answers]).toEqual([Order.None, 1]);
  return { answer: request.answer, lock_open: c.stored.lock_open, latches: c.stored.latches };
}

test.each([-1, 6, 7, 99, 1000, 2 ** 31 - 1, -(2 ** 31)])(
  "order %i is unknown: refused with its reason, and nothing changes",
  (order) => {
    const refused = { answer: Reason.UnknownOrder, lock_open: 2, latches: Latch.StoreBad };
    expect(answered(order)).toEqual(refused);
  },
);

test("an order to clear clears counts without a latch, but not in a contradiction", () => {
  const c = new Control();
  const counts = { house_sources: 3, sequences: 2, overload_retries: 3, overload_wait_ticks: 9 };
  Object.assign(c.stored, counts);
  const request = new Request();
  const cleared = (): number => {
    request.order = Order.ClearLockout;
    obey(c, request, new Settings());
    return request.answer;
  };
  c.position_g.contradiction = 1;
  expect([cleared(), c.stored]).toMatchObject([Reason.Contradiction, counts]);
  c.position_g.contradiction = 0;
  const written = c.stored.version_counter;
  expect(cleared()).toBe(Reason.None);
  const none = { house_sources: 0, sequences: 0, overload_retries: 0, overload_wait_ticks: 0 };
  expect(c.stored).toMatchObject(none);
  expect(c.stored.version_counter).toBeGreaterThan(written);
});

test.each<[Order, number, number]>([
  [Order.ClearLockout, 2, 0],
  [Order.LockOpenUtility, 1, Latch.StoreBad],
  [Order.LockOpenBoth, 2, Latch.StoreBad],
  [Order.ClearLockOpen, 0, Latch.StoreBad],
  [Order.ChangeSettings, 2, Latch.StoreBad],
])("order %i is done and leaves the rest alone", (order, lock_open, latches) => {
  expect(answered(order)).toEqual({ answer: 0, lock_open, latches });
});

test("an order to stay open is stored at once, and clearing it too", () => {
  const c = new Control();
  for (const [at, order] of [Order.LockOpenBoth, Order.ClearLockOpen].entries()) {
    obey(c, Object.assign(new Request(), { order }), new Settings());
    expect(c.stored.version_counter).toBe(at + 1);
  }
});

test("a setting outside its limits is refused with 1000 and its number", () => {
  const proposed = Object.assign(new Settings(), { restore_s: 1 });
  const request = Object.assign(new Request(), { order: Order.ChangeSettings });
  expect(obey(new Control(), request, proposed)).toBe(0);
  expect(settingsError(proposed)).toBeGreaterThan(0);
  expect(request.answer).toBe(1000 + settingsError(proposed));
});

import { expect, test } from "vitest";
import { LockOut, PasswordError, Passwords } from "./passwords";

const octets = (text: string): Uint8Array => Buffer.from(text, "latin1");

test("each password has its level, padded with zeros or blanks", () => {
  const passwords = new Passwords([
    { level: 1, password: "look" },
    { level: 3, password: "act-on-it" },
  ]);
  expect(passwords.level(octets("look".padEnd(20, "\0")))).toBe(1);
  expect(passwords.level(octets("act-on-it".padEnd(20)))).toBe(3);
  expect(passwords.level(octets("loo"))).toBeUndefined();
  expect(passwords.level(new Uint8Array(20))).toBeUndefined();
  expect(new Passwords([]).level(new Uint8Array(20))).toBeUndefined();
});

test("a password that cannot be sent, or that two levels share, is refused", () => {
  expect(() => new Passwords([{ level: 1, password: " " }])).toThrow(PasswordError);
  expect(() => new Passwords([{ level: 1, password: "x".repeat(21) }])).toThrow("E-PASS-01");
  const twice = [
    { level: 1, password: "one" },
    { level: 2, password: "one " },
  ] as const;
  expect(() => new Passwords(twice)).toThrow("E-PASS-02");
});

test("repeated guesses are locked out for longer and longer, up to 15 minutes", () => {
  const lock = new LockOut();
  for (let n = 0; n < 4; n++) lock.failed();
  expect(lock.locked).toBe(false);
  const locks_s = Array.from({ length: 8 }, () => {
    lock.failed();
    let seconds = 0;
    for (; lock.locked; seconds++) lock.elapsed(1000);
    return seconds;
  });
  expect(locks_s).toEqual([60, 120, 240, 480, 900, 900, 900, 900]);
  lock.succeeded(3);
  for (let n = 0; n < 4; n++) lock.failed();
  expect(lock.locked).toBe(false);
});

test("a lower password does not speed up guesses of a higher one, and old errors expire", () => {
  const lock = new LockOut();
  let guesses = 0;
  for (let seconds = 0; seconds < 86_400; seconds++) {
    for (let n = 0; n < 4 && !lock.locked; n++, guesses++) lock.failed();
    lock.succeeded(1);
    lock.succeeded(2);
    lock.elapsed(1000);
  }
  expect(guesses).toBeGreaterThan(50);
  expect(guesses).toBeLessThanOrEqual(110);
  lock.elapsed(900_000);
  lock.succeeded(3);
  for (let n = 0; n < 100; n++) {
    lock.failed();
    expect(lock.locked).toBe(false);
    lock.elapsed(900_000);
  }
});

import { expect, test } from "vitest";
import { TransmitTime } from "./transmit-time";

test("960 octets take a second at 9600 baud, and a sixth of a second at 57 600", () => {
  const line = new TransmitTime(6);
  line.sends(960);
  expect(line.after(400)).toBe(0);
  expect(line.after(800)).toBe(200);
  expect(line.after(50)).toBe(50);
  line.rate(10);
  line.sends(960);
  expect(line.after(1000)).toBeCloseTo(1000 - 1000 / 6, 6);
});

test("a socket takes no time at any negotiated rate", () => {
  const line = new TransmitTime(undefined);
  line.rate(6);
  line.sends(100_000);
  expect(line.after(10)).toBe(10);
});

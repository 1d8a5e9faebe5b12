import { describe, expect, it } from "vitest";
import { age, clock, clockOrDay, fixed, quantity, sum } from "./numbers";

describe("numbers on the page", () => {
  it("show an unknown value as a dash, never as 0", () => {
    expect(fixed(null, 1)).toBe("–");
    expect(fixed(Number.NaN, 1)).toBe("–");
    expect(quantity(null, 1, "V")).toBe("–");
    expect(sum([1, null])).toBeNull();
  });

  it("keep their decimals, group thousands, and have no negative 0", () => {
    expect(fixed(1278, 0)).toBe("1,278");
    expect(fixed(1234567.891, 2)).toBe("1,234,567.89");
    expect(fixed(-3.25, 1)).toBe("−3.3");
    expect(fixed(-0.04, 1)).toBe("0.0");
    expect(quantity(239.34, 1, "V")).toBe("239.3\u00a0V");
    expect(sum([1.5, 2])).toBe(3.5);
  });

  it("show a duration in a suitable unit", () => {
    expect(age(14.9)).toBe("14\u00a0s");
    expect(age(200)).toBe("3\u00a0min");
    expect(age(7500)).toBe("2\u00a0h 5\u00a0min");
  });

  it("show the day of another day's events", () => {
    const now = "2026-11-22T12:00:00";
    expect(clock("2026-11-22T06:07:08")).toBe("06:07:08");
    expect(clockOrDay("2026-11-22T06:07:08", now)).toBe("06:07:08");
    expect(clockOrDay("2026-11-20T06:07:08", now)).toBe("20 Nov");
    expect(clock("")).toBe("–");
  });
});

import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Connected, Control } from "../control/control";
import { NEVER, POOR_TICKS } from "../control/decide";
import { generatorTicks, utilityTicks } from "./prospect";
import { BOOT_TICKS } from "../hardware/hardware";
import { TICK_HZ } from "../hardware/units";

function dark(): Control {
  const c = new Control();
  c.evidence.boot_ticks = BOOT_TICKS;
  c.transfer.connected = Connected.None;
  return c;
}

describe("when the house goes to a source", () => {
  test("a generator settles for twice as long after a source in the house", () => {
    const c = dark();
    c.generator.good_ticks = 100;
    const once = c.settings.generator_stable_s * TICK_HZ;
    expect(generatorTicks(c)).toBe(once - 100);
    c.transfer.after_house_source = 1;
    expect(generatorTicks(c)).toBe(2 * once - 100);
  });

  test.each([1, 0])("a poor grid is promised only while it is poor: %i", (now) => {
    const c = dark();
    Object.assign(c.utility, { poor_ticks: 100, poor_now: now });
    expect(utilityTicks(c)).toBe(now === 1 ? POOR_TICKS - 100 : NEVER);
  });

  test.each([1, 0])("a rough grid is promised only while it is rough: %i", (now) => {
    const c = dark();
    Object.assign(c.utility, { rough_ticks: 100, rough_now: now });
    expect(utilityTicks(c)).toBe(now === 1 ? c.settings.restore_rough_s * TICK_HZ - 100 : NEVER);
  });

  test("neither is promised with a suspected neutral, nor beside a generator", () => {
    for (const spoil of [
      (c: Control) => (c.stored.suspect = Reason.LegImbalance),
      (c: Control) => (c.generator.good_ticks = 1),
      (c: Control) => (c.generator.ok = 1),
    ]) {
      const c = dark();
      Object.assign(c.utility, { poor_ticks: 100, poor_now: 1, rough_ticks: 100, rough_now: 1 });
      spoil(c);
      expect(utilityTicks(c)).toBe(NEVER);
    }
  });
});

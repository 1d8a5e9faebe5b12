import { expect, test } from "vitest";
import { Bench } from "./bench";

test("a transfer is recorded around each switch movement, from the meter's own samples", () => {
  const bench = new Bench({ seed: 3, house: "small", generator: "inverter-7000-240v" });
  bench.plan({ at: 4, generator: "plug-in" });
  bench.plan({ at: 5, generator: "start" });
  bench.plan({ at: 30, utility: "cut" });
  bench.advanceTo(29_000);
  expect(bench.recording()).toBeUndefined();
  bench.advanceTo(50_000);
  expect(bench.connected).toBe("generator");
  const first = bench.recording();
  expect(first?.number).toBe(1);
  expect(first?.moments.map(({ what }) => what)).toEqual(["U opens", "G closes"]);
  const { time_ms = [], channels = [], switch_u = [], switch_g = [] } = first ?? {};
  expect(channels).toHaveLength(10);
  for (const { values } of channels) expect(values).toHaveLength(time_ms.length);
  const [opens, closes] = first?.moments ?? [];
  for (const moment of [opens, closes]) {
    const around = time_ms.filter((at) => Math.abs(at - (moment?.time_ms ?? 0)) <= 99);
    expect(around.length).toBeGreaterThanOrEqual(940);
  }
  expect(time_ms.toSorted((a, b) => a - b)).toEqual(time_ms);
  expect(new Set(time_ms).size).toBe(time_ms.length);
  expect([switch_u[0], switch_u.at(-1)]).toEqual([1, 0]);
  expect([switch_g[0], switch_g.at(-1)]).toEqual([0, 1]);
  const leg = channels.find(({ name }) => name === "out-leg-1")?.values ?? [];
  expect(Math.max(...leg.slice(-400))).toBeGreaterThan(160);
  expect(Math.max(...leg.slice(-400))).toBeLessThan(180);
});

test("the return is a separate recording", () => {
  const bench = new Bench({ seed: 3, house: "small", generator: "inverter-7000-240v" });
  bench.plan({ at: 4, generator: "plug-in" });
  bench.plan({ at: 5, generator: "start" });
  bench.plan({ at: 30, utility: "cut" });
  bench.plan({ at: 40, utility: "restore" });
  bench.advanceTo(115_000);
  expect(bench.connected).toBe("utility");
  expect(bench.recording()?.number).toBe(2);
  expect(bench.recording()?.moments.map(({ what }) => what)).toEqual(["G opens", "U closes"]);
  expect(bench.violations()).toEqual([]);
});

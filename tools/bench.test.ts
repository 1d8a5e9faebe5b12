import { expect, test } from "vitest";
import { Closed } from "@bptm/twin/network";
import { networkView } from "./bench-loop";
import { deck, interleaved, missed, networkRun, row, stretches, tableText } from "./bench-rows";
import { compileDrive } from "./network-module.mjs";

const parts = stretches();

test("the run passes through an outage, and no two sources ever join", () => {
  expect(parts.reduce((sum, { samples }) => sum + samples, 0)).toBe(48000);
  const states = parts.map(
    ({ closed }) => closed & (Closed.U1 | Closed.U2 | Closed.G1 | Closed.G2),
  );
  expect(states[0]).toBe(Closed.U1 | Closed.U2);
  expect(states).toContain(Closed.G1 | Closed.G2);
  expect(states).toContain(0);
  const utility = states.filter((state) => (state & (Closed.U1 | Closed.U2)) !== 0);
  expect(utility.filter((state) => (state & (Closed.G1 | Closed.G2)) !== 0)).toEqual([]);
});

test("ngspice gets the same run", () => {
  const text = deck(parts, 10);
  expect(text).toContain("tran 52.083u 10 0 52.083u uic");
  expect(text).toMatch(/V_control_8 control_8 0 PWL\(0 1 2\.00\d+ 1 .* 7\.5 0 7\.500000001 1\)/);
});

test("our run ends with currents of a home on the utility", async () => {
  const run = await networkRun(await compileDrive(true), parts);
  expect(run.seconds()).toBeGreaterThan(0);
  expect(run.state.every((value) => Math.abs(value) < 300)).toBe(true);
  expect(run.state[2]).toBe(0);
});

test("medians of runs that take turns", () => {
  const order: string[] = [];
  const times = [3, 1, 2];
  const result = interleaved(3, [
    () => {
      order.push("ours");
      return times[order.length % 3] as number;
    },
    () => order.push("peer"),
  ]);
  expect(order).toEqual(["ours", "peer", "ours", "peer", "ours", "peer"]);
  expect(result).toEqual([2, 4]);
});

test("a ratio that is too low, or no number, is missed", () => {
  const fine = row("fine", 1, 60, 50);
  const low = row("low", 1, 40, 50);
  const none = row("none", 1, Number.NaN, 50);
  const free = row("free", 1, 0.1);
  expect(missed([fine, low, none, free])).toEqual([low, none]);
  expect(tableText([fine, free])).toContain("60x");
});

test("the view on a module's network reads and writes its memory", () => {
  const buffer = new ArrayBuffer(256);
  const words = new Int32Array(buffer);
  const layout = {
    World: [["home", 4, "Home"]],
    Home: [["network", 0, "Network"]],
    Network: [
      ["wanted", 0, "i32"],
      ["slot_next", 4, "i32"],
      ["parameters", 8, "Float64Array"],
      ["slots", 12, "Float64Array"],
      ["slot_keys", 16, "Int32Array"],
    ],
  } as const;
  words.set([0, 0, 0, 16, 20], 0); // World at 8: home at 16.
  words[4] = 24; // Home at 16: network at 24.
  words.set([7, 1, 64, 64, 80], 6); // Network at 24, headers at 64 and 80.
  words.set([128, 128, 16], 16);
  words.set([144, 144, 8], 20);
  const view = networkView(buffer, layout, 8);
  expect([view.wanted, view.slot_next]).toEqual([7, 1]);
  view.wanted = 0;
  expect(words[6]).toBe(0);
  expect([view.parameters.length, view.slot_keys.length]).toEqual([2, 2]);
  expect(() => networkView(buffer, { ...layout, World: [] }, 8)).toThrow(/no World\.home/);
});

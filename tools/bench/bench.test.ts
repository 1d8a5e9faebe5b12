import { expect, test } from "vitest";
import { Closed } from "@bptm/twin/network/network";
import { countUp, darkHome, openHomes, runDark, runHomes } from "./bench-homes";
import { houseOnGenerator, loopRun } from "./bench-loop";
import { deck, interleaved, missed, networkRun, row, networkPhases, tableText } from "./bench-rows";
import { readRate, registers, serve, sessionRate, sidesOf, PortClient } from "./bench-port";
import { compileDrive } from "./network-module.mjs";

const parts = networkPhases();

test("the run contains an outage, and never joins two sources", () => {
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

test("the quickest of interleaved runs", () => {
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
  expect(result).toEqual([1, 2]);
});

test("a ratio that is too low or no number is listed as missed", () => {
  const fine = row("fine", 1, 60, 50);
  const low = row("low", 1, 40, 50);
  const none = row("none", 1, Number.NaN, 50);
  const free = row("free", 1, 0.1);
  expect(missed([fine, low, none, free])).toEqual([low, none]);
  expect(tableText([fine, free])).toContain("60x");
});

test("the loop is measured with all its parts busy", () => {
  const { home, judge, meter } = houseOnGenerator().world;
  expect(judge.connected).toBe(2);
  expect(meter.transfer.connected).toBe(2);
  expect([home.generator.plugged, home.supply.alive, home.line_out_block]).toEqual([1, 1, 1]);
  expect(home.house.electronics_1 > 0 && home.house.electronics_2 > 0).toBe(true);
  expect(home.utility.peak_1).toBeGreaterThan(100);
  expect(loopRun()()).toBeGreaterThan(0);
});

test("many homes advance in turn, each a world of its own", () => {
  const homes = openHomes(7);
  expect(new Set(homes.map(({ world }) => world.home.seed)).size).toBe(7);
  expect(new Set(homes.map(({ house }) => house.name)).size).toBe(3);
  expect(runHomes(homes, 0.05)).toBeGreaterThan(0);
  expect(countUp(0.01)).toBeGreaterThan(0);
  expect(homes[0]?.sample).toBeGreaterThan(0);
  expect((homes[0]?.sample ?? 0) - (homes[6]?.sample ?? 0)).toBeLessThanOrEqual(480);
});

test("a dark home reaches the same time with and without fast-forwarding", () => {
  const [skipping, computed] = [darkHome(), darkHome()];
  expect(skipping.world.home.supply.alive).toBe(0);
  expect(runDark(skipping, 10 * 4800, true)).toBeGreaterThan(0);
  expect(runDark(computed, 10 * 4800, false)).toBeGreaterThan(0);
  expect(skipping.sample).toBe(computed.sample);
  expect(skipping.fastForward(4800, 1200)).toBe(4800);
});

test("rates and bytes are shown in readable units", () => {
  const rate = { name: "rate", unit: "simulated hours per minute", ours: 8.44, peer: 4, ratio: 2 };
  const bytes = { name: "bytes", unit: "bytes per home", ours: 204_000, peer: 4e6, ratio: 20 };
  const text = tableText([rate, bytes]);
  expect(text).toContain("8.4 h/min");
  expect(text).toContain("204 kB");
});

test("the port is measured by real sessions, the echo by as many octets", async () => {
  const ports = await serve();
  const [ours, peer] = sidesOf(ports);
  expect(peer.whole.map(({ send }) => send.length)).toEqual(ours.whole.map(({ expect }) => expect));
  const client = await PortClient.open(ours.port);
  const answers: Uint8Array[] = [];
  for (const one of ours.whole) answers.push(await client.send(one));
  expect(answers.map((answer) => answer.length)).toEqual(ours.whole.map(({ expect }) => expect));
  // Acknowledgement, head of six, "ok" and the count; then the registers themselves.
  expect(answers[4]?.subarray(10, -3)).toEqual(Buffer.from(registers()));
  await client.close();
  for (const side of [ours, peer]) {
    expect(await readRate(side, 40, 4)).toBeGreaterThan(0);
    expect(await sessionRate(side, 32, 16)).toBeGreaterThan(0);
  }
  await ports.close();
});

test("a session that is cut off rejects the measurement", async () => {
  const ports = await serve();
  const [ours] = sidesOf(ports);
  const all = await Promise.all(Array.from({ length: 16 }, () => PortClient.open(ours.port)));
  await expect(sessionRate(ours, 1, 1)).rejects.toThrow("A session was cut off.");
  await Promise.all(all.map((client) => client.close()));
  expect(await sessionRate(ours, 1, 1)).toBeGreaterThan(0);
  await ports.close();
});

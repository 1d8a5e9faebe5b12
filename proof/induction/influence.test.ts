/** Fields outside the coils' cone of influence, checked on the running module. */
import { expect, test } from "vitest";
import { COILS, influenceOn } from "./influence";
import { openCore } from "../symbolic/symbolic-meter";
import { variable } from "../symbolic/term";

const meter = openCore();
const tick = meter.run("control");

const READINGS = [0, 10, 24_000, 1, 5, 12_000, 10, 0, 10, 1, 24_000];

test("reports are outside the cone of influence, readings and counters inside", () => {
  const { inputs, state, dead } = influenceOn(COILS, tick);
  expect(inputs).toContain("control.readings.out_line_mv");
  expect(state).toContain("control.evidence.utility.proven_ticks");
  expect(dead).toContain("control.reported.utility_reason");
  expect(dead).toContain("control.raised.count");
  expect(dead).toContain("outputs.light_utility_on");
  expect([...inputs, ...state, ...dead].toSorted()).toEqual(meter.paths.toSorted());
});

test("with restarts the cone of influence includes more of the store", () => {
  const start = meter.run("startControl", undefined, [variable("store_state")]);
  expect(influenceOn(COILS, tick).dead).toContain("control.stored.back_voltage");
  expect(influenceOn(COILS, tick, [start]).state).toContain("control.stored.back_voltage");
});

test("dead fields may hold anything: the running module orders the same", () => {
  const { dead } = influenceOn(COILS, tick);
  const words = new Int32Array(meter.exports.memory.buffer);
  const word = (path: string): number => (meter.addresses.get(path) ?? 0) >> 2;
  const read = meter.paths.filter((path) => path.startsWith("control.readings."));
  const orders = (noise: number, tick: number): number[] => {
    // Readings that last for a while, the same in every run.
    for (const [at, path] of read.entries()) {
      words[word(path)] = READINGS[((tick >> 6) * 7 + at * at) % READINGS.length] ?? 0;
    }
    for (const [at, path] of dead.entries()) words[word(path)] = Math.imul(noise, at + 1);
    meter.exports.control(meter.root);
    return COILS.map((path) => words[word(path)] ?? -1);
  };
  const before = words.slice();
  const lives = [0, 1, 0x1234567, -0x2345678].map((noise) => {
    words.set(before);
    return Array.from({ length: 2000 }, (_, tick) => orders(noise, tick));
  });
  expect(lives[0]?.flat().some((coils) => coils !== 0)).toBe(true);
  for (const life of lives) expect(life).toEqual(lives[0]);
});

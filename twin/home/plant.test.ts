import { Coil } from "@bptm/core/hardware/signals";
import { expect, test } from "vitest";
import { loadUnit, unitNamed } from "../sources/generators";
import { plantSample } from "./plant";
import { Stand } from "./stand";
import { TableSupply } from "../network/tables";

/** A run with an outage, a generator and both switches at work. */
function story(seed: number): Stand {
  const stand = new Stand(seed);
  const { home } = stand;
  loadUnit(home.generator, unitNamed("open-frame-7500"));
  stand.seconds(0.3);
  home.utility.energized = 0;
  home.generator.plugged = 1;
  home.generator.running = 1;
  stand.pulse(Coil.UtilityOpen);
  stand.seconds(8);
  stand.pulse(Coil.GeneratorClose);
  stand.seconds(1);
  return stand;
}

test("the same seed gives the same bits, another seed others", () => {
  const one = story(11);
  expect(one.home.conducting_g1 & one.home.conducting_g2).toBe(1);
  expect(one.rms()[4]).toBeGreaterThan(110);
  expect(story(12).digest()).not.toBe(story(11).digest());
  expect(story(11).digest()).toBe(story(11).digest());
});

test("a missing table stops the sample before anything moves", () => {
  const stand = new Stand(1);
  stand.seconds(0.1);
  stand.home.utility.connected_1 = 0;
  const { home, inputs, outputs } = stand;
  const states = (): string =>
    JSON.stringify([
      home.utility,
      home.switch_u,
      home.supply,
      home.sensors,
      home.random,
      home.sample_index,
      [...home.network.x],
    ]);
  const before = states();
  expect(plantSample(home, inputs, outputs)).toBe(0);
  expect(home.network.wanted).not.toBe(0);
  expect(states()).toBe(before);
  expect(plantSample(home, inputs, outputs)).toBe(0);
  expect(states()).toBe(before);
  new TableSupply().supply(home.network);
  expect(plantSample(home, inputs, outputs)).toBe(1);
  expect(states()).not.toBe(before);
});

test("without the logic no coil moves, and the outputs are those of a dead meter", () => {
  const stand = new Stand(1);
  stand.home.utility.energized = 0;
  stand.outputs.coils = Coil.UtilityOpen;
  stand.home.supply.held_in_reset = 1;
  stand.seconds(0.02);
  const { position } = stand.home.switch_u.pole_1;
  stand.seconds(1);
  expect(stand.home.supply.alive).toBe(0);
  expect([position, 1]).toContain(stand.home.switch_u.pole_1.position);
});

test("a long dead time leaves no subnormal behind", () => {
  const stand = story(3);
  stand.home.generator.running = 0;
  stand.outputs.coils = 0;
  stand.seconds(40);
  const small: string[] = [];
  const walk = (thing: unknown, path: string): void => {
    if (typeof thing === "number") {
      if (thing !== 0 && Math.abs(thing) < 1e-200) small.push(path);
    } else if (ArrayBuffer.isView(thing)) {
      (thing as Float64Array).forEach((value, index) => walk(value, `${path}[${index}]`));
    } else {
      for (const [name, part] of Object.entries(thing as object)) walk(part, `${path}.${name}`);
    }
  };
  walk(stand.home, "home");
  expect(small).toEqual([]);
});

test("a dead home comes to rest: nothing of its currents and voltages is left", () => {
  const stand = story(3);
  stand.home.generator.running = 0;
  stand.outputs.coils = 0;
  stand.seconds(40);
  const { x, y } = stand.home.network;
  expect([...x, ...y].filter((value) => value !== 0)).toEqual([]);
});

import { expect, test } from "vitest";
import { createHome, placeSwitches } from "./home";

test("a new home is healthy: U closed, G open, nothing plugged in", () => {
  const home = createHome(1);
  expect([home.conducting_u1, home.conducting_u2]).toEqual([1, 1]);
  expect([home.conducting_g1, home.conducting_g2]).toEqual([0, 0]);
  expect(home.generator.plugged).toBe(0);
  expect(home.supply.alive).toBe(1);
});

test("the seed decides phase, clock and noise", () => {
  expect(createHome(5)).toEqual(createHome(5));
  expect(createHome(5).utility.wave.s).not.toBe(createHome(6).utility.wave.s);
});

test("switches can be found as anybody left them", () => {
  const home = createHome(1);
  placeSwitches(home, 0, 1);
  expect(home.switch_u.pole_1.position).toBe(0);
  expect(home.conducting_g2).toBe(1);
});

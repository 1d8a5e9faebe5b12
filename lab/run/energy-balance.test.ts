import { LoadKind, LoadLeg, setLoad } from "@bptm/twin/house/house";
import { expect, test } from "vitest";
import { EnergyBalance } from "./energy-balance";
import { libraryFiles } from "../scenario/library";
import { readCondition } from "../scenario/condition-file";
import { runCondition } from "./run";
import { Simulation } from "./simulation";
import type { Result } from "./result";

/** An undisturbed simulation with its energy balance. */
function calm(): { readonly simulation: Simulation; readonly balance: EnergyBalance } {
  const simulation = new Simulation({ seed: 7, house: "standard", generator: "open-frame-7500" });
  const balance = new EnergyBalance(simulation);
  simulation.observe(balance);
  return { simulation, balance };
}

const HZ = 4800;

async function run(id: string): Promise<Result> {
  const found = libraryFiles().find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`the library has no ${id}`);
  return runCondition(readCondition(found.file));
}

// Outages and transfers, a lost leg, an open neutral, distortion, a dead reference, power cuts.
test.each(["H-10", "H-11", "H-14", "H-33", "H-52", "H-76", "H-104", "H-119"])(
  "utility plus generator equals the energy of the house in %s",
  async (id) => {
    const { energy } = await run(id);
    expect(energy).toMatchObject({ balance: "holds", why: "" });
    expect(energy?.house_wh).toBeGreaterThan(5);
  },
  60_000,
);

test("on unequal legs the registers deviate by the error of the Form 2S rule only", () => {
  const { simulation, balance } = calm();
  const { house, utility } = simulation.world.home;
  house.on = 0;
  setLoad(house, 14, LoadKind.Resistive, LoadLeg.Leg1, 4720);
  setLoad(house, 15, LoadKind.Resistive, LoadLeg.Leg2, 1220);
  house.on = (1 << 14) | (1 << 15);
  utility.level_1 = 123.1 / 120;
  utility.level_2 = 118.2 / 120;
  simulation.advance(60 * HZ);
  const { energy } = balance;
  expect(energy.balance).toBe("holds");
  expect((100 * energy.method_wh) / energy.house_wh).toBeCloseTo(-1, 0);
  const off = (100 * (energy.utility_wh - energy.house_wh)) / energy.house_wh;
  expect(off, "percent of the house").toBeLessThan(-0.7);
  // A window of 0.2 s is incomplete at each end of the minute.
  expect(Math.abs(energy.difference_wh / energy.house_wh)).toBeLessThan(0.5 / 60);
});

test("counting 2 % too much breaks the balance; with faulty sensors it is not judged", () => {
  const { simulation, balance } = calm();
  simulation.apply({ load: "on", name: "range" });
  for (let second = 0; second < 60; second++) {
    simulation.advance(HZ);
    simulation.world.meter.registers.utility.wh_delivered.remainder += 270_000;
  }
  expect(balance.energy).toMatchObject({ balance: "broken", why: "" });
  simulation.world.home.sensors.fault[6] = 4;
  simulation.world.home.sensors.value[6] = 98;
  simulation.advance(HZ);
  expect(balance.energy).toMatchObject({ balance: "not judged", why: "a sensor was faulty" });
});

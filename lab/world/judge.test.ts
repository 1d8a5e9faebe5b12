/** The judge detects violations: each test breaks one invariant by hand, and no other. */
import { Coil, Enable, Light } from "@bptm/core/hardware/signals";
import { placeSwitches } from "@bptm/twin/home/home";
import { Volts } from "@bptm/twin/network/network";
import { placeSwitch } from "@bptm/twin/meter/switch";
import { describe, expect, test } from "vitest";
import { violationsOf } from "../run/rules";
import { judgeSample } from "./judge";
import { Simulation } from "../run/simulation";

const simulation = (): Simulation =>
  new Simulation({ seed: 1, house: "small", generator: "open-frame-7500", engine: "typescript" });

const broken = (one: Simulation): number[] =>
  violationsOf(one.world.judge).map(({ invariant }) => invariant);

/** Shows the judge orders that no healthy core gives, for some samples. */
function look(one: Simulation, samples: number, order: () => void): void {
  const { judge, home, meter } = one.world;
  for (let sample = 0; sample < samples; sample++) {
    order();
    judgeSample(judge, home, meter);
  }
}

/** A dead house with both switches open; the generator powers the meter. */
function dark(): Simulation {
  const one = simulation();
  one.apply({ utility: "disconnect" });
  placeSwitches(one.world.home, 0, 0);
  one.apply({ generator: "plug-in" });
  one.apply({ generator: "start" });
  one.advance(4800 * 8);
  return one;
}

describe("the judge detects what is broken by hand", () => {
  test("1: both conduct", () => {
    const one = simulation();
    one.advance(4800);
    placeSwitch(one.world.home.switch_g, 1);
    one.world.home.conducting_g2 = 1;
    look(one, 1, () => undefined);
    expect(broken(one)).toContain(1);
    expect(violationsOf(one.world.judge)[0]?.seen).toBe("U1, U2, G2 conduct at once");
  });

  test("2, 3, 5: a close onto a live house, without proof, without dead time", () => {
    const one = simulation();
    one.advance(4800 * 3);
    const { outputs } = one.world.meter;
    look(one, 1, () => {
      outputs.coils = Coil.GeneratorClose;
      outputs.enables = Enable.GeneratorClose;
    });
    expect(broken(one)).toEqual([2, 3, 5]);
  });

  test("a close order without its enable drives nothing and breaks nothing", () => {
    const one = simulation();
    one.advance(4800 * 3);
    look(one, 100, () => (one.world.meter.outputs.coils = Coil.GeneratorClose));
    expect(broken(one)).toEqual([]);
  });

  test("3, 5: a close although the other switch had no pulse in this boot", () => {
    const one = dark();
    look(one, 1, () => {
      one.world.meter.outputs.coils = Coil.UtilityClose;
      one.world.meter.outputs.enables = Enable.UtilityClose;
    });
    expect(broken(one)).toEqual([3, 5]);
  });

  test("4: a close with an empty reserve", () => {
    const one = dark();
    one.world.home.supply.coil_v = 18;
    look(one, 1, () => {
      one.world.meter.outputs.coils = Coil.UtilityClose;
      one.world.meter.outputs.enables = Enable.UtilityClose;
    });
    expect(broken(one)).toContain(4);
  });

  test("6: U is opened in a healthy house because of one faulty contact", () => {
    const one = simulation();
    one.advance(4800 * 4);
    one.apply({ contact: "lie", switch: "U", says: "open" });
    look(one, 1, () => (one.world.meter.outputs.coils = Coil.UtilityOpen));
    expect(broken(one)).toEqual([6]);
  });

  test("7: three pulses on one coil within a second", () => {
    const one = dark();
    for (let pulse = 0; pulse < 3; pulse++) {
      look(one, 200, () => (one.world.meter.outputs.coils = Coil.GeneratorOpen));
      look(one, 200, () => (one.world.meter.outputs.coils = 0));
    }
    expect(broken(one)).toEqual([7]);
  });

  test("8: a light that is on makes a false claim", () => {
    const one = dark();
    const { outputs } = one.world.meter;
    look(one, 4799, () => (outputs.light_utility_on = Light.On));
    expect(broken(one)).toEqual([]);
    look(one, 2, () => (outputs.light_utility_on = Light.On));
    expect(broken(one)).toEqual([8]);
  });

  test("10: U is opened although the grid is good", () => {
    const one = simulation();
    one.advance(4800 * 4);
    look(one, 1, () => (one.world.meter.outputs.coils = Coil.UtilityOpen));
    expect(broken(one)).toEqual([10]);
  });

  test("10: a coil right after boot", () => {
    const one = simulation();
    one.advance(2400);
    look(one, 1, () => (one.world.meter.outputs.coils = Coil.GeneratorOpen));
    expect(broken(one)).toEqual([10]);
  });

  test("11: a close against an order", () => {
    const one = dark();
    one.world.judge.lock_open = 1;
    look(one, 1, () => {
      one.world.meter.outputs.coils = Coil.UtilityClose;
      one.world.meter.outputs.enables = Enable.UtilityClose;
    });
    expect(broken(one)).toContain(11);
  });
});

/** A closed G, with 100 V on the inlet that only the house can feed. */
function kept(): Simulation {
  const one = dark();
  const { home } = one.world;
  placeSwitches(home, 0, 1);
  home.network.y[Volts.Generator1] = 100;
  home.network.y[Volts.Generator2] = -100;
  return one;
}

describe("12: exposed blades that a source in the house keeps alive", () => {
  test.each(["unplug", "unplug-at-generator"] as const)("%s: after 1 s, not before", (what) => {
    const one = kept();
    one.apply({ generator: what });
    look(one, 4800, () => undefined);
    expect(broken(one)).not.toContain(12);
    look(one, 240, () => undefined);
    expect(broken(one)).toContain(12);
  });

  test("a cord that is in at both ends exposes nothing", () => {
    const one = kept();
    look(one, 9600, () => undefined);
    expect(broken(one)).not.toContain(12);
  });

  test("a welded pole of G excuses it: nothing could open the switch", () => {
    const one = kept();
    one.apply({ pole: "weld", switch: "G", only_pole: 1 });
    one.apply({ generator: "unplug" });
    look(one, 9600, () => undefined);
    expect(broken(one)).not.toContain(12);
  });
});

test("a healthy run violates nothing", () => {
  const one = simulation();
  one.advance(4800 * 10);
  expect(broken(one)).toEqual([]);
});

describe("9: the generator on the wires of the grid", () => {
  /** A welded pole of U, and 100 V from the generator on the wires of the grid. */
  function feeding(): Simulation {
    const one = dark();
    const { home } = one.world;
    home.utility.energized = 0;
    home.network.y[Volts.Utility1] = 100;
    home.network.y[Volts.Utility2] = -100;
    home.conducting_u1 = 1;
    home.conducting_g1 = 1;
    return one;
  }

  test("G that stays closed for more than two cycles", () => {
    const one = feeding();
    look(one, 160, () => undefined);
    expect(broken(one)).not.toContain(9);
    look(one, 60, () => undefined);
    expect(broken(one)).toContain(9);
  });

  test("G that closes again before an order", () => {
    const one = feeding();
    look(one, 80, () => undefined);
    const { home, meter } = one.world;
    home.conducting_u1 = home.conducting_g1 = 0;
    look(one, 4800, () => undefined);
    expect(broken(one)).not.toContain(9);
    look(one, 1, () => {
      meter.outputs.coils = Coil.GeneratorClose;
      meter.outputs.enables = Enable.GeneratorClose;
    });
    expect(broken(one)).toContain(9);
  });

  test.each([
    ["one fault without the interlock", [{ pole: "weld", switch: "U", only_pole: 1 }], true],
    [
      "two faults without the interlock",
      [
        { pole: "weld", switch: "U", only_pole: 1 },
        { contact: "lie", switch: "U", only_pole: 1, says: "open" },
      ],
      false,
    ],
  ] as const)("%s: whether invariant 1 is judged", (_, faults, judged) => {
    const one = feeding();
    one.apply({ interlock: "break" });
    for (const fault of faults) one.apply(fault);
    look(one, 1, () => undefined);
    expect(broken(one).includes(1)).toBe(judged);
  });
});

test("7: a close of G after a source in the house has opened it three times", () => {
  const one = dark();
  const { judge, home, meter } = one.world;
  for (let time = 0; time < 3; time++) {
    placeSwitches(home, 0, 1);
    home.house.inner.feeding = 1;
    look(one, 80, () => undefined);
    expect(judge.house_sequences.openings).toBe(time);
    placeSwitches(home, 0, 0);
    home.house.inner.feeding = 0;
    look(one, 80, () => undefined);
  }
  expect(broken(one)).not.toContain(7);
  look(one, 1, () => {
    meter.outputs.coils = Coil.GeneratorClose;
    meter.outputs.enables = Enable.GeneratorClose;
  });
  expect(violationsOf(judge).find(({ invariant }) => invariant === 7)?.seen).toBe(
    "close of G soon after a source in the house had opened it 3 times",
  );
});

import { expect, test } from "vitest";
import {
  Branch,
  Closed,
  END,
  MIDDLE,
  Network,
  OPEN_OHM,
  Parameter,
  START,
  NetworkSource,
  TABLE_SLOTS,
  Volts,
  choose,
  setParameter,
  solve,
} from "./network";
import { TableSupply } from "./tables";

const ON_UTILITY = Closed.Connected1 | Closed.Connected2 | Closed.Neutral | Closed.U1 | Closed.U2;
const GENERATOR_AT_INLET = Closed.Inlet | Closed.CordNeutral;
const ON_GENERATOR = GENERATOR_AT_INLET | Closed.G1 | Closed.G2 | Closed.Neutral;
const RADIANS = (2 * Math.PI * 60) / 4800;
const PEAK = 120 * Math.SQRT2;

/** A network with nothing but the loads given; those switched off still have 1 megohm. */
function network(values: Partial<Record<Parameter, number>> = {}): Network {
  const made = new Network();
  for (const off of [
    Parameter.HouseOhm1,
    Parameter.HouseOhm2,
    Parameter.HouseOhm12,
    Parameter.LoadOhm1,
    Parameter.LoadOhm2,
  ]) {
    setParameter(made, off, OPEN_OHM);
  }
  setParameter(made, Parameter.FilterFarad1, 1e-12);
  setParameter(made, Parameter.FilterFarad2, 1e-12);
  for (const [parameter, value] of Object.entries(values)) {
    setParameter(made, Number(parameter), value);
  }
  return made;
}

const supply = new TableSupply();

function configure(one: Network, closed: number): void {
  if (choose(one, closed) === 0) supply.supply(one);
  expect(choose(one, closed)).toBe(1);
}

/** Runs `samples` with sines: `factors` of the peak, legs of the utility, of the generator. */
function run(one: Network, samples: number, factors: readonly number[], from = 0): void {
  for (let k = from + 1; k <= from + samples; k++) {
    factors.forEach((factor, source) => {
      one.u[START + source] = factor * PEAK * Math.sin(RADIANS * (k - 1));
      one.u[MIDDLE + source] = factor * PEAK * Math.sin(RADIANS * (k - 0.5));
      one.u[END + source] = factor * PEAK * Math.sin(RADIANS * k);
    });
    solve(one);
  }
}

/** Volts of the sine at the end of the last sample, shifted by `radians`. */
const sine = (samples: number, amplitude: number, radians = 0): number =>
  amplitude * Math.sin(RADIANS * samples + radians);

test("a missing table is asked for and changes nothing", () => {
  const one = new Network();
  expect(choose(one, ON_UTILITY)).toBe(0);
  expect(one.wanted).not.toBe(0);
  expect(one.key).toBe(0);
  expect(supply.supply(one)).toBe(true);
  expect(one.wanted).toBe(0);
  expect(choose(one, ON_UTILITY)).toBe(1);
  expect(supply.supply(one)).toBe(false);
});

test("a changed parameter puts tables out of date, an equal one does not", () => {
  const one = new Network();
  configure(one, ON_UTILITY);
  setParameter(one, Parameter.HouseOhm1, 40);
  expect(choose(one, ON_UTILITY)).toBe(1);
  setParameter(one, Parameter.HouseOhm1, 41);
  expect(choose(one, ON_UTILITY)).toBe(0);
});

test("load sets start again after their last, without old tables", () => {
  const one = new Network();
  configure(one, ON_UTILITY);
  for (let k = 0; k < 131071; k++) setParameter(one, Parameter.HouseOhm1, 50 + (k % 2));
  expect(one.load_set).toBe(1);
  expect(choose(one, ON_UTILITY)).toBe(0);
});

test("the oldest table makes room for a new one", () => {
  const one = new Network();
  for (let closed = 0; closed < TABLE_SLOTS; closed++) configure(one, closed);
  expect(choose(one, 0)).toBe(1);
  configure(one, TABLE_SLOTS);
  expect(choose(one, 1)).toBe(1);
  expect(choose(one, 0)).toBe(0);
});

test("the host keeps tables by configuration and values", () => {
  const own = new TableSupply();
  const first = own.table(new Network().parameters, ON_UTILITY);
  expect(own.table(new Network().parameters, ON_UTILITY)).toBe(first);
  expect(own.built).toBe(1);
});

test("a parameter that is not above 0 is refused by number", () => {
  const one = network({ [Parameter.PoleOhm]: 0 });
  expect(() => supply.table(one.parameters, 0)).toThrow(/parameter 5 is 0/);
});

test("a resistive load divides the voltage with the service, as phasors say", () => {
  const one = network({ [Parameter.HouseOhm1]: 10 });
  configure(one, ON_UTILITY);
  run(one, 4807, [1, -1]);
  // Leg 1 alone: 20 + 1 + neutral 30 || 25 000 milliohm, 60 uH, then 10 ohm.
  const ohm = 10 + 0.021 + 1 / (1 / 0.03 + 1 / 25);
  const reactance = 2 * Math.PI * 60 * 60e-6;
  const current = PEAK / Math.hypot(ohm, reactance);
  const angle = -Math.atan2(reactance, ohm);
  expect(one.x[Branch.Utility1]).toBeCloseTo(sine(4807, current, angle), 3);
  expect(one.y[Volts.House1]).toBeCloseTo(sine(4807, 10 * current, angle), 3);
  expect(one.y[Volts.House2]).toBeCloseTo(
    -sine(4807, PEAK) - sine(4807, (ohm - 10.021) * current, angle),
    3,
  );
});

test("a resistance-inductance load takes the current that phasors say", () => {
  const one = network({ [Parameter.LoadOhm1]: 8, [Parameter.LoadHenry1]: 0.02 });
  configure(one, ON_UTILITY);
  run(one, 4811, [1, -1]);
  const ohm = 8 + 0.021 + 1 / (1 / 0.03 + 1 / 25);
  const reactance = 2 * Math.PI * 60 * (0.02 + 60e-6);
  const expected = sine(4811, PEAK / Math.hypot(ohm, reactance), -Math.atan2(reactance, ohm));
  expect(one.x[Branch.Load1]).toBeCloseTo(expected, 4);
});

test("energy: what a source gives is stored or turned into heat", () => {
  const one = network({ [Parameter.LoadOhm1]: 0.001, [Parameter.LoadHenry1]: 0.05 });
  configure(one, ON_UTILITY);
  // An impulse, then the source is a short circuit: the current must decay as R / L says.
  for (const at of [START, MIDDLE, END]) one.u[at + NetworkSource.Utility1] = 100;
  solve(one);
  for (const at of [START, MIDDLE, END]) one.u[at + NetworkSource.Utility1] = 0;
  solve(one);
  const before = one.x[Branch.Load1] as number;
  expect(before).toBeCloseTo((100 / 0.05006) * (1 / 4800), 2);
  for (let k = 0; k < 4800; k++) solve(one);
  const ohm = 0.001 + 0.021 + 1 / (1 / 0.03 + 1 / 25);
  expect(one.x[Branch.Load1]).toBeCloseTo(before * Math.exp(-ohm / 0.05006), 3);
});

test("without loss an inductor and a capacitor swap their energy and lose none", () => {
  const henry = 0.5;
  const farad = 20e-6;
  const one = network({
    [Parameter.LoadOhm1]: 1e-9,
    [Parameter.LoadHenry1]: henry,
    [Parameter.FilterOhm]: 1e-9,
    [Parameter.FilterFarad1]: farad,
    [Parameter.HouseOhm1]: 1e15,
    [Parameter.HouseOhm2]: 1e15,
    [Parameter.HouseOhm12]: 1e15,
  });
  configure(one, 0);
  one.x[Branch.Filter1] = 100;
  const energy = (): number =>
    0.5 * henry * (one.x[Branch.Load1] as number) ** 2 +
    0.5 * farad * (one.x[Branch.Filter1] as number) ** 2;
  const before = energy();
  for (let k = 0; k < 48000; k++) solve(one);
  expect(energy() / before).toBeCloseTo(1, 6);
  const angle = 10 / Math.sqrt(henry * farad);
  expect(one.x[Branch.Filter1]).toBeCloseTo(100 * Math.cos(angle), 2);
});

test("open conductors hold 0 A, and each line shows what still feeds it", () => {
  const one = network({ [Parameter.HouseOhm1]: 12, [Parameter.HouseOhm2]: 9 });
  configure(one, ON_UTILITY | GENERATOR_AT_INLET);
  run(one, 100, [1, -1, 0.9, -0.9]);
  configure(one, (ON_UTILITY | GENERATOR_AT_INLET) & ~(Closed.U1 | Closed.U2));
  run(one, 4, [1, -1, 0.9, -0.9], 100);
  const line = sine(104, PEAK);
  expect([one.x[Branch.Utility1], one.x[Branch.Utility2]]).toEqual([0, 0]);
  expect([one.x[Branch.Generator1], one.x[Branch.Generator2]]).toEqual([0, 0]);
  expect(one.y[Volts.Utility1]).toBeCloseTo(line, 6);
  expect(one.y[Volts.Utility2]).toBeCloseTo(-line, 6);
  expect(one.y[Volts.Generator1]).toBeCloseTo(0.9 * line, 4);
  expect(Math.abs(one.y[Volts.House1] as number)).toBeLessThan(0.1);
});

test("a floating generator neutral moves with the loads, and with one burden", () => {
  const one = network({ [Parameter.HouseOhm1]: 12, [Parameter.HouseOhm2]: 24 });
  configure(one, ON_GENERATOR & ~Closed.CordNeutral);
  run(one, 4805, [0, 0, 1, -1]);
  const ratio = (one.y[Volts.House1] as number) / (one.y[Volts.House2] as number);
  expect(ratio).toBeCloseTo(-0.5, 2);
  // At an open switch only the leaks hold the neutral in the middle; 2 kilohm pull leg 1 to it.
  const idle = Closed.Neutral | Closed.Inlet;
  configure(one, idle);
  run(one, 5, [0, 0, 1, -1], 4805);
  expect(one.y[Volts.Generator1]).toBeCloseTo(sine(4810, PEAK), 3);
  setParameter(one, Parameter.GeneratorLeakOhm1, 2000);
  configure(one, idle);
  run(one, 7, [0, 0, 1, -1], 4810);
  expect(Math.abs(one.y[Volts.Generator1] as number)).toBeLessThan(0.2);
  expect(one.y[Volts.Generator2]).toBeCloseTo(-2 * sine(4817, PEAK), 0);
});

test("an open utility neutral divides line to line by the loads of the legs", () => {
  const one = network({ [Parameter.HouseOhm1]: 10, [Parameter.HouseOhm2]: 40 });
  setParameter(one, Parameter.EarthOhm, 1e6);
  configure(one, ON_UTILITY & ~Closed.Neutral);
  run(one, 4810, [1, -1]);
  expect(one.y[Volts.House1]).toBeCloseTo(sine(4810, PEAK * 2 * 0.2), 0);
  expect(one.y[Volts.House2]).toBeCloseTo(-sine(4810, PEAK * 2 * 0.8), 0);
});

test("what has decayed becomes 0, so that a dead house costs no more than a live one", () => {
  const one = network({ [Parameter.HouseOhm1]: 12, [Parameter.HouseOhm2]: 24 });
  configure(one, ON_UTILITY);
  run(one, 100, [1, -1]);
  configure(one, 0);
  run(one, 48000, [0, 0]);
  expect([...one.x].every((value) => value === 0)).toBe(true);
});

test("a source inside the house feeds both legs in balance", () => {
  const one = network({ [Parameter.HouseOhm1]: 30, [Parameter.HouseOhm2]: 30 });
  configure(one, Closed.HouseSource | Closed.Neutral);
  for (const at of [START, MIDDLE, END]) one.u[at + NetworkSource.House] = 240;
  for (let k = 0; k < 100; k++) solve(one);
  expect(one.y[Volts.House1]).toBeCloseTo((120 * 30) / 30.3, 3);
  expect(one.y[Volts.House2]).toBeCloseTo((-120 * 30) / 30.3, 3);
});

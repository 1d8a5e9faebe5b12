import { expect, test } from "vitest";
import { homeCircuit, idleInductors } from "./circuit";
import { STEP_SECONDS, buildTable, propagate, stateSpace } from "./discretize";
import { product, scaled, sum } from "./matrix";
import type { Matrix } from "./matrix";
import { Branch, Closed, Network, OPEN_OHM, Parameter } from "./network";
import { Group, TABLE_GROUPS } from "./network-lines";

const { parameters } = new Network();
const SERVICE = Closed.Connected1 | Closed.Connected2 | Closed.Neutral;
const ON_UTILITY = SERVICE | Closed.U1 | Closed.U2;
const CONFIGURATIONS = [
  ON_UTILITY,
  ON_UTILITY & ~Closed.Neutral,
  SERVICE | Closed.Inlet | Closed.CordNeutral | Closed.G1 | Closed.G2 | Closed.MotorA,
  SERVICE | Closed.Inlet | Closed.G1 | Closed.G2,
  SERVICE | Closed.Inlet | Closed.G1,
  Closed.HouseSource | Closed.Electronics2,
];

/** Largest difference in parts of the largest number. */
function apart(one: Matrix, other: Matrix): number {
  const largest = Math.max(...one.data.map(Math.abs));
  return (
    Math.max(...one.data.map((value, at) => Math.abs(value - (other.data[at] ?? 0)))) / largest
  );
}

/** Linear combination of matrices. */
const mix = (...terms: readonly (readonly [number, Matrix])[]): Matrix =>
  terms.map(([factor, matrix]) => scaled(matrix, factor)).reduce(sum);

test.each(CONFIGURATIONS)("two half steps are one step, configuration %i", (closed) => {
  const space = stateSpace(homeCircuit(parameters), closed);
  const whole = propagate(space, STEP_SECONDS);
  const { transition, level, slope, bend } = propagate(space, STEP_SECONDS / 2);
  const after = (first: Matrix, second: Matrix): Matrix => sum(product(transition, first), second);
  expect(apart(whole.transition, product(transition, transition))).toBeLessThan(1e-9);
  expect(apart(whole.level, after(level, level))).toBeLessThan(1e-9);
  // s runs from 0 to 1 over the whole step: s = t / 2 in its first half, (1 + t) / 2 in its second.
  const along = mix([0.5, level], [0.5, slope]);
  expect(apart(whole.slope, after(scaled(slope, 0.5), along))).toBeLessThan(1e-9);
  const square = mix([0.25, level], [0.5, slope], [0.25, bend]);
  expect(apart(whole.bend, after(scaled(bend, 0.25), square))).toBeLessThan(1e-9);
});

test.each([
  [ON_UTILITY, ["generator_1", "generator_2", "motor_a", "motor_b"]],
  [SERVICE, ["utility_1", "utility_2", "generator_1", "generator_2", "motor_a", "motor_b"]],
  [
    SERVICE | Closed.Inlet | Closed.CordNeutral | Closed.U1 | Closed.G2 | Closed.MotorB,
    ["utility_2", "generator_1", "motor_a"],
  ],
])("inductors without a loop hold 0 A, configuration %i", (closed, names) => {
  const idle = [...idleInductors(homeCircuit(parameters), closed)];
  expect(idle.map(({ name }) => name)).toEqual(names);
});

test("a load that is switched off holds 0 A", () => {
  const off = parameters.slice();
  off[Parameter.LoadOhm1] = OPEN_OHM;
  expect(stateSpace(homeCircuit(off), ON_UTILITY).idle).toContain(Branch.Load1);
});

test("groups say what takes part", () => {
  const groups = (closed: number): number => buildTable(parameters, closed)[TABLE_GROUPS] as number;
  expect(groups(ON_UTILITY)).toBe(Group.Utility);
  expect(groups(ON_UTILITY | Closed.Inlet | Closed.CordNeutral | Closed.MotorA)).toBe(
    Group.Utility | Group.GeneratorOpen | Group.MotorA,
  );
  expect(groups(SERVICE | Closed.HouseSource)).toBe(Group.UtilityOpen | Group.House);
  expect(groups(Closed.Electronics1)).toBe(Group.Electronics);
});

test("a table takes less than 10 ms", () => {
  const times: number[] = [];
  for (let round = 0; round < 20; round++) {
    for (const closed of CONFIGURATIONS) {
      const start = performance.now();
      buildTable(parameters, closed);
      times.push(performance.now() - start);
    }
  }
  expect(times.toSorted((one, other) => one - other)[times.length >> 1]).toBeLessThan(10);
});

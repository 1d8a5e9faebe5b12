import { describe, expect, test } from "vitest";
import { FAULTS } from "../model/faults";
import type { CampaignResult, ProofResult } from "../campaign/prove-results";
import { faultRows, promisedCases, verdictOn, violationsOf } from "./verdicts";

const campaign = (set: readonly string[], change: Partial<CampaignResult>): CampaignResult => ({
  group: "one fault",
  surroundings: "shrink",
  set,
  mechanical: false,
  block: false,
  states_max: 10,
  end: "budget",
  states: 10,
  transitions: 20,
  depth: 3,
  seconds: 1,
  broken: [],
  closes: [],
  liveness: [],
  ...change,
});
const breaks = (...invariants: number[]): Partial<CampaignResult> => ({
  broken: invariants.map((invariant) => ({ invariant, ticks: 4, timeline: [] })),
});
const proof = (status: ProofResult["status"], ...invariants: number[]): ProofResult => ({
  name: "some",
  scope: "one fault",
  says: "",
  invariants,
  solver: "npm",
  solver_version: "Z3",
  status,
  reason: "",
  seconds: 1,
});

describe("promises of the safety case", () => {
  const promised = (set: readonly string[], mechanical: boolean, invariant: number) =>
    violationsOf([campaign(set, { mechanical, ...breaks(invariant) })])[0]?.promised;
  const any_pair = ["pole_u1", "reserve"];

  test.each<[string, readonly string[], boolean, number, boolean]>([
    ["everything without a fault", [], false, 6, true],
    ["invariant 1 under a single fault", ["pole_u1"], false, 1, true],
    ["not invariant 6 under a fault", ["pole_u1"], false, 6, false],
    ["not a pair without the interlock", any_pair, false, 1, false],
    ["a pair with it", any_pair, true, 1, true],
    ["not another coil's current", ["driver_on_g_open", "driver_off_u_open"], true, 3, false],
    ["not a wrong coil current", ["driver_off_g_open", "channel_coil_current"], true, 5, false],
    ["invariant 1 under that fault", ["driver_off_g_open", "channel_coil_current"], true, 1, true],
    ["not an empty reserve that looks full", ["reserve", "channel_coil_current"], true, 3, false],
    ["a hidden first proof", ["pair_g1", "channel_generator_current"], true, 3, true],
    ["invariant 1 with both drivers", ["driver_off_u_open", "driver_on_g_open"], true, 1, true],
  ])("%s", (_, set, mechanical, invariant, expected) => {
    expect(promised(set, mechanical, invariant)).toBe(expected);
  });

  test("a broken promise decides the verdict of the run", () => {
    const proofs = [proof("proven", 1)];
    expect(verdictOn({ campaigns: [campaign([], breaks(1))], proofs })).toBe("broken");
    expect(verdictOn({ campaigns: [campaign(any_pair, breaks(1))], proofs })).toBe("holds");
    expect(verdictOn({ campaigns: [campaign([], {})], proofs: [] })).toBe("not finished");
  });
});

describe("the table of faults", () => {
  const paired = (status: ProofResult["status"], ...invariants: number[]): ProofResult => ({
    ...proof(status, ...invariants),
    scope: "two faults",
  });
  const row = (set: readonly string[], mechanical: boolean, proofs: ProofResult[]) => {
    const rows = faultRows({ campaigns: [campaign(set, { mechanical })], proofs });
    return rows.find((one) => one.set.join() === set.join() && one.mechanical === mechanical);
  };
  const verdict = (set: readonly string[], proofs: ProofResult[], invariant: number) =>
    row(set, false, proofs)?.invariants[invariant];

  test("an incomplete exploration holds where the invariant is proven", () => {
    expect(verdict(["pole_u1"], [proof("proven", 1)], 1)).toBe("holds");
    expect(verdict(["pole_u1"], [proof("proven", 1)], 2)).toBe("not finished");
    expect(verdict(["pole_u1"], [proof("not finished", 1)], 1)).toBe("not finished");
    expect(row(["pole_u1"], false, [proof("proven", 1)])?.methods[1]).toBe("induction");
  });

  test("the proof of single faults covers no pairs", () => {
    const [one = "", other = ""] = Object.keys(FAULTS);
    expect(verdict([one, other], [proof("proven", 1)], 1)).toBe("not finished");
    expect(row([one, other], true, [proof("proven", 1)])?.invariants[1]).toBe("not finished");
  });

  test("the proof of pairs covers them with the interlock, except where they are excepted", () => {
    const pair = ["driver_off_u_open", "driver_on_g_open"];
    expect(row(pair, true, [paired("proven", 1)])?.invariants[1]).toBe("holds");
    expect(row(pair, false, [paired("proven", 1)])?.invariants[1]).toBe("not finished");
    expect(row(pair, true, [paired("proven", 3)])?.invariants[3]).toBe("not finished");
  });

  test("every promised case has a row, explored or not", () => {
    const rows = faultRows({ campaigns: [], proofs: [paired("proven", 1)] });
    expect(rows.length).toBe(promisedCases().length);
    const pairs = rows.filter(({ set }) => set.length === 2);
    expect(pairs.every(({ mechanical }) => mechanical)).toBe(true);
    expect(pairs.every(({ invariants }) => invariants[1] === "holds")).toBe(true);
    expect(pairs.some(({ set }) => set.includes("closes_itself_u"))).toBe(true);
  });

  test("a counterexample outweighs any proof", () => {
    const campaigns = [campaign(["pole_u1"], breaks(1))];
    const rows = faultRows({ campaigns, proofs: [proof("proven", 1)] });
    expect(rows.find(({ set }) => set.join() === "pole_u1")?.invariants[1]).toBe("broken");
  });
});

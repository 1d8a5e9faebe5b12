import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keptFields } from "@bptm/proof/explore/abstraction";
import type { InputRanges } from "@bptm/proof/explore/environment";
import { CoreWords, Explorer } from "@bptm/proof/explore/explore";
import { ProofBench } from "@bptm/proof/module/proof-bench";
import { path } from "../../tools/project/paths.mjs";
import { compileCase } from "../../tools/bench/plain-module.mjs";
import { needs } from "../needs";
import { caseOf } from "./case-text";
import { runPlain } from "./plain-run";
import { buildSpin, panArguments, readPan, runSpin } from "./run";

const bare = { mechanical: false, block: false };
const powered: InputRanges = {
  grid: [0, 1],
  generator: [0, 1],
  house: [0],
  stimulus: [0],
  cuts: false,
};

function explored(inputs: InputRanges, faults: readonly string[]) {
  const bench = new ProofBench();
  const core = new CoreWords(bench, keptFields(bench));
  const explorer = new Explorer(core, { inputs, faults, hardware: bare, states_max: 100_000 });
  const { complete, states, depth } = explorer.run();
  expect(complete).toBe(true);
  return { states, depth, one: caseOf(explorer) };
}

test.each([
  ["both sources come and go", powered, []],
  ["power cuts at a dead grid", { ...powered, grid: [0], cuts: true }, []],
  ["a driver fails on", { ...powered, cuts: true, grid: [0] }, ["driver_on_g_close"]],
  ["a pole welds", { ...powered, grid: [0] }, ["pole_g1"]],
])("a search that keeps no answer finds the same states: %s", async (_, inputs, faults) => {
  const { states, depth, one } = explored(inputs, faults);
  const plain = runPlain(await compileCase(one.text), 2 * states);
  expect([plain.states, plain.depth]).toEqual([states, depth]);
  expect(states).toBeGreaterThan(1000);
});

needs("gcc", "gcc")("with a compiler for C", () => {
  needs("spin", "spin")("SPIN", () => {
    test.each([
      ["both sources come and go", powered, []],
      ["power cuts at a dead grid", { ...powered, grid: [0], cuts: true }, []],
    ])("visits the same states by the same work: %s", async (_, inputs, faults) => {
      const { states, one } = explored(inputs, faults);
      const module = await compileCase(one.text);
      const plain = runPlain(module, 2 * states);
      const folder = mkdtempSync(join(tmpdir(), "bptm-spin-"));
      try {
        await buildSpin(path("."), folder, one, module);
        const spin = await runSpin(folder, states);
        expect(spin.states).toBe(states);
        const { broken, core_runs, starts, moves, transitions } = plain;
        expect(spin).toMatchObject({ broken, core_runs, starts, moves, transitions });
        // Depth first: the way to its deepest state is never shorter than the nearest first.
        expect(spin.depth).toBeGreaterThanOrEqual(plain.depth);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});

test("the output of pan is parsed", () => {
  const text = `State-vector 28 byte, depth reached 1754, errors: 0
     1518 states, stored
    1.500\ttotal actual memory usage
pan: elapsed time 0.04 seconds
counts 0 35264 1 108654 38126
0m0.01s 0m0.02s
1m3.50s 0m0.25s
`;
  expect(readPan(text)).toEqual({
    states: 1518,
    broken: 0,
    core_runs: 35264,
    starts: 1,
    moves: 108654,
    transitions: 38126,
    cpu_s: 63.75,
    wall_s: 0.04,
    bytes: 1.5 * 2 ** 20,
    depth: 1754,
  });
  expect(() => readPan("trap 1")).toThrow("before its report");
});

test("pan gets memory for its states", () => {
  expect(panArguments(1000, 500)).toEqual(["-b", "-m500", "-w11"]);
});

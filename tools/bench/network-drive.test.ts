import { exportsOf } from "@bptm/runtime/module-exports";
import { expect, test } from "vitest";
import { buildTable } from "@bptm/twin/network/discretize";
import { Closed, Network } from "@bptm/twin/network/network";
import { create, load, outputsOf, shake, statesOf, tableOf } from "./network-drive";
import { staleNetworkFiles } from "../generate/network-lines.mjs";
import { compileDrive } from "./network-module.mjs";

const ALL = (1 << 14) - 1;
/** From all contacts closed to none, faults included. */
const CONFIGURATIONS = [
  ALL,
  ALL & ~(Closed.G1 | Closed.G2 | Closed.HouseSource),
  ALL & ~(Closed.U1 | Closed.U2 | Closed.MotorB | Closed.HouseSource),
  ALL & ~(Closed.Neutral | Closed.CordNeutral | Closed.MotorA),
  ALL & ~(Closed.U1 | Closed.G2 | Closed.Electronics1),
  Closed.Neutral,
  0,
];
const TABLES = CONFIGURATIONS.map((closed) => buildTable(new Network().parameters, closed));
const SAMPLES = 2000;

interface Module {
  readonly memory: WebAssembly.Memory;
  create(): number;
  load(drive: number): void;
  shake(drive: number, seed: number): number;
  tableOf(drive: number): number;
  statesOf(drive: number): number;
  outputsOf(drive: number): number;
}

/** States and outputs after every hundredth sample, as bits. */
function run(
  table: Float64Array,
  results: readonly Float64Array[],
  begin: () => void,
  step: (seed: number) => number,
): bigint[] {
  const bits: bigint[] = [];
  let seed = 20_261_122;
  for (const one of TABLES) {
    table.set(one);
    begin();
    for (let k = 1; k <= SAMPLES; k++) {
      seed = step(seed);
      if (k % 100 === 0) for (const r of results) bits.push(...new BigInt64Array(r.slice().buffer));
    }
  }
  return bits;
}

function runScript(): bigint[] {
  const drive = create();
  return run(
    tableOf(drive),
    [statesOf(drive), outputsOf(drive)],
    () => load(drive),
    (seed) => shake(drive, seed),
  );
}

async function runModule(simd: boolean): Promise<bigint[]> {
  const made = await WebAssembly.instantiate(await compileDrive(simd), {});
  const module = exportsOf<Module>(made.instance);
  const drive = module.create();
  const view = (pointer: number, length: number): Float64Array => {
    const [, start = 0] = new Uint32Array(module.memory.buffer, pointer, 2);
    return new Float64Array(module.memory.buffer, start, length);
  };
  return run(
    view(module.tableOf(drive), tableOf(create()).length),
    [view(module.statesOf(drive), 10), view(module.outputsOf(drive), 8)],
    () => module.load(drive),
    (seed) => module.shake(drive, seed),
  );
}

test("script, scalar WebAssembly and SIMD give the same bits", async () => {
  const script = runScript();
  expect(script.length).toBe((TABLES.length * SAMPLES * 18) / 100);
  expect(new Set(script).size).toBeGreaterThan(1500);
  expect(await runModule(false)).toEqual(script);
  expect(await runModule(true)).toEqual(script);
});

test("the generated lines are up to date", async () => {
  expect(await staleNetworkFiles()).toEqual([]);
});

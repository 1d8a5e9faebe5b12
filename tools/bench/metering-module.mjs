/** Compiles the core without its metering, to measure what metering costs. */
import { readFileSync } from "node:fs";
import { path } from "../project/paths.mjs";
import { compile } from "../make/wasm.mjs";

const PRODUCT = "build/core.unmetered.wasm";
const CALLS = [
  "  meterSample(m.metering.sums, m.sense, m.inputs.samples);\n",
  "  meteringTick(m.metering, m.registers, m.estimate, c, m.neutral.reference);\n",
];

/** The module's bytes. */
export async function compileUnmetered() {
  const patches = CALLS.map((find) => ({ file: "core/meter.ts", find, replace: "" }));
  await compile({ entry: "core/wasm.ts", product: PRODUCT }, { patches });
  return readFileSync(path(PRODUCT));
}

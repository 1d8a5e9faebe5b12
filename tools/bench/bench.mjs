/**
 * Measures the twin against ngspice and against C, many homes on one processor core and on all,
 * the meter's core with and without metering, the port against an echo, the lateness of ticks with
 * and without clients, the proof against SPIN.
 *
 *     npm run bench                 a table; -- --json a list of {name, ours, peer, ratio}
 *     npm run bench -- --check      fails when a ratio is below its minimum
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { compileUnmetered } from "./metering-module.mjs";
import { cText } from "../generate/network-lines.mjs";
import { compileDrive } from "./network-module.mjs";
import { path } from "../project/paths.mjs";
import { compileCase } from "./plain-module.mjs";

const ROUNDS = 7;
const WARM_UPS = 20;

/** Node 20 cannot run TypeScript, so the measuring code is bundled first. */
async function rows() {
  const bundle = await rolldown({
    input: path("tools/bench/bench-rows.ts"),
    platform: "node",
    // A native module: it stays beside its binary.
    external: ["libsql"],
    logLevel: "warn",
  });
  await bundle.write({ file: path("build/bench-rows.mjs"), format: "esm" });
  return import(path("build/bench-rows.mjs"));
}

/** C fuses multiply and add, so only its last digits may differ. */
function checkSame(ours, theirs) {
  const far = theirs.findIndex((value, at) => Math.abs(value - ours[at]) > 1e-6);
  if (far >= 0) throw new Error(`C and WebAssembly disagree: ${theirs[far]}, ${ours[far]}`);
}

async function measure(folder, bench) {
  const parts = bench.networkPhases();
  const network = await bench.networkRun(await compileDrive(true), parts);
  const spice = bench.spiceRun(folder, parts);
  const c = bench.cRun(folder, parts, cText());
  network.seconds();
  if (c) checkSame(network.state, c.state());
  for (let k = 0; k < WARM_UPS; k++) network.seconds();
  const loop = bench.loopRun();
  for (let k = 0; k < WARM_UPS; k++) loop();
  const [ours, peer, inC, whole] = bench.interleaved(ROUNDS, [
    network.seconds,
    spice,
    c ? c.seconds : () => NaN,
    loop,
  ]);
  const at = "network at 19.2 kHz";
  return [
    bench.row(`${at}, ngspice`, ours, peer, bench.NETWORK_LEAST),
    bench.row(`whole loop (${at}), ngspice on the network`, whole, peer, bench.LOOP_LEAST),
    ...(c ? [bench.row(`${at}, C on one core`, ours, inC)] : []),
  ];
}

/** The core with metering, and as its peer without: the difference is the cost of metering. */
async function measureMetering(bench) {
  const metered = bench.coreRun(readFileSync(path("build/core.wasm")));
  const unmetered = bench.coreRun(await compileUnmetered());
  const runs = [metered.seconds, unmetered.seconds];
  const [ours, peer] = bench.interleaved(ROUNDS, runs);
  return [bench.row("core with metering, without it", ours, peer, bench.METERING_LEAST)];
}

/** Rows of the proof; none if SPIN or a C compiler is missing. */
async function measureProof(folder, bench) {
  const absent = ["spin", "gcc"].filter((name) => spawnSync(name, ["--version"]).error);
  if (absent.length === 0) return bench.measureStates({ root: path("."), folder, compileCase });
  console.warn(`SKIPPED: states against SPIN: apt-get install ${absent.join(" ")}`);
  if (process.env["BPTM_REQUIRE_ALL"] === "1") process.exitCode = 1;
  return [];
}

/** What is missing for the benchmark and how to get it, or undefined. */
function missing() {
  if (spawnSync("ngspice", ["--version"]).error) return "ngspice: apt-get install ngspice";
  if (!existsSync(path("build/bptm.wasm"))) return "build/bptm.wasm: npm run build";
  return undefined;
}

async function main() {
  const lack = missing();
  if (lack !== undefined) {
    console.error(`The benchmark needs ${lack}.`);
    process.exitCode = 1;
    return;
  }
  const bench = await rows();
  const result = await bench.inFolder(async (folder) => [
    ...(await bench.measureHomes(pathToFileURL(path("build/bench-rows.mjs")).href)),
    ...(await measure(folder, bench)),
    ...(await measureMetering(bench)),
    ...(await bench.measurePort(pathToFileURL(path("build/bench-rows.mjs")).href)),
    ...(await bench.measureLateness()),
    ...(await measureProof(folder, bench)),
  ]);
  const json = process.argv.includes("--json");
  console.log(json ? JSON.stringify(result, null, 1) : bench.tableText(result));
  if (!process.argv.includes("--check")) return;
  for (const { name, ratio, least } of bench.missed(result)) {
    console.error(`${name}: ${ratio.toFixed(1)} times, at least ${least} are required.`);
    process.exitCode = 1;
  }
}

await main();

/**
 * Prints where the explorer of the proof spends its time:
 *
 *     npm run profile
 */
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { compile } from "../make/wasm.mjs";
import { path } from "../project/paths.mjs";

const PRODUCT = "build/proof.named.wasm";
const options = { figures: "proof/model/small.yaml", names: true };
await compile({ entry: "proof/module/wasm.ts", product: PRODUCT }, options);
const bundle = await rolldown({
  input: path("tools/bench/profile-states.ts"),
  platform: "node",
  logLevel: "warn",
});
await bundle.write({ file: path("build/profile-states.mjs"), format: "esm" });
const { profileStates } = await import(path("build/profile-states.mjs"));
for (const line of await profileStates(new Uint8Array(readFileSync(path(PRODUCT))))) {
  console.log(line);
}

/** Bundles the command and its workers. */
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const ROOMS = ["../lab/", "../proof/", "../control/", "./"];
const WORKER = /(^|\/)([^/]+-)?worker\.ts$/;

/** `worker.ts` and `x-worker.ts` of any room become `dist/worker.js` and `dist/x-worker.js`. */
function workers() {
  const found = ROOMS.flatMap((room) =>
    readdirSync(here(room), { recursive: true })
      .filter((file) => WORKER.test(file) && !file.includes("node_modules"))
      .map((file) => [basename(file, ".ts"), here(room + file)]),
  );
  if (new Set(found.map(([name]) => name)).size < found.length) {
    throw new Error(`Two workers share a name: ${found.map(([, file]) => file).join(", ")}`);
  }
  return Object.fromEntries(found);
}

/** Writes `dist/bptm.js` and one file for each worker. */
export async function bundle() {
  const bundled = await rolldown({
    input: { bptm: here("main.ts"), ...workers() },
    platform: "node",
    // A native module: it stays beside its binary.
    external: ["libsql"],
    logLevel: "warn",
  });
  await bundled.write({
    dir: here("dist"),
    format: "esm",
    entryFileNames: "[name].js",
    cleanDir: true,
  });
}

/** Runs a TypeScript module of the project from disk. */
import { path } from "../project/paths.mjs";

export async function load(file) {
  const { rolldown } = await import("rolldown");
  const bundled = await rolldown({ input: path(file), platform: "node", logLevel: "warn" });
  const { output } = await bundled.generate({ format: "esm", codeSplitting: false });
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);
}

/** Bundles the core's unit tests with changed sources, so that they run in this process. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { rolldown } from "rolldown";
import { path } from "../project/paths.mjs";

/** All unit tests of the core; those beside `file` come first, because they detect the most. */
export function unitTests(file = "") {
  const all = readdirSync(path("core"), { recursive: true })
    .filter((name) => name.endsWith(".test.ts") && !name.includes("node_modules"))
    .map((name) => `core/${name}`)
    .toSorted();
  const own = file.replace(/ts$/, "test.ts");
  const rank = (name) => (name === own ? 0 : dirname(name) === dirname(file) ? 1 : 2);
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** Writes the bundle `product`; `texts`: file -> its changed text; `also`: more exports. */
export async function bundleTests(product, tests, texts, also = "") {
  const at = new Map([...texts].map(([file, changed]) => [path(file), changed]));
  const imports = tests.map((file) => `import ${JSON.stringify(path(file))};`).join("\n");
  const from = JSON.stringify(path("tools/mutation/mutant-tests.ts"));
  const entry = path(product.replace(/js$/, "ts"));
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, `${imports}\nexport { firstFailing } from ${from};\n${also}`);
  const bundled = await rolldown({
    input: entry,
    platform: "node",
    logLevel: "warn",
    // A package without side effects would lose its tests.
    treeshake: false,
    resolve: { alias: { vitest: path("tools/mutation/mutant-tests.ts") } },
    plugins: [{ name: "mutants", transform: (_, id) => at.get(id) }],
  });
  await bundled.write({ file: path(product), format: "esm" });
}

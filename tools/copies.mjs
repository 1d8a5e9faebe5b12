/** Writes core/copies.ts: a function per class that copies every field, and forgets none. */
import { readFileSync, readdirSync } from "node:fs";

const CLASS = /export class (\w+) \{\n([\s\S]*?)\n\}/g;
const FIELD = /^ {2}(\w+): (\w+) = (.*);$/gm;
/** Classes that are copied at power-up or by the store, and all that they hold. */
const WANTED = ["Control", "Sense", "Estimate", "Neutral", "Metering", "Registers", "Outputs"];

/** Every class of core: where it is and its fields in order. */
export function classes(folder) {
  const found = new Map();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts") || file === "copies.ts") continue;
    const text = readFileSync(new URL(file, folder), "utf8");
    for (const [, name, body] of text.matchAll(CLASS)) {
      const fields = [...body.matchAll(FIELD)].map(([, field, type, value]) => ({
        field,
        type,
        length: Number(/new Int32Array\((\d+)\)/.exec(value)?.[1] ?? 0),
      }));
      found.set(name, { file: file.replace(/\.ts$/, ""), fields });
    }
  }
  return found;
}

function needed(found) {
  const names = new Set();
  const visit = (name) => {
    const entry = found.get(name);
    if (entry === undefined) throw new Error(`core has no class ${name}: mend tools/copies.mjs`);
    for (const { type } of entry.fields) if (found.has(type)) visit(type);
    names.add(name);
  };
  WANTED.forEach(visit);
  return [...names];
}

function line({ field, type, length }) {
  if (type === "i32") return `  to.${field} = from.${field};`;
  if (type !== "Int32Array") return `  copy${type}(to.${field}, from.${field});`;
  return `  copyArray(to.${field}, from.${field}, ${length});`;
}

/** The text of core/copies.ts without its header. */
export function emitCopies(folder) {
  const found = classes(folder);
  const names = needed(found);
  const imports = names
    .map((name) => `import { ${name} } from "./${found.get(name).file}";`)
    .toSorted();
  const functions = names.flatMap((name) => [
    `export function copy${name}(to: ${name}, from: ${name}): void {`,
    ...found.get(name).fields.map(line),
    "}",
    "",
  ]);
  return [
    ...imports,
    "",
    "function copyArray(to: Int32Array, from: Int32Array, length: i32): void {",
    "  for (let k: i32 = 0; k < length; k++) to[k] = from[k] as i32;",
    "}",
    "",
    ...functions,
  ].join("\n");
}

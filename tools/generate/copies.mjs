/**
 * Writes core's copies.ts files: for each class a function that copies every field.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, relative } from "node:path/posix";

const CLASS = /export class (\w+) \{\n([\s\S]*?)\n\}/g;
const FIELD = /^ {2}(\w+): (\w+) = (.*);$/gm;
/** Classes that power-up or the store copies; their members are copied too. */
const MEASURED = ["Sense", "Estimate", "Neutral", "FeedTest"];
const COPIED = ["Control", ...MEASURED, "Metering", "Registers", "Outputs"];

/** Every class of core: the file it is in, without its ending, and its fields in order. */
export function classes(folder) {
  const found = new Map();
  const files = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
  for (const file of files.toSorted()) {
    if (!/(?<!\.test|\.d|(^|\/)copies)\.ts$/.test(file) || file.includes("node_modules/")) continue;
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
    if (entry === undefined)
      throw new Error(`core has no class ${name}; correct COPIED in tools/generate/copies.mjs.`);
    for (const { type } of entry.fields) if (found.has(type)) visit(type);
    names.add(name);
  };
  COPIED.forEach(visit);
  return [...names];
}

function line({ field, type, length }) {
  if (type === "i32") return `  to.${field} = from.${field};`;
  if (type !== "Int32Array") return `  copy${type}(to.${field}, from.${field});`;
  return `  copyArray(to.${field}, from.${field}, ${length});`;
}

/** Imports that the classes of one folder need. */
function importsFor(found, folder, names) {
  const from = new Map();
  const take = (file, name) => from.set(file, new Set([...(from.get(file) ?? []), name]));
  for (const name of names) {
    take(found.get(name).file, name);
    for (const { type, length } of found.get(name).fields) {
      if (length > 0) take("hardware/arrays", "copyArray");
      const holder = found.get(type);
      if (holder === undefined || dirname(holder.file) === folder) continue;
      take(`${dirname(holder.file)}/copies`, `copy${type}`);
    }
  }
  return [...from].map(([file, taken]) => {
    const path = relative(folder, file);
    const specifier = path.startsWith(".") ? path : `./${path}`;
    return `import { ${[...taken].toSorted().join(", ")} } from "${specifier}";`;
  });
}

function copiesOf(found, folder, names) {
  const functions = names.flatMap((name) => [
    `export function copy${name}(to: ${name}, from: ${name}): void {`,
    ...found.get(name).fields.map(line),
    "}",
    "",
  ]);
  return [...importsFor(found, folder, names).toSorted(), "", ...functions].join("\n");
}

/** The text of each copies.ts of core without its header, by its path in core. */
export function emitCopies(folder) {
  const found = classes(folder);
  const names = needed(found);
  const folders = [...new Set(names.map((name) => dirname(found.get(name).file)))];
  return Object.fromEntries(
    folders.map((one) => {
      const inside = names.filter((name) => dirname(found.get(name).file) === one);
      return [`${one}/copies.ts`, copiesOf(found, one, inside)];
    }),
  );
}

/** Compiles the portable rooms to WebAssembly, and records the address of each field. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { main } from "assemblyscript/asc";
import { Transform } from "assemblyscript/transform";
import { parse } from "yaml";
import { path } from "../project/paths.mjs";

/** Pages of 64 KiB. All memory is allocated at once: growing would detach every view on it. */
const PAGES = { "lab/world/wasm.ts": 64, "core/wasm.ts": 1, "proof/module/wasm.ts": 2 };

/** Entries whose own sources use SIMD. */
const VECTORS = new Set(["proof/module/wasm.ts"]);

/** The only source with a SIMD version: the same sums in the same order, two rows at a time. */
const SCALAR = "twin/network/network-lines.ts";
const SIMD = "twin/network/network-lines.simd.ts";

/** Thrown when a source does not compile; the message is the compiler's own. */
class CompileError extends Error {}

function read(name, base) {
  const file = isAbsolute(name) ? name : join(base, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** A source with some of its constants replaced; `used` collects their names. */
function withFigures(text, figures, used) {
  if (text === null) return text;
  return text.replace(/const ([A-Z][A-Z0-9_]*): i32 = [^;]+;/g, (line, name) => {
    if (!(name in figures)) return line;
    used.add(name);
    return `const ${name}: i32 = ${figures[name]};`;
  });
}

/** A source with deliberate mistakes; each replaced text must occur exactly once. */
function withPatches(text, name, patches, used) {
  if (text === null) return text;
  return patches.reduce((all, patch) => {
    if (!name.endsWith(patch.file)) return all;
    const parts = all.split(patch.find);
    if (parts.length !== 2) {
      const times = `${parts.length - 1} times`;
      throw new CompileError(`The text to patch stands ${times} in ${patch.file}: ${patch.find}`);
    }
    used.add(patch);
    return parts.join(patch.replace);
  }, text);
}

/**
 * Reads sources for the compiler: takes the SIMD version of the network's lines where it exists,
 * sets the constants in `figures` to the values given there, and applies `patches`.
 */
export function reader(simd, figures = {}, used = new Set(), patches = []) {
  return (name, base) => {
    const swapped = simd && name.endsWith(SCALAR) ? name.replace(SCALAR, SIMD) : name;
    const text = withPatches(read(swapped, base) ?? read(name, base), name, patches, used);
    return withFigures(text, figures, used);
  };
}

function write(name, data) {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), data);
}

const ours = (record) =>
  !record.internalName.startsWith("~lib/") || record.internalName.startsWith("~lib/@bptm/");

/** The last word of a type: the same class has other paths in other builds. */
export const plain = (type) => type.toString().replace(/^.*\//, "");

const fields = (record) =>
  [...(record.members?.values() ?? [])]
    .flatMap((member) => (member.fieldDeclaration && member.instance ? [member.instance] : []))
    .filter((field) => field.memoryOffset >= 0)
    .map((field) => [field.name, field.memoryOffset, plain(field.type)]);

/** A compiler transform that fills `layout`: class name -> [field, offset, type]. */
export function layoutInto(layout) {
  return class extends Transform {
    afterCompile() {
      for (const record of this.program.managedClasses.values()) {
        if (ours(record)) layout[record.name] = fields(record);
      }
    }
  };
}

function flags({ entry, product }, { checked = false, simd = false, text = false, names = false }) {
  const memory = ["--runtime", "stub", "--initialMemory", String(PAGES[entry])];
  const fast = checked ? ["-O3"] : ["-O3", "--noAssert", "--uncheckedBehavior", "always"];
  // As written in the sources, for comparison.
  const speed = text ? ["-t", product.replace(/wasm$/, "wat")] : fast;
  const vectors = simd || VECTORS.has(entry) ? ["--enable", "simd"] : [];
  // For a profiler.
  const named = names ? ["--debug"] : [];
  // Without `abort` the module imports nothing: a failed check is a trap.
  const outside = ["--baseDir", path("."), "--use", "abort="];
  return [entry, "-o", product, ...memory, ...speed, ...vectors, ...named, ...outside];
}

/**
 * Compiles one part; writes the table of its fields too when `options.layout` names a file.
 * `options.patches`: deliberate mistakes, each { file, find, replace }.
 */
export async function compile(part, options = {}) {
  const layout = {};
  const figures = options.figures ? parse(readFileSync(path(options.figures), "utf8")) : {};
  const patches = options.patches ?? [];
  const used = new Set();
  const { error, stderr } = await main(flags(part, options), {
    readFile: reader(options.simd, figures, used, patches),
    writeFile: write,
    listFiles: () => [],
    transforms: [layoutInto(layout)],
  });
  if (error) throw new CompileError(`${part.entry} does not compile.\n${stderr}${error.message}`);
  const unknown = Object.keys(figures).filter((name) => !used.has(name));
  if (unknown.length > 0) throw new CompileError(`No source has the constant ${unknown.join()}.`);
  const unread = patches.filter((patch) => !used.has(patch)).map(({ file }) => file);
  if (unread.length > 0) throw new CompileError(`No source is ${unread.join()}, to be patched.`);
  if (options.layout) write(options.layout, `${JSON.stringify(layout, null, 1)}\n`);
}

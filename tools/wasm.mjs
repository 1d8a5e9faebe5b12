/** Compiles the portable rooms to WebAssembly, and notes where each field lies in its memory. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { main } from "assemblyscript/asc";
import { Transform } from "assemblyscript/transform";
import { parse } from "yaml";
import { path } from "./parts.mjs";

/** Pages of 64 KiB. All memory is taken at once: growing would detach every view on it. */
const PAGES = { "lab/wasm.ts": 64, "core/wasm.ts": 1, "proof/wasm.ts": 2 };

/** The only text that differs: same sums in the same order, two rows at a time. */
const SCALAR = "twin/network-lines.ts";
const SIMD = "twin/network-lines.simd.ts";

/** Thrown when a source does not compile; the message is the compiler's own. */
class CompileError extends Error {}

function read(name, base) {
  const file = isAbsolute(name) ? name : join(base, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** A source with some of its constants replaced; `used` collects which. */
function withFigures(text, figures, used) {
  if (text === null) return text;
  return text.replace(/const ([A-Z][A-Z0-9_]*): i32 = [^;]+;/g, (line, name) => {
    if (!(name in figures)) return line;
    used.add(name);
    return `const ${name}: i32 = ${figures[name]};`;
  });
}

/**
 * How the compiler reads: the network's lines are those for SIMD, where there are any, and the
 * constants that `figures` names have its values.
 */
export function reader(simd, figures = {}, used = new Set()) {
  return (name, base) => {
    const swapped = simd && name.endsWith(SCALAR) ? name.replace(SCALAR, SIMD) : name;
    return withFigures(read(swapped, base) ?? read(name, base), figures, used);
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

function flags({ entry, product }, { checked = false, simd = false }) {
  const memory = ["--runtime", "stub", "--initialMemory", String(PAGES[entry])];
  const speed = checked ? ["-O3"] : ["-O3", "--noAssert", "--uncheckedBehavior", "always"];
  const vectors = simd ? ["--enable", "simd"] : [];
  // Without `abort` the module imports nothing: a failed check is a trap.
  const outside = ["--baseDir", path("."), "--use", "abort="];
  return [entry, "-o", product, ...memory, ...speed, ...vectors, ...outside];
}

/** Compiles one part; writes the table of its fields too when `options.layout` names a file. */
export async function compile(part, options = {}) {
  const layout = {};
  const figures = options.figures ? parse(readFileSync(path(options.figures), "utf8")) : {};
  const used = new Set();
  const { error, stderr } = await main(flags(part, options), {
    readFile: reader(options.simd, figures, used),
    writeFile: write,
    listFiles: () => [],
    transforms: [layoutInto(layout)],
  });
  if (error) throw new CompileError(`${part.entry} does not compile.\n${stderr}${error.message}`);
  const unknown = Object.keys(figures).filter((name) => !used.has(name));
  if (unknown.length > 0) throw new CompileError(`No source has the constant ${unknown.join()}.`);
  if (options.layout) write(options.layout, `${JSON.stringify(layout, null, 1)}\n`);
}

/** Shows objects of a WebAssembly module as JavaScript objects: accessors on its memory. */
import type { ClassLayout } from "@bptm/runtime/class-layout";

/** Views on one memory. It never grows, so they stay valid. */
interface MemoryViews {
  readonly buffer: ArrayBuffer;
  readonly words: Int32Array;
  readonly reals: Float64Array;
  readonly layout: ClassLayout;
}

const ARRAYS = { Int32Array, Float64Array } as const;

function isArray(type: string): type is keyof typeof ARRAYS {
  return Object.hasOwn(ARRAYS, type);
}

/** A typed array of the module: its header holds buffer, start and length in bytes. */
function view(memory: MemoryViews, type: keyof typeof ARRAYS, header: number): object {
  const start = memory.words[(header >> 2) + 1] ?? 0;
  const bytes = memory.words[(header >> 2) + 2] ?? 0;
  const kind = ARRAYS[type];
  return new kind(memory.buffer, start, bytes / kind.BYTES_PER_ELEMENT);
}

/** A child object that is created on first access, because most of them are never read. */
function part(memory: MemoryViews, field: string, type: string, at: number): PropertyDescriptor {
  return {
    configurable: true,
    get(this: object): object {
      const address = memory.words[at >> 2] ?? 0;
      const value = isArray(type) ? view(memory, type, address) : tree(memory, type, address);
      Object.defineProperty(this, field, { enumerable: true, value });
      return value;
    },
  };
}

function property(
  memory: MemoryViews,
  field: string,
  type: string,
  at: number,
): PropertyDescriptor {
  if (type === "i32" || type === "bool") {
    const { words } = memory;
    const index = at >> 2;
    return { get: () => words[index], set: (value: number) => (words[index] = value) };
  }
  if (type === "f64") {
    const { reals } = memory;
    const index = at >> 3;
    return { get: () => reals[index], set: (value: number) => (reals[index] = value) };
  }
  return part(memory, field, type, at);
}

function tree(memory: MemoryViews, name: string, at: number): object {
  const fields = memory.layout[name];
  if (fields === undefined) throw new Error(`The layout knows no class ${name}.`);
  const made = {};
  for (const [field, offset, type] of fields) {
    Object.defineProperty(made, field, {
      enumerable: true,
      ...property(memory, field, type, at + offset),
    });
  }
  return made;
}

/** The object of class `name` at address `at`, with all its children. */
export function mirror<T>(buffer: ArrayBuffer, layout: ClassLayout, name: string, at: number): T {
  const views = { buffer, words: new Int32Array(buffer), reals: new Float64Array(buffer), layout };
  return tree(views, name, at) as T;
}

/** One difference between two trees of the same class. */
interface Difference {
  readonly path: string;
  readonly here: number;
  readonly there: number;
}

const same = (a: number, b: number): boolean => Object.is(a, b);

/** Lists every number in which two trees differ, in the order of the layout. */
export function differences(
  layout: ClassLayout,
  name: string,
  here: object,
  there: object,
  path = "",
): Difference[] {
  const fields = layout[name] ?? [];
  return fields.flatMap(([field, , type]) => {
    const a: unknown = Reflect.get(here, field);
    const b: unknown = Reflect.get(there, field);
    const at = path === "" ? field : `${path}.${field}`;
    if (typeof a === "number" && typeof b === "number") {
      return same(a, b) ? [] : [{ path: at, here: a, there: b }];
    }
    if (isArray(type)) return arrayDifferences(at, a as Int32Array, b as Int32Array);
    return differences(layout, type, a as object, b as object, at);
  });
}

function arrayDifferences(path: string, a: Int32Array, b: Int32Array): Difference[] {
  const found: Difference[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const here = a[i] ?? NaN;
    const there = b[i] ?? NaN;
    if (!same(here, there)) found.push({ path: `${path}[${i}]`, here, there });
  }
  return found;
}

/**
 * Portable is a property of files: what is compiled into a WebAssembly module runs in a meter, in a
 * browser and in a proof alike, wherever in the house it lies.
 */
import { byPath, follow } from "../project/graph";
import type { Module } from "../project/sources";

/** Where the compiler starts; see tools/make/parts.mjs, test/spin and tools/bench. */
export const COMPILED = [
  "core/wasm.ts",
  "lab/world/wasm.ts",
  "proof/module/wasm.ts",
  "test/spin/wasm.ts",
  "tools/bench/network-drive.ts",
];

/** The file that the compiler reads in place of another, where it has vectors. */
const vectors = (path: string): string => path.replace(/\.ts$/, ".simd.ts");

/** The files that each entry brings into its module. */
export function compiled(modules: readonly Module[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = byPath(modules);
  return new Map(COMPILED.map((entry) => [entry, follow(all, entry)]));
}

/** All of them, their twins for vectors, and the whole of core and twin. */
export function portableFiles(modules: readonly Module[]): ReadonlySet<string> {
  const paths = new Set(modules.map(({ path }) => path));
  const files = [...compiled(modules).values()].flatMap((one) => [...one]);
  const twins = files.map(vectors).filter((path) => paths.has(path));
  const rooms = modules.filter(({ path, test }) => /^(core|twin)\//.test(path) && !test);
  return new Set([...files, ...twins, ...rooms.map(({ path }) => path)]);
}

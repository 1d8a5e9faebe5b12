/** What nothing uses: modules that nobody imports, and exported names that nobody takes. */
import { bare, byPath, exportsOf, find, takenBy, target } from "../project/graph";
import type { Module } from "../project/sources";

/** What no module imports, because a tool, a page or a compiler starts there. */
const ENTRY = [
  /(^|\/)wasm\.ts$/,
  /^cli\/(main\.ts|bptm\.js)$/,
  /^panel\/main\.tsx$/,
  /(^|-|\/)worker\.ts$/,
  /\.config\.ts$/,
  /^twin\/network\/network-lines\.simd\.ts$/,
  /^lab\/report\/(page|unpack)\.js$/,
  /^tools\/mutation\/(mutate|mutate-judge|mutation|mutant-tests)\.(mjs|ts)$/,
  /^tools\/(make\/(build|refresh)|bench\/bench|tidy\/(commits|proof-due)|picture)\.mjs$/,
  /^tools\/bench\/profile(-states\.ts|\.mjs)$/,
];
/** Modules that something else than an import takes names from. */
const CALLED: Readonly<Record<string, string>> = {
  "c12/tables/all-tables.ts": "tools/generate/c12-page.mjs takes them from a bundle",
  "tools/bench/bench-rows.ts": "tools/bench/bench.mjs takes them from the bundle",
  "tools/bench/profile-states.ts": "tools/bench/profile.mjs takes it from the bundle",
  "tools/bench/network-drive.ts": "tools/bench/network-module.mjs compiles it",
  "tools/make/bugs.mjs": "cli/commands/prove.ts takes them by the file's place",
  "tools/make/parts.mjs": "cli/commands/prove.ts takes them by the file's place",
  "station/wire/api.ts": "clients of any kind take them",
};

const isEntry = ({ path, test }: Module): boolean =>
  ENTRY.some((entry) => entry.test(path)) || (test && path.includes(".test."));

export function deadFiles(modules: readonly Module[]): string[] {
  const reached = new Set(
    modules.flatMap(({ path, imports }) =>
      imports.flatMap(({ from }) => target(path, from) ?? []).map(bare),
    ),
  );
  return modules
    .filter((module) => !isEntry(module) && !reached.has(bare(module.path)))
    .map(({ path }) => `${path}: nothing imports it`);
}

/** A generated file is as complete as its table. */
const isPublic = (module: Module): boolean =>
  isEntry(module) || module.generated || module.path in CALLED;

interface PassedOn {
  readonly to: Module;
  readonly name: string;
  readonly as: string;
}

/** Which names of each module are taken, in the end by a module that does not pass them on. */
class Takings {
  private readonly taken = new Map<Module, Set<string>>();

  constructor(private readonly passedOn: ReadonlyMap<Module, readonly PassedOn[]>) {}

  mark(module: Module, name: string): void {
    const names = this.taken.get(module) ?? new Set();
    if (names.has(name)) return;
    this.taken.set(module, names.add(name));
    for (const { to, name: own, as } of this.passedOn.get(module) ?? []) {
      if (as === "*") this.mark(to, name);
      else if (as === name || name === "*") this.mark(to, own);
    }
  }

  has(module: Module, name: string): boolean {
    const names = this.taken.get(module);
    return names !== undefined && (names.has(name) || names.has("*"));
  }
}

function takings(modules: readonly Module[]): Takings {
  const all = byPath(modules);
  const passedOn = new Map<Module, PassedOn[]>();
  const uses: (readonly [Module, string])[] = [];
  for (const module of modules) {
    const mine: PassedOn[] = [];
    for (const { from, name, as } of takenBy(module)) {
      const to = find(all, module.path, from);
      if (to !== undefined && as === undefined) uses.push([to, name]);
      if (to !== undefined && as !== undefined) mine.push({ to, name, as });
    }
    passedOn.set(module, mine);
    if (isPublic(module)) uses.push([module, "*"]);
  }
  const found = new Takings(passedOn);
  for (const [module, name] of uses) found.mark(module, name);
  return found;
}

/** Exported names that no import takes, whatever else bears the same name. */
export function deadExports(modules: readonly Module[]): string[] {
  const taken = takings(modules);
  return modules.flatMap((module) =>
    exportsOf(module)
      .filter((name) => !taken.has(module, name))
      .map((name) => `${module.path}: no other file imports ${name}`),
  );
}

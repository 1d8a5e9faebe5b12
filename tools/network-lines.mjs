/**
 * Writes the arithmetic of twin/network.ts as straight lines: one sample of a linear network,
 *
 *     x = sum of (column of the table) * (state or source)
 *     y = sum of (column of the table) * (state or source)
 *
 * once as portable TypeScript, once for AssemblyScript with two rows in each vector, and, for
 * tools/bench.mjs, in C. The first two add the same products in the same order, so their results
 * agree to the bit. Columns that a configuration leaves at zero form groups, and a group that is
 * zero is skipped: a home on the utility costs half of the whole.
 *
 * Measured on a core of an AMD EPYC (AVX2), sources included, a sample in nanoseconds: SIMD 85,
 * scalar WebAssembly 160, script 200 to 400, C 40. Tried without gain: sources before states, so
 * that sums wait less for the sample before (within the noise).
 *
 *     node tools/network-lines.mjs            writes what differs
 *     node tools/network-lines.mjs --check    fails when a file on disk differs
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { path } from "./parts.mjs";

const STATES = 10;
const OUTPUTS = 8;
/** Where the values of a source lie in `u`; numbers as in twin/network.ts. */
const PLACES = { start: 0, middle: 7, end: 12, mean: 19, rise: 21 };
const CARRIED = 7;

const state = (index) => ({ kind: "state", index });
const points = (sources, places) =>
  sources.flatMap((index) => places.map((place) => ({ kind: place, index })));
const parabola = ["start", "middle", "end"];

/**
 * Groups in the order of summing. `inner` are columns of the new state, from the old state and the
 * sources; `outer` are columns of the outputs, from the new state and the sources at the end.
 */
const GROUPS = [
  { name: "Always", inner: [4, 5, 6, 7].map(state), outer: [4, 5, 6, 7].map(state) },
  {
    name: "Utility",
    inner: [...[0, 1].map(state), ...points([0, 1], parabola)],
    outer: [0, 1].map(state),
  },
  { name: "UtilityOpen", inner: [], outer: points([0, 1], ["end"]) },
  {
    name: "Generator",
    inner: [...[2, 3].map(state), ...points([2, 3], parabola)],
    outer: [2, 3].map(state),
  },
  { name: "GeneratorOpen", inner: [], outer: points([2, 3], ["end"]) },
  { name: "House", inner: points([4], parabola), outer: points([4], ["end"]) },
  {
    name: "Electronics",
    inner: points([5, 6], ["start", "end"]),
    outer: points([5, 6], ["end"]),
  },
  { name: "MotorA", inner: [state(8), ...points([0], ["mean", "rise"])], outer: [state(8)] },
  { name: "MotorB", inner: [state(9), ...points([1], ["mean", "rise"])], outer: [state(9)] },
];

/** Every column with its place in the table: inner columns first, then outer ones. */
function placed() {
  let at = 0;
  const place = (side, rows) => (group) =>
    group[side].map((column) => {
      const here = { ...column, side, rows, group: group.name, at };
      at += rows;
      return here;
    });
  const inner = GROUPS.flatMap(place("inner", STATES));
  const outer = GROUPS.flatMap(place("outer", OUTPUTS));
  return { columns: [...inner, ...outer], groupsAt: at, size: at + 2 };
}

const LAYOUT = placed();
const bit = (name) => (name === "Always" ? 0 : 1 << (GROUPS.findIndex((g) => g.name === name) - 1));
const columnsOf = (group, side) =>
  LAYOUT.columns.filter((one) => one.group === group.name && one.side === side);
const inputOf = ({ kind, index }) => PLACES[kind] + index;
/** Rows 0, 1, ... of a side, or every second one. */
const rows = (count, step = 1) => Array.from({ length: count / step }, (_, row) => row * step);
const guarded = (group, lines) =>
  lines.length === 0 || group.name === "Always"
    ? lines
    : [`if ((groups & Group.${group.name}) !== 0) {`, ...lines, "}"];

const HEAD = `
/** Groups of columns that are not zero in the table in force. */
export const enum Group {
${GROUPS.slice(1)
  .map(({ name }) => `  ${name} = ${bit(name)},`)
  .join("\n")}
}
/** Numbers in a table, and the place in it that holds its groups. */
export const TABLE: i32 = ${LAYOUT.size};
export const TABLE_GROUPS: i32 = ${LAYOUT.groupsAt};
`;

const SIGNATURE = `
/** One sample: \`x\` and \`y\` at its end, from \`x\` and the sources \`u\`, by the table \`m\`. */
export function solveLines(
  x: Float64Array, u: Float64Array, y: Float64Array, m: Float64Array, groups: i32,
): void {`;

const TINY_DOC =
  "/** Added and taken away: what has decayed below 1e-76 becomes 0, never a slow subnormal. */";

/** Products that fit into one line of scalar text. */
const PER_LINE = 3;

/** `sum = sum + a + b + c;` as often as needed: the order of summing is that of the terms. */
function statements(sum, terms, fresh) {
  const lines = [];
  for (let from = 0; from < terms.length; from += PER_LINE) {
    const some = terms.slice(from, from + PER_LINE).join(" + ");
    lines.push(fresh && from === 0 ? `let ${sum}: f64 = ${some};` : `${sum} = ${sum} + ${some};`);
  }
  return lines;
}

/** Arrays behind the names: x4 is x[4], s12 is u[12]. */
const ARRAYS = { x: "x", s: "u" };

/** How scalar text names what a column multiplies. */
function operand({ kind, index }, side) {
  if (kind !== "state") return `s${PLACES[kind] + index}`;
  return side === "inner" ? `x${index}` : `a${index}`;
}

/** Sums of one group in scalar text: row by row. */
function scalarSums(group, side, letter, count) {
  const columns = columnsOf(group, side);
  const names = columns.map((one) => operand(one, side));
  const reads = names
    .filter((name) => !name.startsWith("a"))
    .map((name) => `const ${name}: f64 = ${ARRAYS[name[0]]}[${name.slice(1)}] as f64;`);
  const sums = rows(count).flatMap((row) => {
    const terms = columns.map((one, n) => `(m[${one.at + row}] as f64) * ${names[n]}`);
    return statements(`${letter}${row}`, terms, group.name === "Always");
  });
  return guarded(group, columns.length === 0 ? [] : [...reads, ...sums]);
}

const scalar = (side, letter, count) =>
  GROUPS.flatMap((group) => scalarSums(group, side, letter, count));

/** The portable text: TypeScript and AssemblyScript. */
function scalarText() {
  return [
    HEAD,
    TINY_DOC,
    "const TINY: f64 = 1.0e-60;",
    SIGNATURE,
    ...scalar("inner", "a", STATES),
    ...rows(STATES).map((row) => `a${row} = a${row} + TINY - TINY;`),
    ...rows(STATES).map((row) => `x[${row}] = a${row};`),
    ...scalar("outer", "b", OUTPUTS),
    ...rows(OUTPUTS).map((row) => `y[${row}] = b${row};`),
    ...rows(CARRIED).map((row) => `u[${row}] = u[${PLACES.end + row}] as f64;`),
    "}",
  ].join("\n");
}

const lane = (index) =>
  `v128.shuffle<f64>(a${index >> 1}, a${index >> 1}, ${index & 1}, ${index & 1})`;

/** Sums of one group for vectors: column by column, two rows at a time. */
function vectorSums(group, side, letter, count) {
  let fresh = group.name === "Always";
  const lines = columnsOf(group, side).flatMap((one) => {
    const from = one.kind === "state" ? "states" : "sources";
    const place = (one.kind === "state" ? one.index : inputOf(one)) * 8;
    const load = `v128.load_splat<f64>(${from}, ${place})`;
    const value = one.kind === "state" && side === "outer" ? lane(one.index) : load;
    const adds = rows(count, 2).map((row) => {
      const product = `f64x2.mul(v128.load(table, ${(one.at + row) * 8}), v)`;
      const name = `${letter}${row / 2}`;
      return fresh ? `let ${name} = ${product};` : `${name} = f64x2.add(${name}, ${product});`;
    });
    fresh = false;
    return [`v = ${value};`, ...adds];
  });
  return guarded(group, lines);
}

const vectors = (side, letter, count) =>
  GROUPS.flatMap((group) => vectorSums(group, side, letter, count));

/** The text for AssemblyScript with SIMD. */
function vectorText() {
  const store = (where, letter, count) =>
    rows(count, 2).map((row) => `v128.store(${where}, ${letter}${row / 2}, ${row * 8});`);
  const carry = rows(CARRIED - 1, 2).map(
    (row) => `v128.store(sources, v128.load(sources, ${(PLACES.end + row) * 8}), ${row * 8});`,
  );
  const last = CARRIED - 1;
  return [
    HEAD,
    SIGNATURE,
    "const states = x.dataStart, sources = u.dataStart, table = m.dataStart, volts = y.dataStart;",
    "let v: v128;",
    ...vectors("inner", "a", STATES),
    "// What has decayed below 1e-76 becomes 0, never a slow subnormal.",
    "const tiny = f64x2.splat(1.0e-60);",
    ...rows(STATES, 2).map((r) => `a${r / 2} = f64x2.sub(f64x2.add(a${r / 2}, tiny), tiny);`),
    ...store("states", "a", STATES),
    ...vectors("outer", "b", OUTPUTS),
    ...store("volts", "b", OUTPUTS),
    ...carry,
    `store<f64>(sources, load<f64>(sources, ${(PLACES.end + last) * 8}), ${last * 8});`,
    "}",
  ].join("\n");
}

/** The vectors of one column in C: four rows each, and what remains. Odd columns sum apart. */
const C_PARTS = {
  inner: [
    { type: "v4", name: "a", row: 0 },
    { type: "v4", name: "b", row: 4 },
    { type: "v2", name: "c", row: 8 },
  ],
  outer: [
    { type: "v4", name: "d", row: 0 },
    { type: "v4", name: "e", row: 4 },
  ],
};

function cSums(group, side) {
  const lines = columnsOf(group, side).flatMap((one, n) => {
    const from = one.kind === "state" ? `x[${one.index}]` : `u[${inputOf(one)}]`;
    return C_PARTS[side].map(
      ({ type, name, row }) =>
        `${name}${n % 2} += *(const ${type} *)(m + ${one.at + row}) * ${from};`,
    );
  });
  if (lines.length === 0 || group.name === "Always") return lines;
  return [`if (groups & ${bit(group.name)}) {`, ...lines, "}"];
}

/** Both sums of each vector, added and stored. */
const cStores = (side, array, tail) =>
  C_PARTS[side].map(
    ({ type, name, row }) => `*(${type} *)(${array} + ${row}) = ${name}0 + ${name}1${tail};`,
  );

/** The same sample in C with gcc's vectors; fused multiply-add where the processor has it. */
export function cText() {
  return [
    "typedef double v4 __attribute__((vector_size(32), aligned(8)));",
    "typedef double v2 __attribute__((vector_size(16), aligned(8)));",
    "static inline void solve(double *x, double *u, double *y, const double *m, int groups) {",
    ...["inner", "outer"].flatMap((side) =>
      C_PARTS[side].map(({ type, name }) => `${type} ${name}0 = {0}, ${name}1 = {0};`),
    ),
    ...GROUPS.flatMap((group) => cSums(group, "inner")),
    ...cStores("inner", "x", " + 1e-60 - 1e-60"),
    ...GROUPS.flatMap((group) => cSums(group, "outer")),
    ...cStores("outer", "y", ""),
    `for (int i = 0; i < ${CARRIED}; i++) u[i] = u[${PLACES.end} + i];`,
    "}",
    "",
  ].join("\n");
}

function layoutLine({ side, kind, index, at, group }) {
  const flag = group === "Always" ? "0" : `Group.${group}`;
  return `  { side: "${side}", kind: "${kind}", index: ${index}, at: ${at}, group: ${flag} },`;
}

/** Where discretize.ts puts each column: host only. */
function layoutText() {
  return `
import { Group } from "./network-lines";

/** One column of a table: what it multiplies, where it begins, the group that it belongs to. */
export interface TableColumn {
  /** Inner: rows are the new state. Outer: rows are the outputs. */
  readonly side: "inner" | "outer";
  /** What is multiplied: a state, or a source at the start, middle or end, its mean or rise. */
  readonly kind: "state" | "start" | "middle" | "end" | "mean" | "rise";
  /** Number of the state, the source or the motor. */
  readonly index: number;
  readonly at: number;
  readonly group: number;
}

/** All columns in the order of summing. */
export const TABLE_COLUMNS: readonly TableColumn[] = [
${LAYOUT.columns.map(layoutLine).join("\n")}
];
`;
}

async function formatted(file, text) {
  const { format } = await import("oxfmt");
  const header = "// Generated by tools/network-lines.mjs (`npm run generate`); do not edit.\n";
  const { code, errors } = await format(file, `${header}${text}`, { printWidth: 100 });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return code;
}

/** The generated files and their texts, by name. */
export async function networkFiles() {
  const texts = {
    "twin/network-lines.ts": scalarText(),
    "twin/network-lines.simd.ts": vectorText(),
    "twin/table-layout.ts": layoutText(),
  };
  const done = Object.entries(texts).map(async ([file, text]) => [
    file,
    await formatted(file, text),
  ]);
  return Object.fromEntries(await Promise.all(done));
}

const differs = (file, text) =>
  !existsSync(path(file)) || readFileSync(path(file), "utf8") !== text;

/** Names of the files that are not what the generator would write. */
export async function staleNetworkFiles() {
  const texts = Object.entries(await networkFiles());
  return texts.filter(([file, text]) => differs(file, text)).map(([file]) => file);
}

/** Writes the files that differ, and only those. */
async function generateNetwork() {
  const texts = await networkFiles();
  for (const file of await staleNetworkFiles()) writeFileSync(path(file), texts[file]);
}

if (process.argv[1] === path("tools/network-lines.mjs")) {
  const checking = process.argv.includes("--check");
  const stale = await staleNetworkFiles();
  if (!checking) await generateNetwork();
  for (const file of checking ? stale : []) console.error(`${file} is stale: run the generator.`);
  if (checking && stale.length > 0) process.exitCode = 1;
}

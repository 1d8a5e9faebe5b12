/**
 * Writes the arithmetic of twin/network/network.ts as straight lines: one sample of a linear
 * network in four exact steps of 1/19 200 s. What the sources add in a step runs, as they do,
 * through a parabola from step to step, so it is summed once a sample as a push, its change from
 * one step to the next, and the change of that; a step then costs its states alone:
 *
 *     push, change, bend = sums of (column of the table) * (course of a source)
 *     four times: x = push + sum of (column of the table) * (old state)
 *                 push = push + change, change = change + bend
 *     y = sum of (column of the table) * (state or source at the end)
 *
 * once as portable TypeScript, once for AssemblyScript with two rows in each vector, and, for
 * tools/bench/bench.mjs, in C. The first two add the same products in the same order, so their
 * results agree to the bit. Columns that a configuration leaves at zero form groups, and a group
 * that is zero is skipped: a home on the utility costs half of the whole.
 *
 *     node tools/generate/network-lines.mjs            writes what differs
 *     node tools/generate/network-lines.mjs --check    fails when a file on disk differs
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { path } from "../project/paths.mjs";

const STATES = 10;
const OUTPUTS = 8;
/** Steps of the network in a sample, as in twin/network/discretize.ts. */
const STEPS = 4;
/** Indices of the values of a source in `u`; numbers as in twin/network/network.ts. */
const PLACES = { start: 0, middle: 7, end: 12, mean: 19, rise: 21 };
const CARRIED = 7;

const state = (index) => ({ kind: "state", index });
const end = (index) => ({ kind: "end", index });
/** Columns of sources that run through a parabola, or along a straight line, in a step. */
const courses = (course, kinds) => (indices) =>
  indices.flatMap((index) => kinds.map((kind) => ({ kind, course, index })));
const parabolas = courses("parabola", ["level", "slope", "bend"]);
const lines = courses("line", ["level", "slope"]);
const motor = (index) => courses("motor", ["level", "slope"])([index]);

/**
 * Groups in the order of summing. `inner` are columns of the new state, from the old state and the
 * sources; `outer` are columns of the outputs, from the new state and the sources at the end.
 */
const GROUPS = [
  { name: "Always", inner: [4, 5, 6, 7].map(state), outer: [4, 5, 6, 7].map(state) },
  {
    name: "Utility",
    inner: [...[0, 1].map(state), ...parabolas([0, 1])],
    outer: [0, 1].map(state),
  },
  { name: "UtilityOpen", inner: [], outer: [0, 1].map(end) },
  {
    name: "Generator",
    inner: [...[2, 3].map(state), ...parabolas([2, 3])],
    outer: [2, 3].map(state),
  },
  { name: "GeneratorOpen", inner: [], outer: [2, 3].map(end) },
  { name: "House", inner: parabolas([4]), outer: [end(4)] },
  { name: "Electronics", inner: lines([5, 6]), outer: [5, 6].map(end) },
  { name: "MotorA", inner: [state(8), ...motor(0)], outer: [state(8)] },
  { name: "MotorB", inner: [state(9), ...motor(1)], outer: [state(9)] },
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
/** Columns of a group that a sum adds up, by name of the sum. */
const SUMS = {
  pushes: ({ side, course }) => side === "inner" && course !== undefined,
  states: ({ side, kind }) => side === "inner" && kind === "state",
  outputs: ({ side }) => side === "outer",
};
const columnsOf = (group, sum) =>
  LAYOUT.columns.filter((one) => one.group === group.name && SUMS[sum](one));
/** Rows 0, 1, ... of a side, or every second one. */
const rows = (count, step = 1) => Array.from({ length: count / step }, (_, row) => row * step);

/** The lines of each group; those of a group that may be zero are inside a condition. */
function guarded(condition, linesOf) {
  return GROUPS.flatMap((group) => {
    const made = linesOf(group);
    if (made.length === 0 || group.name === "Always") return made;
    return [`if (${condition(group)}) {`, ...made, "}"];
  });
}

const inScript = ({ name }) => `(groups & Group.${name}) !== 0`;

/**
 * The course of one source over the sample as value, rise and bow of its parabola, counted in
 * steps: value + rise k + bow k^2, k from 0 to 4. A bow of "" is none.
 */
const COURSES = {
  parabola: ({ start, middle, end }) => ({
    value: start,
    rise: `(4.0 * ${middle} - 3.0 * ${start} - ${end}) * 0.25`,
    bow: `(${start} - 2.0 * ${middle} + ${end}) * 0.125`,
  }),
  line: ({ start, end }) => ({ value: start, rise: `(${end} - ${start}) * 0.25`, bow: "" }),
  motor: ({ mean, rise }) => ({
    value: `${mean} - 0.5 * ${rise}`,
    rise: `0.25 * ${rise}`,
    bow: "",
  }),
};

/** What a column of a source is multiplied by in push, change and bend: names of `factors`. */
const SHARES = {
  parabola: {
    level: { p: "value", q: "gain", r: "twice" },
    slope: { p: "rise", q: "twice" },
    bend: { p: "bow" },
  },
  line: { level: { p: "value", q: "rise" }, slope: { p: "rise" } },
};
SHARES.motor = SHARES.line;

/** Names and values of the numbers that the columns of one source are multiplied by. */
function factors({ course, index }, read) {
  const reads = Object.keys(PLACES).map((kind) => [kind, read(kind, index)]);
  const { value, rise, bow } = COURSES[course](Object.fromEntries(reads));
  const named = (what) => `${what}_${course === "motor" ? "m" : "s"}${index}`;
  const made = [
    [named("value"), value],
    [named("rise"), rise],
  ];
  if (bow !== "") {
    made.push(
      [named("bow"), bow],
      [named("gain"), `${named("rise")} + ${named("bow")}`],
      [named("twice"), `${named("bow")} + ${named("bow")}`],
    );
  }
  return { made, named };
}

const sourcesOf = (group) => columnsOf(group, "pushes").filter(({ kind }) => kind === "level");
const LETTERS = ["p", "q", "r"];

const HEAD = `
/** Groups of columns that are not zero in the active table. */
export const enum Group {
${GROUPS.slice(1)
  .map(({ name }) => `  ${name} = ${bit(name)},`)
  .join("\n")}
}
/** Numbers in a table, and the place in it that holds its groups. */
export const TABLE: i32 = ${LAYOUT.size};
export const TABLE_GROUPS: i32 = ${LAYOUT.groupsAt};
/** Steps of the network in a sample. */
export const STEPS: i32 = ${STEPS};
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
function statements(sum, terms, first = sum) {
  const made = [];
  for (let from = 0; from < terms.length; from += PER_LINE) {
    const some = terms.slice(from, from + PER_LINE);
    made.push(`${sum} = ${[from === 0 ? first : sum, ...some].filter(Boolean).join(" + ")};`);
  }
  return made;
}

const element = ({ at }, row) => `(m[${at + row}] as f64)`;
const inputOf = (kind, index) => `(u[${PLACES[kind] + index}] as f64)`;

/** What the sources of one group push, row by row. */
function scalarPushes(group) {
  const columns = columnsOf(group, "pushes");
  const reads = sourcesOf(group).flatMap((one) =>
    factors(one, inputOf).made.map(([name, value]) => `const ${name}: f64 = ${value};`),
  );
  const sums = rows(STATES).flatMap((row) =>
    LETTERS.flatMap((letter) => {
      const used = columns.filter(({ course, kind }) => SHARES[course][kind][letter]);
      const terms = used.map((one) => {
        const share = SHARES[one.course][one.kind][letter];
        return `${element(one, row)} * ${factors(one, inputOf).named(share)}`;
      });
      return statements(`${letter}${row}`, terms);
    }),
  );
  return [...reads, ...sums];
}

/** Sums of the states of one group, row by row; the first group begins with `first`. */
function scalarStates(group, sum, letter, count, first) {
  const columns = columnsOf(group, sum);
  const begins = group.name === "Always";
  return rows(count).flatMap((row) => {
    const terms = columns.map((one) => {
      const other = one.kind === "state" ? `a${one.index}` : inputOf(one.kind, one.index);
      return `${element(one, row)} * ${other}`;
    });
    const name = `${letter}${row}`;
    return statements(name, terms, begins ? first(row) : name);
  });
}

/** The portable text: TypeScript and AssemblyScript. */
function scalarText() {
  const step = [
    ...guarded(inScript, (group) => scalarStates(group, "states", "b", STATES, (r) => `p${r}`)),
    ...rows(STATES).map((row) => `a${row} = b${row};`),
  ];
  const onward = rows(STATES).flatMap((r) => [`p${r} = p${r} + q${r};`, `q${r} = q${r} + r${r};`]);
  return [
    HEAD,
    TINY_DOC,
    "const TINY: f64 = 1.0e-60;",
    SIGNATURE,
    ...LETTERS.flatMap((letter) => rows(STATES).map((row) => `let ${letter}${row}: f64 = 0.0;`)),
    ...guarded(inScript, scalarPushes),
    ...rows(STATES).map((row) => `let a${row}: f64 = x[${row}] as f64;`),
    ...rows(STATES).map((row) => `let b${row}: f64 = 0.0;`),
    ...rows(OUTPUTS).map((row) => `let c${row}: f64 = 0.0;`),
    "for (let step: i32 = 0; step < STEPS; step++) {",
    ...step,
    ...onward,
    "}",
    ...rows(STATES).map((row) => `a${row} = a${row} + TINY - TINY;`),
    ...rows(STATES).map((row) => `x[${row}] = a${row};`),
    ...guarded(inScript, (group) => scalarStates(group, "outputs", "c", OUTPUTS, () => "")),
    ...rows(OUTPUTS).map((row) => `y[${row}] = c${row};`),
    ...rows(CARRIED).map((row) => `u[${row}] = u[${PLACES.end + row}] as f64;`),
    "}",
  ].join("\n");
}

const lane = (index) =>
  `v128.shuffle<f64>(a${index >> 1}, a${index >> 1}, ${index & 1}, ${index & 1})`;
const loaded = (kind, index) => `load<f64>(sources, ${(PLACES[kind] + index) * 8})`;
const product = ({ at }, row) => `f64x2.mul(v128.load(table, ${(at + row) * 8}), v)`;
const vector = (letter, row) => `${letter}${row / 2}`;

/** What the sources of one group push: sum by sum, column by column, two rows at a time. */
function vectorPushes(group) {
  const reads = sourcesOf(group).flatMap((one) =>
    factors(one, loaded).made.map(([name, value]) => `const ${name}: f64 = ${value};`),
  );
  const sums = LETTERS.flatMap((letter) =>
    columnsOf(group, "pushes").flatMap((one) => {
      const share = SHARES[one.course][one.kind][letter];
      if (share === undefined) return [];
      const adds = rows(STATES, 2).map((row) => {
        const name = vector(letter, row);
        return `${name} = f64x2.add(${name}, ${product(one, row)});`;
      });
      return [`v = f64x2.splat(${factors(one, loaded).named(share)});`, ...adds];
    }),
  );
  return [...reads, ...sums];
}

/** Sums of one group for vectors: column by column, two rows at a time. */
function vectorStates(group, sum, letter, count, first) {
  let begins = group.name === "Always";
  return columnsOf(group, sum).flatMap((one) => {
    const splat = `v128.load_splat<f64>(sources, ${(PLACES[one.kind] + one.index) * 8})`;
    const adds = rows(count, 2).map((row) => {
      const name = vector(letter, row);
      const before = begins ? first(row) : name;
      const added = product(one, row);
      return `${name} = ${before === "" ? added : `f64x2.add(${before}, ${added})`};`;
    });
    begins = false;
    return [`v = ${one.kind === "state" ? lane(one.index) : splat};`, ...adds];
  });
}

/** The text for AssemblyScript with SIMD. */
function vectorText() {
  const each = (write) => rows(STATES, 2).map(write);
  const store = (where, letter, count) =>
    rows(count, 2).map((row) => `v128.store(${where}, ${vector(letter, row)}, ${row * 8});`);
  const carry = rows(CARRIED - 1, 2).map(
    (row) => `v128.store(sources, v128.load(sources, ${(PLACES.end + row) * 8}), ${row * 8});`,
  );
  const step = [
    ...guarded(inScript, (group) =>
      vectorStates(group, "states", "b", STATES, (row) => vector("p", row)),
    ),
    ...each((row) => `${vector("a", row)} = ${vector("b", row)};`),
  ];
  const onward = each((row) => {
    const [p, q, r] = LETTERS.map((letter) => vector(letter, row));
    return `${p} = f64x2.add(${p}, ${q}); ${q} = f64x2.add(${q}, ${r});`;
  });
  const last = CARRIED - 1;
  const zeros = (letter, count) =>
    rows(count, 2).map((row) => `let ${vector(letter, row)} = f64x2.splat(0.0);`);
  return [
    HEAD,
    SIGNATURE,
    "const states = x.dataStart, sources = u.dataStart, table = m.dataStart, volts = y.dataStart;",
    "let v: v128;",
    ...LETTERS.flatMap((letter) => zeros(letter, STATES)),
    ...guarded(inScript, vectorPushes),
    ...each((row) => `let ${vector("a", row)} = v128.load(states, ${row * 8});`),
    ...zeros("b", STATES),
    ...zeros("c", OUTPUTS),
    "for (let step: i32 = 0; step < STEPS; step++) {",
    ...step,
    ...onward,
    "}",
    "// What has decayed below 1e-76 becomes 0, never a slow subnormal.",
    "const tiny = f64x2.splat(1.0e-60);",
    ...each((r) => `a${r / 2} = f64x2.sub(f64x2.add(a${r / 2}, tiny), tiny);`),
    ...store("states", "a", STATES),
    ...guarded(inScript, (group) => vectorStates(group, "outputs", "c", OUTPUTS, () => "")),
    ...store("volts", "c", OUTPUTS),
    ...carry,
    `store<f64>(sources, load<f64>(sources, ${(PLACES.end + last) * 8}), ${last * 8});`,
    "}",
  ].join("\n");
}

/** The vectors of a state and of the outputs in C: four rows each, and what remains. */
const C_STATES = [
  { type: "v4", part: 0, row: 0 },
  { type: "v4", part: 1, row: 4 },
  { type: "v2", part: 2, row: 8 },
];
const C_OUTPUTS = C_STATES.slice(0, 2);
const inC = ({ name }) => `groups & ${bit(name)}`;
const inputInC = (kind, index) => `u[${PLACES[kind] + index}]`;
const cTerm = (name, { type, row }, { at }, other) =>
  `${name} += *(const ${type} *)(m + ${at + row}) * ${other};`;

function cPushes(group) {
  const reads = sourcesOf(group).flatMap((one) =>
    factors(one, inputInC).made.map(([name, value]) => `double ${name} = ${value};`),
  );
  const sums = columnsOf(group, "pushes").flatMap((one) =>
    Object.entries(SHARES[one.course][one.kind]).flatMap(([letter, share]) => {
      const factor = factors(one, inputInC).named(share);
      return C_STATES.map((part) => cTerm(`${letter}${part.part}`, part, one, factor));
    }),
  );
  return [...reads, ...sums];
}

/** Odd columns sum apart. */
const cSums = (sum, letters, parts) => (group) =>
  columnsOf(group, sum).flatMap((one, n) => {
    const other = one.kind === "state" ? `x[${one.index}]` : inputInC(one.kind, one.index);
    return parts.map((part) => cTerm(`${letters[n % 2]}${part.part}`, part, one, other));
  });

/** The same sample in C with gcc's vectors; fused multiply-add where the processor has it. */
export function cText() {
  const declared = (letters, parts) =>
    letters.flatMap((letter) => parts.map(({ type, part }) => `${type} ${letter}${part} = {0};`));
  const stored = (array, [one, other], parts) =>
    parts.map(
      ({ type, part, row }) => `*(${type} *)(${array} + ${row}) = ${one}${part} + ${other}${part};`,
    );
  return [
    "typedef double v4 __attribute__((vector_size(32), aligned(8)));",
    "typedef double v2 __attribute__((vector_size(16), aligned(8)));",
    "static inline void solve(double *x, double *u, double *y, const double *m, int groups) {",
    ...declared(LETTERS, C_STATES),
    ...guarded(inC, cPushes),
    `for (int step = 0; step < ${STEPS}; step++) {`,
    ...C_STATES.map(({ type, part }) => `${type} a${part} = p${part}, b${part} = {0};`),
    ...guarded(inC, cSums("states", "ab", C_STATES)),
    ...stored("x", "ab", C_STATES),
    ...C_STATES.map(({ part }) => `p${part} += q${part}; q${part} += r${part};`),
    "}",
    `for (int k = 0; k < ${STATES}; k++) x[k] = x[k] + 1e-60 - 1e-60;`,
    ...declared(["c", "d"], C_OUTPUTS),
    ...guarded(inC, cSums("outputs", "cd", C_OUTPUTS)),
    ...stored("y", "cd", C_OUTPUTS),
    `for (int k = 0; k < ${CARRIED}; k++) u[k] = u[${PLACES.end} + k];`,
    "}",
    "",
  ].join("\n");
}

function layoutLine({ side, kind, course, index, at, group }) {
  const flag = group === "Always" ? "0" : `Group.${group}`;
  const source = course === "motor" ? `MOTOR_INPUT + ${index}` : index;
  return `  { side: "${side}", kind: "${kind}", index: ${source}, at: ${at}, group: ${flag} },`;
}

/** Where discretize.ts puts each column: host only. */
function layoutText() {
  return `
import { MOTOR_INPUT } from "./circuit";
import { Group } from "./network-lines";

/** One column of a table: what it multiplies, where it begins, the group that it belongs to. */
export interface TableColumn {
  /** Inner: rows are the new state. Outer: rows are the outputs. */
  readonly side: "inner" | "outer";
  /**
   * What is multiplied: a state; a source's value at the start of a step, its slope and its bend
   * (factor of the square) over the step; a source's value at the end of the sample.
   */
  readonly kind: "state" | "level" | "slope" | "bend" | "end";
  /** Number of the state or of the input. */
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
  const header =
    "// Generated by tools/generate/network-lines.mjs (`npm run generate`); do not edit.\n";
  const { code, errors } = await format(file, `${header}${text}`, { printWidth: 100 });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return code;
}

/** The generated files and their texts, by name. */
export async function networkFiles() {
  const texts = {
    "twin/network/network-lines.ts": scalarText(),
    "twin/network/network-lines.simd.ts": vectorText(),
    "twin/network/table-layout.ts": layoutText(),
  };
  const done = Object.entries(texts).map(async ([file, text]) => [
    file,
    await formatted(file, text),
  ]);
  return Object.fromEntries(await Promise.all(done));
}

const differs = (file, text) =>
  !existsSync(path(file)) || readFileSync(path(file), "utf8") !== text;

/** Names of the files that differ from the generated text. */
export async function staleNetworkFiles() {
  const texts = Object.entries(await networkFiles());
  return texts.filter(([file, text]) => differs(file, text)).map(([file]) => file);
}

/** Writes only the files that differ. */
async function generateNetwork() {
  const texts = await networkFiles();
  for (const file of await staleNetworkFiles()) writeFileSync(path(file), texts[file]);
}

if (process.argv[1] === path("tools/generate/network-lines.mjs")) {
  const checking = process.argv.includes("--check");
  const stale = await staleNetworkFiles();
  if (!checking) await generateNetwork();
  for (const file of checking ? stale : []) console.error(`${file} is stale: run the generator.`);
  if (checking && stale.length > 0) process.exitCode = 1;
}

/** The results of a mutation run: what is kept of them, and how they read. */

/** What each judge that ran has detected in a mutant; "" for nothing. */
export type Verdicts = Readonly<Record<string, string>>;

/** A mutant with its verdicts, as the result file keeps it. */
export interface MutantRow {
  /** The mutant in the text of its function (`keyOf`); the verdicts are of that text. */
  readonly key?: string;
  readonly file: string;
  readonly line: number;
  readonly start: number;
  /** The source line in which it begins. */
  readonly code: string;
  readonly before: string;
  readonly after: string;
  readonly verdicts: Verdicts;
}

export interface Results {
  /** Number of mutants of each file; some of them may not have been judged yet. */
  readonly mutants: Readonly<Record<string, number>>;
  readonly rows: readonly MutantRow[];
}

/** Why some mutants survive; each mutant is named as by `nameOf`. */
export interface SurvivorReason {
  readonly reason: string;
  readonly mutants: readonly string[];
}

/** The judges, in the order of the table. */
const JUDGES = ["proof", "exploration", "tests", "conditions"] as const;
const HEADS = ["proof", "exploration", "unit tests", "conditions"];

/** One row per line, so that a diff shows which rows changed. */
export function writtenResults({ rows, ...head }: Results): string {
  return [head, ...rows].map((one) => `${JSON.stringify(one)}\n`).join("");
}

export function readResults(text: string): Results {
  const [head = '{"mutants":{}}', ...rows] = text.split("\n").filter(Boolean);
  const read = JSON.parse(head) as Omit<Results, "rows">;
  return { ...read, rows: rows.map((row) => JSON.parse(row) as MutantRow) };
}

/** The list in a random but fixed order: every first part of it is a fair sample. */
export function shuffled<T>(list: readonly T[]): T[] {
  // Lehmer's generator, modulus 2^31 - 1.
  let state = 2;
  return list
    .map((one): [number, T] => {
      state = (state * 48271) % 0x7fffffff;
      return [state, one];
    })
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

/** The solver has not run, and the search has found no obligation that fails. */
export const UNSOLVED = "?not solved";

/** A verdict that begins with "?" means that the judge could not decide. */
const isDetection = (verdict: string | undefined): boolean =>
  verdict !== undefined && verdict !== "" && !verdict.startsWith("?");

const isDetected = (verdicts: Verdicts): boolean =>
  JUDGES.some((judge) => isDetection(verdicts[judge]));
const isEqual = (verdicts: Verdicts): boolean => verdicts["equality"] === "equal";

/** No judge has detected it so far, and it is not known to behave as the core does. */
export const isAlive = (verdicts: Verdicts): boolean => !isDetected(verdicts) && !isEqual(verdicts);

/** Alive after every judge has run. */
const isSurvivor = (verdicts: Verdicts): boolean =>
  isAlive(verdicts) &&
  verdicts["proof"] !== UNSOLVED &&
  [...JUDGES, "equality"].every((judge) => verdicts[judge] !== undefined);

const onOneLine = (text: string): string => text.replace(/\s+/g, " ");

/** A mutant's name; it does not change when lines move. */
export const nameOf = ({
  file,
  code,
  before,
  after,
}: Omit<MutantRow, "key" | "line" | "start" | "verdicts">): string =>
  `${file}: ${code}: ${onOneLine(before)} -> ${after === ";" ? "deleted" : onOneLine(after)}`;

const count = (rows: readonly MutantRow[], holds: (verdicts: Verdicts) => boolean): number =>
  rows.filter(({ verdicts }) => holds(verdicts)).length;

function line(name: string, mutants: number, rows: readonly MutantRow[]): string {
  const judged = rows.filter(({ verdicts }) => Object.keys(verdicts).length > 0);
  const byJudge = JUDGES.map((judge) => {
    const ran = count(judged, (verdicts) => verdicts[judge] !== undefined);
    const undecided = count(judged, (verdicts) => verdicts[judge]?.startsWith("?") === true);
    const detected = `${count(judged, (verdicts) => isDetection(verdicts[judge]))} of ${ran}`;
    return undecided === 0 ? detected : `${detected}, ${undecided} unsolved`;
  });
  const cells = [
    name,
    mutants,
    judged.length,
    count(judged, isEqual),
    ...byJudge,
    count(judged, isDetected),
    count(judged, isSurvivor),
    count(judged, (verdicts) => isAlive(verdicts) && !isSurvivor(verdicts)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** One line for each file, and their sum. */
export function tableOf({ mutants, rows }: Results): string[] {
  const heads = ["file", "mutants", "judged", "equal", ...HEADS];
  const all = [...heads, "detected", "survivors", "open"];
  const sum = Object.values(mutants).reduce((a, b) => a + b, 0);
  return [
    `| ${all.join(" | ")} |`,
    `| --- ${"| ---: ".repeat(all.length - 1)}|`,
    ...Object.entries(mutants).map(([file, total]) =>
      line(
        file,
        total,
        rows.filter((row) => row.file === file),
      ),
    ),
    line("all", sum, rows),
  ];
}

/** Survivors for which no reason is written down. */
export function unexplained(
  rows: readonly MutantRow[],
  reasons: readonly SurvivorReason[],
): MutantRow[] {
  const named = new Set(reasons.flatMap(({ mutants }) => mutants));
  return rows.filter((row) => isSurvivor(row.verdicts) && !named.has(nameOf(row)));
}

function survivorLines(rows: readonly MutantRow[], reasons: readonly SurvivorReason[]): string[] {
  const survivors = rows.filter(({ verdicts }) => isSurvivor(verdicts));
  const groups = reasons.map(({ reason, mutants }) => {
    return { reason, found: survivors.filter((row) => mutants.includes(nameOf(row))) };
  });
  return [...groups, { reason: "Not examined yet.", found: unexplained(rows, reasons) }]
    .filter(({ found }) => found.length > 0)
    .flatMap(({ reason, found }) => ["", reason.trim(), "", ...found.map(listed)]);
}

function listed(row: MutantRow): string {
  const unsolved = JUDGES.filter((judge) => row.verdicts[judge]?.startsWith("?"));
  const note = unsolved.length === 0 ? "" : ` (${unsolved.join()} given up)`;
  return `- \`${nameOf(row)}\`${note}`;
}

/** Files that have been renamed since a run: the rows of that run keep the old name. */
const RENAMED: Readonly<Record<string, string>> = {
  "core/control/lockout.ts": "core/control/latches.ts",
};

/** The notes on files of the run that now have another name and other contents. */
function renamedLines(mutants: Results["mutants"]): string[] {
  return Object.entries(RENAMED)
    .filter(([old]) => old in mutants)
    .flatMap(([old, now]) => [
      `The run is older than the present core: \`${old}\` has become`,
      `\`${now}\`, which has other contents and has not been judged yet.`,
      "",
    ]);
}

/** The page of the results. */
export function pageOf(
  results: Results,
  reasons: readonly SurvivorReason[],
  byHand: readonly string[] = [],
): string {
  const open = results.rows.filter(({ verdicts }) => isAlive(verdicts) && !isSurvivor(verdicts));
  const judged = count(results.rows, (verdicts) => Object.keys(verdicts).length > 0);
  const detected = count(results.rows, isDetected);
  const extent =
    open.length === 0
      ? "Every mutant was detected by at least one check, or tried by all of them."
      : `Of ${results.rows.length} mutants ${judged} are judged: ${detected} are detected, and ` +
        `${judged - detected} are tried by some checks only, or survive. The other ` +
        `${results.rows.length - judged} are not judged yet. So ${open.length} mutants are open.`;
  return [
    "# Mutants of the core",
    "",
    "A mutant is the core with one small mistake: a comparison, a connective, a condition, a",
    "sum, a constant or a statement is changed; a unit is off by ten or a hundred; a value is",
    "that of the other switch or source; or a call comes after what needs it, which then works",
    "with what was true a tick ago. `npm run mutate` makes the mutants from the syntax trees of",
    "the interlock (evidence, interlock, position, pulse), of the transfer (decide, sequence,",
    "latches), and of what is around them (watch, trust, overload, orders, explain, store), and",
    "records which checks detect them: the proof (an obligation fails on the compiled mutant),",
    "the exploration (within some ten thousand states an invariant breaks, or a house never",
    "gets power), the unit tests, and the conditions of the library. The qualification of the",
    "sources and the measuring half are not mutated. The conditions run only for mutants that",
    "nothing else detects: all of them take about a minute for one.",
    "Outside the interlock, the exploration runs only for mutants that the unit tests miss.",
    "",
    "The proof is slow. It is tried on every mutant of the interlock, and on those of the",
    'transfer that no other check detected; "3 of 5" means that 3 of the 5 mutants tried were',
    "detected. First comes a search for values that break an obligation; then the solver",
    "works on the obligations whose formula the mutant changes. A mutant is unsolved if the",
    "search found nothing and the solver did not run or gave up after a minute. A mutant is",
    "equal if it gives the same formulas as the core for every field, after a start and",
    "after a tick.",
    "",
    "A verdict stays while the text of the function that holds the mutant stays, and a verdict",
    "of the unit tests while the test that it names is there. A change elsewhere may still turn",
    "it: `npm run mutate` without `proof/prove/mutants.jsonl` judges everything anew.",
    "",
    ...byHand,
    "## Mutants by machine",
    "",
    ...renamedLines(results.mutants),
    extent,
    "",
    ...tableOf(results),
    "",
    "### Survivors",
    ...survivorLines(results.rows, reasons),
    "",
  ].join("\n");
}

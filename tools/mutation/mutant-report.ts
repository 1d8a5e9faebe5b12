/** The results of a mutation run: what is kept of them, and how they read. */

/** What each judge that was asked has noticed of a mutant; "" for nothing. */
export type Said = Readonly<Record<string, string>>;

/** A mutant with what was said of it, as the result file keeps it. */
export interface MutantRow {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  /** The line of the source in which it begins. */
  readonly code: string;
  readonly before: string;
  readonly after: string;
  readonly said: Said;
}

export interface Results {
  /** Tells the sources that were judged. */
  readonly state: string;
  /** How many mutants there are of each file; not all of them need have been judged. */
  readonly mutants: Readonly<Record<string, number>>;
  readonly rows: readonly MutantRow[];
}

/** Why some survivors survive; each names a mutant as `nameOf` does. */
export interface SurvivorReason {
  readonly reason: string;
  readonly mutants: readonly string[];
}

/** Who is asked, in the order of the table. */
const JUDGES = ["proof", "exploration", "tests"] as const;
const HEADS = ["proof", "exploration", "unit tests"];

/** One row a line, so that a change shows what changed. */
export function writtenResults({ rows, ...head }: Results): string {
  return [head, ...rows].map((one) => `${JSON.stringify(one)}\n`).join("");
}

export function readResults(text: string): Results {
  const [head = '{"state":"","mutants":{}}', ...rows] = text.split("\n").filter(Boolean);
  const read = JSON.parse(head) as Omit<Results, "rows">;
  return { ...read, rows: rows.map((row) => JSON.parse(row) as MutantRow) };
}

/** A list in an order drawn by lot, always the same: every beginning of it is a fair sample. */
export function drawn<T>(list: readonly T[]): T[] {
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

/** The solver has not been asked, and nothing else has found a fault of the proof. */
export const UNSOLVED = "?not solved";

/** A verdict that begins with "?" says that the judge could not tell. */
const isNotice = (verdict: string | undefined): boolean =>
  verdict !== undefined && verdict !== "" && !verdict.startsWith("?");

const isNoticed = (said: Said): boolean => JUDGES.some((judge) => isNotice(said[judge]));
const isEqual = (said: Said): boolean => said["equality"] === "equal";

/** Nobody has noticed it so far, and it is not known to behave as the core does. */
export const isAlive = (said: Said): boolean => !isNoticed(said) && !isEqual(said);

/** Alive although everybody was asked. */
const isSurvivor = (said: Said): boolean =>
  isAlive(said) &&
  said["proof"] !== UNSOLVED &&
  [...JUDGES, "equality"].every((judge) => said[judge] !== undefined);

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** A mutant's name: it stays when lines move. */
export const nameOf = ({
  file,
  code,
  before,
  after,
}: Omit<MutantRow, "line" | "start" | "said">): string =>
  `${file}: ${code}: ${oneLine(before)} -> ${after === ";" ? "deleted" : oneLine(after)}`;

const count = (rows: readonly MutantRow[], holds: (said: Said) => boolean): number =>
  rows.filter(({ said }) => holds(said)).length;

function line(name: string, mutants: number, rows: readonly MutantRow[]): string {
  const judged = rows.filter(({ said }) => Object.keys(said).length > 0);
  const byJudge = JUDGES.map((judge) => {
    const asked = count(judged, (said) => said[judge] !== undefined);
    const untold = count(judged, (said) => said[judge]?.startsWith("?") === true);
    const noticed = `${count(judged, (said) => isNotice(said[judge]))} of ${asked}`;
    return untold === 0 ? noticed : `${noticed}, ${untold} unsolved`;
  });
  const cells = [
    name,
    mutants,
    judged.length,
    count(judged, isEqual),
    ...byJudge,
    count(judged, isNoticed),
    count(judged, isSurvivor),
    count(judged, (said) => isAlive(said) && !isSurvivor(said)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** One line for each file, and their sum. */
export function tableOf({ mutants, rows }: Results): string[] {
  const heads = ["file", "mutants", "judged", "equal", ...HEADS];
  const all = [...heads, "noticed", "survivors", "open"];
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

/** Survivors for which nobody has written down a reason. */
export function unexplained(
  rows: readonly MutantRow[],
  reasons: readonly SurvivorReason[],
): MutantRow[] {
  const named = new Set(reasons.flatMap(({ mutants }) => mutants));
  return rows.filter((row) => isSurvivor(row.said) && !named.has(nameOf(row)));
}

function survivorLines(rows: readonly MutantRow[], reasons: readonly SurvivorReason[]): string[] {
  const survivors = rows.filter(({ said }) => isSurvivor(said));
  const groups = reasons.map(({ reason, mutants }) => {
    return { reason, found: survivors.filter((row) => mutants.includes(nameOf(row))) };
  });
  return [...groups, { reason: "Not looked at yet.", found: unexplained(rows, reasons) }]
    .filter(({ found }) => found.length > 0)
    .flatMap(({ reason, found }) => ["", reason.trim(), "", ...found.map(listed)]);
}

function listed(row: MutantRow): string {
  const given_up = JUDGES.filter((judge) => row.said[judge]?.startsWith("?"));
  const note = given_up.length === 0 ? "" : ` (${given_up.join()} given up)`;
  return `- \`${nameOf(row)}\`${note}`;
}

/** The page of the results. */
export function pageOf(results: Results, reasons: readonly SurvivorReason[]): string {
  const open = results.rows.filter(({ said }) => isAlive(said) && !isSurvivor(said));
  const extent =
    open.length === 0
      ? "Everybody was asked about each mutant that somebody else had not noticed."
      : `${open.length} mutants are open: nobody has noticed them, and not everybody was asked.`;
  return [
    "# Mutants of the core",
    "",
    "A mutant is the core with one small mistake: a comparison, a connective, a condition, a",
    "sum, a constant or a statement is changed. `npm run mutate` makes them from the syntax",
    "trees of the interlock (evidence, interlock, position, pulse) and of the transfer",
    "(decide, sequence, latches), and asks who notices: the proof (an obligation fails on the",
    "compiled mutant), the exploration (an invariant breaks, or a house never comes alive,",
    "within some ten thousand states), the unit tests beside these files. The detectors of",
    "`watch.ts`, the qualification of sources and the measuring half are not mutated, and the",
    "conditions of the library are not asked: all of them take more than a minute for one",
    "mutant.",
    "",
    "The proof is slow. It is asked about every mutant of the interlock, and of the others",
    'where nobody else noticed; "3 of 5" says that 3 of the 5 that were asked about were',
    "noticed. First, values that break an obligation are searched; then the obligations whose",
    "formula the mutant changes are solved. Unsolved are those that the search left open and",
    "the solver did not come to or gave up after a minute. Equal is a mutant that makes the",
    "same formulas as the core: of every field, after a start and after a tick.",
    "",
    `The verdicts are on the sources with the digest \`${results.state}\`; after a change of`,
    "one of them they are of an older core until `npm run mutate` has been run again.",
    "",
    extent,
    "",
    ...tableOf(results),
    "",
    "## Survivors",
    ...survivorLines(results.rows, reasons),
    "",
  ].join("\n");
}

/**
 * Subtle mistakes that are written by hand (proof/prove/mistakes.yaml), of the kinds that reviews
 * miss: how one is made, and how the results read.
 */

/** One mistake: a part of a file and what replaces it. */
export interface Mistake {
  readonly kind: string;
  /** What is wrong, in a sentence. */
  readonly mistake: string;
  readonly file: string;
  /** Stands exactly once in the file; any white space matches any other. */
  readonly find: string;
  readonly replace: string;
  /** Why it changes nothing that matters, so that no test can detect it. */
  readonly reason?: string;
}

/** Of each mistake, by its sentence, the test that detects it; "" = none. */
export type Detections = Readonly<Record<string, string>>;

const LITERAL = /[.*+?^${}()|[\]\\]/g;

/** The text of the file with the mistake. */
export function withMistake(text: string, { mistake, file, find, replace }: Mistake): string {
  const words = find.trim().split(/\s+/);
  const pattern = words.map((word) => word.replace(LITERAL, String.raw`\$&`)).join(String.raw`\s+`);
  const [before, ...rest] = text.split(new RegExp(pattern));
  const [after] = rest;
  if (before === undefined || after === undefined || rest.length > 1) {
    throw new Error(
      `"${mistake}" (proof/prove/mistakes.yaml): its text stands ${rest.length} times in ` +
        `${file}; write it anew so that it stands there once: ${find}`,
    );
  }
  return before + replace + after;
}

/** What must be mended: mistakes that nothing detects, and reasons of those that a test detects. */
export function complaints(mistakes: readonly Mistake[], found: Detections): string[] {
  return mistakes.flatMap(({ mistake, reason }) => {
    const test = found[mistake];
    if (test === undefined) return [`"${mistake}" is not judged; run npm run mutate -- --mistakes`];
    if (test === "" && reason === undefined) {
      return [`"${mistake}" is detected by no unit test; write one, or give the reason`];
    }
    return test !== "" && reason !== undefined
      ? [`"${mistake}" is detected by "${test}"; take its reason away`]
      : [];
  });
}

const nameOf = (file: string): string => file.replace(/^.*\//, "");

/** The section of the page on mutants. */
export function mistakesSection(mistakes: readonly Mistake[], found: Detections): string[] {
  const kinds = [...new Set(mistakes.map(({ kind }) => kind))];
  const detected = mistakes.filter(({ mistake }) => (found[mistake] ?? "") !== "");
  const equal = mistakes.filter((one) => found[one.mistake] === "" && one.reason !== undefined);
  const open = mistakes.length - detected.length - equal.length;
  return [
    "## Mistakes by hand",
    "",
    `${mistakes.length} mistakes of ${kinds.length} kinds are written by hand in`,
    "`proof/prove/mistakes.yaml`. `npm run mutate -- --mistakes` judges all of them by the unit",
    "tests of the core, in about two minutes, and fails if one without a reason survives.",
    `${detected.length} are detected; ${equal.length} change nothing and have a reason; ${open}`,
    "are not judged, or survive without a reason.",
    ...kinds.flatMap((kind) => tableOf(kind, mistakes, found)),
    "",
  ];
}

function tableOf(kind: string, mistakes: readonly Mistake[], found: Detections): string[] {
  const rows = mistakes
    .filter((one) => one.kind === kind)
    .map(({ mistake, file, reason }) => {
      const test = found[mistake] ?? "";
      const outcome = test === "" ? `survives: ${reason ?? "not judged yet"}` : test;
      return `| ${mistake} | ${nameOf(file)} | ${outcome.trim().replaceAll("|", "/")} |`;
    });
  return [
    "",
    `### ${kind}`,
    "",
    "| mistake | file | detected by |",
    "| --- | --- | --- |",
    ...rows,
  ];
}

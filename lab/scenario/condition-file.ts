/**
 * Reads a condition file. Every error is one sentence that names the file, the line and the fix:
 *
 * - E-COND-01 the file cannot be read, or is not a text file
 * - E-COND-02 it is not YAML
 * - E-COND-03 an unknown key, a missing key, or a value of the wrong type
 * - E-COND-04 a stimulus without exactly one subject, or with wrong parameters or time
 * - E-COND-05 an unknown name of a unit, house, load, event, reason or setting
 * - E-COND-06 a setting outside its limits
 * - E-COND-07 an expectation without exactly one main key, or without the time that it needs
 */
import { readFileSync } from "node:fs";
import { LineCounter, isMap, isNode, parseDocument, stringify } from "yaml";
import type { Document } from "yaml";
import { checkCondition } from "./condition-checks";
import type { Path } from "./condition-checks";
import { conditionSchema } from "./condition";
import type { Condition } from "./condition";

/** A condition file that cannot be used. The message is one sentence. */
export class ConditionError extends Error {
  constructor(
    readonly code: string,
    readonly file: string,
    readonly line: number | undefined,
    sentence: string,
  ) {
    super(`${code}: ${file}${line === undefined ? "" : `:${line}`}: ${sentence}`);
  }
}

/** Line of a node in the document, or of its nearest ancestor. */
function lineOf(document: Document, lines: LineCounter, path: Path, key?: string): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === key);
      if (isNode(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    if (node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown cause";
    const text = why === "ENOENT" ? "there is no such file" : `it cannot be read (${why})`;
    throw new ConditionError("E-COND-01", file, undefined, `${text}; name a condition file.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = "it is not a text file in UTF-8; name a condition file.";
    throw new ConditionError("E-COND-01", file, undefined, text);
  }
}

const dotted = (path: Path): string => (path.length === 0 ? "the file" : `\`${path.join(".")}\``);

/** Reads a condition from text; `file` is its name in errors. */
export function parseCondition(text: string, file: string): Condition {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined || !isMap(document.contents)) {
    const line = lines.linePos(wrong?.pos[0] ?? 0).line;
    const what = wrong?.message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "no map of keys";
    const sentence = `this is not YAML of a condition: ${what}; correct the line.`;
    throw new ConditionError("E-COND-02", file, line, sentence);
  }
  const parsed = conditionSchema.safeParse(document.toJS());
  if (!parsed.success) {
    // A mistyped key is also reported as missing; naming the typed key is more helpful.
    const { issues } = parsed.error;
    const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
    const path = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? "" : part));
    const key = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
    const line = lineOf(document, lines, path, key);
    const fix =
      key === undefined ? `correct ${dotted(path)}: ${issue?.message}` : unknown(key, path);
    throw new ConditionError("E-COND-03", file, line, `${fix}.`);
  }
  const problem = checkCondition(parsed.data);
  if (problem !== undefined) {
    const line = lineOf(document, lines, problem.path, problem.key);
    throw new ConditionError(problem.code, file, line, problem.sentence);
  }
  return parsed.data;
}

const unknown = (key: string, path: Path): string =>
  `there is no key \`${key}\` in ${dotted(path)}; remove it or correct its spelling`;

/** Reads a condition file. */
export function readCondition(file: string): Condition {
  return parseCondition(readText(file), file);
}

/** A condition as the text of a file. */
export function conditionText(condition: Condition): string {
  return stringify(condition, { lineWidth: 100 });
}

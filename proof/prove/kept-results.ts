/**
 * Results of a long run, stored one by one as lines of JSON, so that a later run can reuse them.
 * The first line identifies the code; an incomplete line, as after a power cut, is dropped.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { ProveError } from "./prove-error";

const FORMAT = "bptm-prove-kept-1";

function isLine(value: unknown): value is { key: string; result: unknown } {
  return typeof value === "object" && value !== null && "key" in value && "result" in value;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export class KeptResults {
  private readonly kept = new Map<string, unknown>();

  /** `about` is equal for runs that may share results. Without a file nothing is stored. */
  constructor(
    private readonly file: string | undefined,
    about: string,
  ) {
    if (file === undefined) return;
    const head = JSON.stringify({ format: FORMAT, about });
    const text = existsSync(file) ? this.attempt("read", () => readFileSync(file, "utf8")) : "";
    const lines = text.split("\n");
    // Text after the last line end is an incomplete line.
    const whole = lines.slice(0, -1);
    if (whole.length > 0 && whole[0] !== head) {
      const sentence = `${file} belongs to another core, another proof or other options`;
      throw new ProveError("E-PROVE-31", `--resume ${sentence}; remove it to start again.`);
    }
    if (text !== "" && whole.length === 0 && !head.startsWith(text)) {
      const sentence = `--resume ${file} is not a file of results; name another file.`;
      throw new ProveError("E-PROVE-32", sentence);
    }
    const good = whole.slice(1).filter((line) => {
      const value = parsed(line);
      if (isLine(value)) this.kept.set(value.key, value.result);
      return isLine(value);
    });
    const repaired = `${[head, ...good].join("\n")}\n`;
    if (repaired !== text) this.attempt("write", () => writeFileSync(file, repaired));
  }

  /** The stored result for a key, if any. */
  find(key: string): unknown {
    return this.kept.get(key);
  }

  /** Stores a result. */
  keep(key: string, result: unknown): void {
    const { file } = this;
    if (file === undefined) return;
    const line = `${JSON.stringify({ key, result })}\n`;
    this.attempt("write", () => appendFileSync(file, line));
  }

  private attempt<T>(what: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
      const sentence = `--resume ${this.file} cannot be ${what === "read" ? "read" : "written"}`;
      throw new ProveError("E-PROVE-33", `${sentence} (${why}); name another file.`);
    }
  }
}

/**
 * Results of a long run, kept one by one as lines of JSON, so that a later run takes them over. The
 * first line says of which code they are; a line that a power cut tore is dropped.
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

  /** `about` is the same for runs that may share results. Without a file nothing is kept. */
  constructor(
    private readonly file: string | undefined,
    about: string,
  ) {
    if (file === undefined) return;
    const head = JSON.stringify({ format: FORMAT, about });
    const text = existsSync(file) ? this.attempt("read", () => readFileSync(file, "utf8")) : "";
    const lines = text.split("\n");
    // What follows the last line end was not written to its end.
    const whole = lines.slice(0, -1);
    if (whole.length > 0 && whole[0] !== head) {
      const sentence = `${file} is of another core, another proof or other options`;
      throw new ProveError("E-PROVE-31", `--resume ${sentence}; remove it to begin anew.`);
    }
    if (text !== "" && whole.length === 0 && !head.startsWith(text)) {
      const sentence = `--resume ${file} holds something else; name another file.`;
      throw new ProveError("E-PROVE-32", sentence);
    }
    const good = whole.slice(1).filter((line) => {
      const value = parsed(line);
      if (isLine(value)) this.kept.set(value.key, value.result);
      return isLine(value);
    });
    const mended = `${[head, ...good].join("\n")}\n`;
    if (mended !== text) this.attempt("write", () => writeFileSync(file, mended));
  }

  /** What is known of a piece. */
  find(key: string): unknown {
    return this.kept.get(key);
  }

  /** Keeps a finished piece. */
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

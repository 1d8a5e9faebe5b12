/** Output of the command: results to stdout, errors and progress to stderr. */

/** An error of the caller: one sentence with its code. */
export class InputError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}

/** A reader that closes the pipe, like `head`, ends the command quietly; a full disk does not. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code = "no reason" }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      const sentence = `The output cannot be written (${code}): send it elsewhere.`;
      if (stream === process.stdout) complain(`bptm: E-CLI-04: ${sentence}`);
      process.exit(2);
    });
  }
}

/** One line of result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Text from elsewhere, without control characters of the terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, "?");
}

/** "2026-05-04T12:00:00Z"; without the Z where the clock does not run in universal time. */
export function clockTime(time_s: number, universal: boolean): string {
  return new Date(time_s * 1000).toISOString().slice(0, 19) + (universal ? "Z" : "");
}

/** One line on stderr. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

const WIDTH = 28;
/** A progress bar appears only after this many milliseconds. */
const PATIENCE_MS = 1000;

/** A progress bar on a terminal, one line per step elsewhere. */
export class Progress {
  private readonly begun = Date.now();
  private drawn = false;
  private shown = 0;

  constructor(private readonly quiet = false) {}

  /** Progress from 0 to 1, and the present task; drawn at most ten times per second. */
  show(part: number, what: string): void {
    const now = Date.now();
    if (this.quiet || !process.stderr.isTTY || now - this.begun < PATIENCE_MS) return;
    if (now - this.shown < 100) return;
    this.shown = now;
    this.drawn = true;
    const full = Math.round(Math.min(1, part) * WIDTH);
    const bar = "#".repeat(full) + ".".repeat(WIDTH - full);
    process.stderr.write(`\r[${bar}] ${Math.floor(part * 100)} % ${what}\u001B[K`);
  }

  /** Removes the bar before something else is printed. */
  clear(): void {
    if (this.drawn) process.stderr.write("\r\u001B[K");
    this.drawn = false;
  }

  /** One line for a finished step, when there is no terminal to draw on. */
  step(line: string): void {
    this.clear();
    if (!this.quiet && !process.stderr.isTTY) complain(line);
  }
}

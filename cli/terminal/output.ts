/** What the command prints: results to stdout, mistakes and progress to stderr. */

/** A mistake of whoever called: one sentence with its code. */
export class InputError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
  }
}

/** A reader that has seen enough, like `head`, ends the command quietly; a full disk does not. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code = "no reason" }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") process.exit(process.exitCode ?? 0);
      const sentence = `What is printed cannot be written (${code}): send it elsewhere.`;
      if (stream === process.stdout) complain(`bptm: E-CLI-04: ${sentence}`);
      process.exit(2);
    });
  }
}

/** One line of result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Text that came from elsewhere, without what would move a terminal's cursor. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, "?");
}

/** "2026-05-04T12:00:00Z"; without the Z where the clock does not run in universal time. */
export function clockTime(time_s: number, universal: boolean): string {
  return new Date(time_s * 1000).toISOString().slice(0, 19) + (universal ? "Z" : "");
}

/** One line for the person at the terminal. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

const WIDTH = 28;
/** A bar is worth its ink after this many milliseconds. */
const PATIENCE_MS = 1000;

/** A progress bar on a terminal, one line per step elsewhere. */
export class Progress {
  private readonly begun = Date.now();
  private drawn = false;
  private shown = 0;

  constructor(private readonly quiet = false) {}

  /** How far it is, 0 to 1, and with what; drawn at most ten times a second. */
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

  /** Takes the bar away before something else is printed. */
  clear(): void {
    if (this.drawn) process.stderr.write("\r\u001B[K");
    this.drawn = false;
  }

  /** One line for a step that is done, where there is no terminal to draw on. */
  step(line: string): void {
    this.clear();
    if (!this.quiet && !process.stderr.isTTY) complain(line);
  }
}

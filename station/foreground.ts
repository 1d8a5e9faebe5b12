/** Runs a service in the foreground until it is told to end. */
import { Refusal } from "./wire/refusal";

interface Closing {
  close(): Promise<void>;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Resolves at the first signal to end; a second one finds the usual, sudden end. */
function told(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve());
  });
}

/** Starts, waits for a signal, closes. Gives the exit code: 0, or 1 when it was refused. */
export async function inForeground(start: () => Promise<Closing>): Promise<number> {
  try {
    const ends = told();
    const running = await start();
    await ends;
    await running.close();
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return 1;
  }
}

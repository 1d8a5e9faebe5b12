/** Runs a service in the foreground until a signal ends it. */
import { Refusal } from "@bptm/link/refusal";

interface Closing {
  close(): Promise<void>;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Resolves at the first signal; a second one ends the process as usual. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve());
  });
}

/** Starts, waits for a signal, closes. Returns the exit code: 0, or 1 when it was refused. */
export async function inForeground(start: () => Promise<Closing>): Promise<number> {
  try {
    const ends = endSignal();
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

/** Explores campaigns on several threads. A thread that breaks down costs its campaign only. */
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Planned } from "./campaigns";
import type { Told } from "./explore-worker";
import type { CampaignResult } from "./prove-results";
import { nothing } from "./run-campaign";

export interface CrewOptions {
  readonly jobs: number;
  readonly memory_mb: number;
}

/** How far a campaign is, in states, and of how many at the most. */
export type Tell = (campaign: Planned, states: number) => void;

const MEGABYTE = 1_000_000;

/** The bundled thread, seen from the bundle and from the sources. */
function workerAt(): URL {
  const places = ["./explore-worker.js", "../cli/dist/explore-worker.js"];
  const urls = places.map((place) => new URL(place, import.meta.url));
  return urls.find((url) => existsSync(url)) ?? new URL("./explore-worker.js", import.meta.url);
}

/** One thread, started when it is needed and again when it broke down. */
class Hand {
  private worker: Worker | undefined;

  constructor(private readonly memory_mb: number) {}

  explore(campaign: Planned, tell: Tell): Promise<CampaignResult> {
    const worker = (this.worker ??= new Worker(workerAt(), {
      workerData: { bytes_max: this.memory_mb * MEGABYTE },
      resourceLimits: { maxOldGenerationSizeMb: this.memory_mb },
    }));
    return new Promise((resolve) => {
      const end = (result: CampaignResult): void => {
        worker.removeAllListeners();
        resolve(result);
      };
      const lost = (memory: boolean): void => {
        this.worker = undefined;
        end({ ...nothing(campaign), end: memory ? "memory" : "failed" });
        worker.on("error", () => undefined);
      };
      worker.on("message", ({ states, result }: Told) => {
        if (states !== undefined) tell(campaign, states);
        if (result !== undefined) end(result);
      });
      worker.once("error", (error: Error) =>
        lost("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"),
      );
      worker.once("exit", () => lost(false));
      worker.postMessage(campaign);
    });
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
  }
}

/**
 * Explores all campaigns. `done` hears each result, and answers with campaigns that are to be
 * explored because of it.
 */
export async function exploreAll(
  campaigns: readonly Planned[],
  { jobs, memory_mb }: CrewOptions,
  tell: Tell,
  done: (campaign: Planned, result: CampaignResult) => readonly Planned[],
): Promise<void> {
  // The long ones first: the others fill the gaps at the end.
  const waiting = campaigns.toSorted((a, b) => b.states_max - a.states_max);
  const count = Math.max(1, Math.min(jobs, waiting.length));
  const hands = Array.from({ length: count }, () => new Hand(Math.floor(memory_mb / count)));
  const work = async (hand: Hand): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // One after the other: the hands are what runs at once.
      const result = await hand.explore(next, tell);
      waiting.push(...done(next, result));
    }
    await hand.end();
  };
  await Promise.all(hands.map(work));
}

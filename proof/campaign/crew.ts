/** Explores campaigns on several threads. A thread that breaks down costs its campaign only. */
import { Worker } from "node:worker_threads";
import { projectPath } from "@bptm/runtime/project-files";
import type { Planned } from "./campaigns";
import type { Told } from "./explore-worker";
import type { CampaignResult } from "./prove-results";
import { emptyResult } from "./run-campaign";

interface CrewOptions {
  readonly jobs: number;
  readonly memory_mb: number;
}

/** How far a campaign is, in states, and of how many at the most. */
type Tell = (campaign: Planned, states: number) => void;

const MEGABYTE = 1_000_000;

/** The thread, as it was bundled. */
const workerAt = (): string => projectPath("cli/dist/explore-worker.js");

/** What becomes of the campaign that a thread works on. */
interface Task {
  readonly hear: (told: Told) => void;
  readonly lose: (memory: boolean) => void;
}

/** One thread, started when it is needed and again when it broke down. */
class Hand {
  private worker: Worker | undefined;
  private task: Task | undefined;

  constructor(private readonly memory_mb: number) {}

  explore(campaign: Planned, tell: Tell): Promise<CampaignResult> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve) => {
      const end = (result: CampaignResult): void => {
        this.task = undefined;
        resolve(result);
      };
      this.task = {
        hear: ({ states, result }) => {
          if (states !== undefined) tell(campaign, states);
          if (result !== undefined) end(result);
        },
        lose: (memory) => {
          this.worker = undefined;
          end({ ...emptyResult(campaign), end: memory ? "memory" : "failed" });
        },
      };
      worker.postMessage(campaign, []);
    });
  }

  /** The listeners stay: a thread that has none any more is not heard again. */
  private start(): Worker {
    const worker = new Worker(workerAt(), {
      workerData: { bytes_max: this.memory_mb * MEGABYTE },
      resourceLimits: { maxOldGenerationSizeMb: this.memory_mb },
    });
    const lose = (memory: boolean): void => {
      if (this.worker === worker) this.task?.lose(memory);
    };
    worker.on("message", (told: Told) => this.task?.hear(told));
    worker.on("error", (error: Error) =>
      lose("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"),
    );
    worker.on("exit", () => lose(false));
    return worker;
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

/** Explores campaigns on several threads. A thread that crashes fails its current campaign only. */
import { bundledWorker } from "@bptm/runtime/project-files";
import { WorkerPool } from "@bptm/runtime/worker-pool";
import type { Planned } from "./campaigns";
import type { ExploreWorkerData } from "./explore-worker";
import type { CampaignResult } from "./prove-results";
import { emptyResult } from "./run-campaign";

interface ExploreOptions {
  readonly jobs: number;
  /** For all threads together. */
  readonly memory_mb: number;
  /** Told how many states of a campaign are visited. */
  readonly onProgress: (campaign: Planned, states: number) => void;
  /** Told of each result; answers with campaigns that are to be explored because of it. */
  readonly onResult: (campaign: Planned, result: CampaignResult) => readonly Planned[];
}

const MEGABYTE = 1_000_000;

/** Explores all campaigns. */
export async function exploreAll(
  campaigns: readonly Planned[],
  { jobs, memory_mb, onProgress, onResult }: ExploreOptions,
): Promise<void> {
  const threads = Math.max(1, Math.min(jobs, campaigns.length));
  const heap_mb = Math.floor(memory_mb / threads);
  const pool = new WorkerPool<Planned, CampaignResult, number>({
    script: bundledWorker("explore-worker"),
    threads,
    heap_mb,
    workerData: { bytes_max: heap_mb * MEGABYTE } satisfies ExploreWorkerData,
  });
  const explore = async (campaign: Planned): Promise<void> => {
    const ended = await pool.run(campaign, (states) => onProgress(campaign, states));
    const result: CampaignResult =
      ended.end === "done"
        ? ended.result
        : { ...emptyResult(campaign), end: ended.end === "memory" ? "memory" : "failed" };
    await Promise.all(onResult(campaign, result).map(explore));
  };
  try {
    // The long ones first: the others fill the gaps at the end.
    await Promise.all(campaigns.toSorted((a, b) => b.states_max - a.states_max).map(explore));
  } finally {
    await pool.stop();
  }
}

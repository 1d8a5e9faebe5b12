/** A thread that explores the campaigns it is sent, one after the other. */
import { workerData } from "node:worker_threads";
import { runTasks } from "@bptm/runtime/worker-tasks";
import type { Planned } from "./campaigns";
import type { CampaignResult } from "./prove-results";
import { Exploration } from "./run-campaign";

/** What it starts with. */
export interface ExploreWorkerData {
  readonly bytes_max: number;
}

const { bytes_max } = workerData as ExploreWorkerData;
const exploration = new Exploration(bytes_max);

/** Its progress is in states. */
runTasks<Planned, CampaignResult, number>((campaign, onProgress) =>
  exploration.run(campaign, onProgress),
);

/** A thread that explores the campaigns it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { Planned } from "./campaigns";
import type { CampaignResult } from "./prove-results";
import { Exploration } from "./run-campaign";

/** What the thread says: how far it is, and in the end the result. */
export interface Told {
  readonly states?: number;
  readonly result?: CampaignResult;
}

const { bytes_max } = workerData as { bytes_max: number };
const exploration = new Exploration(bytes_max);
const tell = (told: Told): void => parentPort?.postMessage(told, []);

parentPort?.on("message", (campaign: Planned) => {
  const result = exploration.run(campaign, (states) => tell({ states }));
  tell({ result });
});

/** The type test of restarts: power fails at each sample of a transfer and of the return. */
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { conditionOf } from "./type-case";
import type { Case, Extent, Measurements, FinishedCase } from "./type-case";

/** Samples from the first order of a transfer to the proof that completes it. */
const TRANSFER_SAMPLES = 3.3 * SAMPLE_HZ;
/** Samples of activity after an order: pulse, travel, bounce, proof. */
const MOVING_SAMPLES = 0.11 * SAMPLE_HZ;
/** In the dead time only counters change. */
const WAITING_STEP = 0.1 * SAMPLE_HZ;
const QUICK_STEP = 16;
const BOUND_S = 60;

/** Samples after the first order at which the power fails. */
function instants(full: boolean): number[] {
  if (full) return Array.from({ length: TRANSFER_SAMPLES }, (_, at) => at);
  const second = TRANSFER_SAMPLES - 0.3 * SAMPLE_HZ;
  const all: number[] = [];
  for (let at = 0; at < TRANSFER_SAMPLES;) {
    all.push(at);
    const moves =
      at < MOVING_SAMPLES || (at >= second && at < second + MOVING_SAMPLES + WAITING_STEP);
    at += moves ? QUICK_STEP : WAITING_STEP;
  }
  return all;
}

const milliseconds = (samples: number): number => (samples * 1000) / SAMPLE_HZ;

/** A power failure during the transfer to the generator, or during the return. */
function cut(samples: number, at: number, back: boolean): Case {
  const after_ms = milliseconds(samples);
  const coil = back ? "generator-open" : "utility-open";
  const restore = back ? [{ at: 15, utility: "restore" as const }] : [];
  return {
    at: samples,
    condition: conditionOf(`${back ? "TW" : "TX"}-${at + 1}`, {
      title: `Power fails ${after_ms.toFixed(2)} ms into a transfer`,
      home: { house: "small", loads_on: ["lights"] },
      duration_s: (back ? 45 : 20) + BOUND_S,
      timeline: [
        { at: 0.5, utility: "cut" },
        { at: 0.6, generator: "plug-in" },
        { at: 0.7, generator: "warm" },
        { at: 0.8, generator: "start" },
        ...restore,
        { when: { coil }, after_ms, supply: "fail", for_s: 0.3 },
      ],
    }),
  };
}

/** Seconds from the restart after the power failure until the house has voltage. */
function darkAfter({ result }: FinishedCase): number | undefined {
  const { changes } = result;
  const failed = changes.findLast((one, at) => !one.powered && changes[at - 1]?.powered === true);
  if (failed === undefined) return undefined;
  const after = changes.filter(({ time_s }) => time_s > failed.time_s);
  if (result.final.line_out !== "live") return undefined;
  const live = after.find(({ line_out, powered }) => line_out === "live" && powered);
  return live === undefined ? undefined : live.time_s - failed.time_s;
}

export const restart = {
  cases: ({ full }: Extent): Case[] =>
    [false, true].flatMap((back) => instants(full).map((samples, at) => cut(samples, at, back))),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const dark = runs.map(darkAfter);
    const known = dark.filter((one) => one !== undefined);
    return {
      restarts_stuck: dark.length - known.length,
      restart_longest_s: known.length === 0 ? undefined : Math.max(...known),
    };
  },
};

/** Sends an order to the core and waits for its answer. */
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import type { Bench } from "@bptm/lab/run/bench";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";

/** The next tick answers an order; power-up and power cuts may lose one. */
const ANSWER_TICKS = 4;

/** The answer, 0 = done; undefined when there is none. `advance` passes simulated samples. */
export function sendOrder(
  bench: Bench,
  order: MeterOrder,
  advance: (samples: number) => void,
): number | undefined {
  const { request } = bench.meter;
  const before = request.answers;
  bench.apply(order);
  for (let tick = 0; tick < ANSWER_TICKS && request.answers === before; tick += 1) {
    advance(SAMPLES_PER_TICK);
  }
  return request.answers === before ? undefined : request.answer;
}

/** Puts an order to the core, and waits for what it answers. */
import { SAMPLES_PER_TICK } from "@bptm/core/hardware/units";
import type { Bench } from "@bptm/lab/run/bench";
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";

/** An order is answered by the next tick; boot and power cuts may swallow one. */
const ANSWER_TICKS = 4;

/** The answer, 0 = done; nothing when there came none. `advance` lets samples pass. */
export function askCore(
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

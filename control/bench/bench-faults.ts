/**
 * The faults of the bench: all of the lab's table, and two sources that feed from inside.
 */
import type { Bench } from "@bptm/lab/run/bench";
import type { FaultOffer } from "@bptm/lab/scenario/fault-kind";
import { FAULT_KINDS } from "@bptm/lab/scenario/faults";
import { near } from "@bptm/text/near";
import type { Home } from "@bptm/twin/home/home";
import type { SimulatedHomeState } from "@bptm/link/bench";
import { Refusal } from "@bptm/link/refusal";

interface BenchFault extends Pick<FaultOffer, "id" | "name" | "where"> {
  readonly isOn: (home: Home) => boolean;
  readonly turn: (bench: Bench, on: boolean) => void;
}

/** No part of the meter is broken, but the bench lists it with the faults. */
const BACKFEED: BenchFault = {
  id: "dryer-cord",
  name: "Back-feed by dryer outlet",
  where: "57.8 Hz",
  isOn: ({ house }) => house.inner.dryer_running !== 0,
  turn: (bench, on) =>
    bench.apply(on ? { inside: "dryer-start", hz: 57.8 } : { inside: "dryer-stop" }),
};

/** How long the battery takes, in seconds. */
const TAKE_OVER_S = 0.02;

const BATTERY: BenchFault = {
  id: "battery-takes-over",
  name: "Battery takes over",
  where: "20 ms",
  isOn: ({ house }) => (house.inner.battery_on & house.inner.battery_takes_over) !== 0,
  turn: (bench, on) =>
    bench.apply(
      on ? { inside: "battery-takes-over", for_s: TAKE_OVER_S } : { inside: "battery-off" },
    ),
};

const FAULTS: readonly BenchFault[] = [
  ...FAULT_KINDS.flatMap(({ kind: { offers = [], holds, set, clear } }) =>
    offers.map(({ values, ...offer }) => ({
      ...offer,
      isOn: (home: Home) => holds?.(home, values) ?? false,
      turn: ({ world }: Bench, on: boolean) => (on ? set : clear)(world.home, values),
    })),
  ),
  BACKFEED,
  BATTERY,
];

/** Every fault of the bench, and whether it is active. */
export function faultLines(home: Home): SimulatedHomeState["faults"] {
  return FAULTS.map(({ id, name, where, isOn }) => ({ id, name, where, on: isOn(home) }));
}

/** Sets or clears a fault. */
export function setFault(bench: Bench, id: string, on: boolean): void {
  const found = FAULTS.find((fault) => fault.id === id);
  if (found === undefined) {
    const ids = FAULTS.map((fault) => fault.id);
    const message = `The bench has no fault "${id}": ${near(id, ids)}.`;
    throw new Refusal("E-BENCH-08", 404, message);
  }
  found.turn(bench, on);
}

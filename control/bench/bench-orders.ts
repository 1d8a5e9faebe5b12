/** Applies bench orders as stimuli of the lab; refuses those that make no sense at present. */
import type { Bench } from "@bptm/lab/run/bench";
import type { Action } from "@bptm/lab/scenario/stimulus";
import { near } from "@bptm/text/near";
import { loadUnit, unitNamed } from "@bptm/twin/sources/generators";
import type { Generator } from "@bptm/twin/sources/generator";
import type { UtilityKnob, WiringKnob } from "@bptm/link/bench-order";
import { GENERATORS, idOf } from "./bench-names";
import { isRunning } from "./bench-state";
import { Refusal } from "@bptm/link/refusal";

/** The actions of each setting of the grid, applied after the grid is restored. */
const UTILITY: Record<UtilityKnob, readonly Action[]> = {
  normal: [],
  cut: [{ utility: "cut" }],
  "brown-out": [{ utility: "level", to: 0.78, over_s: 0.5 }],
  "lose-leg": [{ utility: "lose-leg", leg: 2 }],
  flicker: [],
  swell: [{ utility: "level", to: 1.17 }],
  "off-frequency": [{ utility: "frequency", hz: 57.8, over_s: 1 }],
  ghost: [{ utility: "ghost", volts: 40 }],
  "open-neutral": [{ utility: "open-neutral" }],
};

/** Sets the grid. */
export function setUtility(bench: Bench, to: UtilityKnob): void {
  bench.apply({ utility: "restore" });
  for (const action of UTILITY[to]) bench.apply(action);
}

const WIRING: Record<Exclude<WiringKnob, "open-neutral">, Action> = {
  right: { generator: "wiring", as: "right" },
  "hot-neutral-swapped": { generator: "wiring", as: "hot-neutral-swapped" },
  "legs-in-phase": { generator: "wiring", as: "legs-in-phase" },
  "one-leg": { generator: "wiring", as: "one-leg" },
};

function notNow(message: string): Refusal {
  return new Refusal("E-BENCH-03", 409, message);
}

/** Wires the cord. A unit with 120 V alone cannot be wired correctly to a 240 V inlet. */
export function setWiring(bench: Bench, to: WiringKnob): void {
  if (bench.world.home.generator.single_voltage !== 0 && to !== "legs-in-phase") {
    throw notNow("This generator has 120 V only; its adapter puts both legs in phase.");
  }
  if (to === "open-neutral") return bench.apply({ generator: "open-cord-neutral" });
  bench.apply({ generator: "mend-cord-neutral" });
  bench.apply(WIRING[to]);
}

/** Replaces the generator: stopped, unplugged, with a correctly wired cord. */
export function replaceGenerator(bench: Bench, model: string): void {
  const names = GENERATORS.map(({ id }) => id);
  if (!names.includes(model)) {
    throw new Refusal(
      "E-BENCH-04",
      404,
      `There is no generator "${model}": ${near(model, names)}.`,
    );
  }
  bench.apply({ generator: "stop" });
  bench.apply({ generator: "unplug" });
  bench.apply({ generator: "refuel" });
  bench.apply({ generator: "choke-off" });
  bench.apply({ generator: "mend-cord-neutral" });
  loadUnit(bench.world.home.generator, unitNamed(model));
}

/** Starts the unit; one that stalled or ran dry is first switched off and refueled. */
function start(bench: Bench, g: Generator): void {
  if (isRunning(g)) throw notNow("The generator is already running.");
  if (g.running !== 0) {
    bench.apply({ generator: "stop" });
    bench.advance(50);
  }
  if (g.fuel_s >= 0) bench.apply({ generator: "refuel" });
  bench.apply({ generator: "start" });
}

/** Actions of a person at the generator. It can start without a plugged-in cord. */
export function handleGenerator(
  bench: Bench,
  what: "plug" | "unplug" | "start" | "stop" | "choke" | "run-dry",
): void {
  const g = bench.world.home.generator;
  if (what === "plug" && g.plugged !== 0) throw notNow("The generator is already plugged in.");
  if (what === "unplug" && g.plugged === 0) throw notNow("The generator is not plugged in.");
  if (what === "plug") return bench.apply({ generator: "plug-in" });
  if (what === "unplug") return bench.apply({ generator: "unplug" });
  if (what === "start") return start(bench, g);
  if (!isRunning(g)) throw notNow("The generator is not running.");
  if (what === "stop") return bench.apply({ generator: "stop" });
  if (what === "run-dry") return bench.apply({ generator: "run-dry", fuel_s: 30 });
  return bench.apply({ generator: g.choke === 0 ? "choke" : "choke-off" });
}

/** Switches a load of the house. */
export function switchOneLoad(bench: Bench, id: string, on: boolean): void {
  const { loads, name: house } = bench.simulation.house;
  const found = loads.find(({ name }) => idOf(name) === id);
  if (found === undefined) {
    const ids = loads.map(({ name }) => idOf(name));
    const message = `The ${house} house has no load "${id}": ${near(id, ids)}.`;
    throw new Refusal("E-BENCH-05", 404, message);
  }
  bench.apply({ load: on ? "on" : "off", name: found.name });
}

/** What happens to time: a second clock that drifts, and days of power that count as over. */
import { TICKS_MAX, TICK_HZ } from "@bptm/core/hardware/units";
import { now } from "./scene";
import type { Scene, Step } from "./scene";
import type { Actions } from "./stimulus";
import type { Values } from "./values";

const MINUTES_OF_DAY = 1440;
const TICKS_OF_MINUTE = 60 * TICK_HZ;

/** Adds to every counter that runs now; one that stands at zero counts nothing. */
function add(counters: object, ticks: number): void {
  for (const [name, value] of Object.entries(counters)) {
    if (!name.endsWith("_ticks") || typeof value !== "number" || value <= 0) continue;
    Reflect.set(counters, name, Math.min(TICKS_MAX, value + ticks));
  }
}

/**
 * Lets so much powered time be over at once: what counts how long something has held stands as it
 * would after those days. Counts that run down, and those of faults, stay as they are.
 */
function age({ world }: Scene, days: number): void {
  const ticks = Math.round(days * MINUTES_OF_DAY) * TICKS_OF_MINUTE;
  const { meter, home } = world;
  const { control } = meter;
  const { evidence, utility, generator } = control;
  const { boot_ticks, out_dead_ticks, out_live_ticks } = evidence;
  const later = { boot_ticks, out_dead_ticks, out_live_ticks };
  add(later, ticks);
  Object.assign(evidence, later);
  for (const one of [evidence.utility, evidence.generator]) {
    const { settled_ticks, proven_ticks } = one;
    const proof = { settled_ticks, proven_ticks };
    add(proof, ticks);
    Object.assign(one, proof);
  }
  for (const one of [utility, generator]) {
    const { good_ticks, wide_ticks, poor_ticks, live_ticks, dead_ticks } = one;
    const source = { good_ticks, wide_ticks, poor_ticks, live_ticks, dead_ticks };
    add(source, ticks);
    Object.assign(one, source);
  }
  control.transfer.connected_ticks = Math.min(TICKS_MAX, control.transfer.connected_ticks + ticks);
  // Both clocks move together: the meter compares them over ten seconds.
  const { supply } = home;
  supply.clock_ticks = (supply.clock_ticks + ticks) & TICKS_MAX;
  meter.clock_before = (meter.clock_before + ticks) & TICKS_MAX;
}

const PPM_OF_PERMILLE = 1000;

/** Everything about clocks. */
export function clockSteps(action: Actions["clock"], values: Values): Step[] {
  return now((scene) => {
    const { supply } = scene.world.home;
    if (action === "age") age(scene, values.days ?? 1);
    else supply.clock_ppm = action === "drift" ? (values.permille ?? 0) * PPM_OF_PERMILLE : 0;
  });
}

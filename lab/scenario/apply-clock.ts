/** Stimuli of time: drift of the second clock, and days of powered time that are skipped. */
import { TICKS_MAX, TICK_HZ } from "@bptm/core/hardware/units";
import { now } from "./scene";
import type { StimulusContext, StimulusStep } from "./scene";
import type { Actions } from "./stimulus";
import type { Values } from "./values";

const MINUTES_OF_DAY = 1440;
const TICKS_OF_MINUTE = 60 * TICK_HZ;

/** Adds to every running counter; a counter at zero is not running. */
function add(counters: object, ticks: number): void {
  for (const [name, value] of Object.entries(counters)) {
    if (!name.endsWith("_ticks") || typeof value !== "number" || value <= 0) continue;
    Reflect.set(counters, name, Math.min(TICKS_MAX, value + ticks));
  }
}

/**
 * Skips days of powered time: counters of how long a state has lasted are set as after those days.
 * Countdown timers and counters of faults stay unchanged.
 */
function age({ world }: StimulusContext, days: number): void {
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

/** The clock's actions. */
export function clockSteps(action: Actions["clock"], values: Values): StimulusStep[] {
  return now((scene) => {
    const { supply } = scene.world.home;
    if (action === "age") age(scene, values.days ?? 1);
    else supply.clock_ppm = action === "drift" ? (values.permille ?? 0) * PPM_OF_PERMILLE : 0;
  });
}

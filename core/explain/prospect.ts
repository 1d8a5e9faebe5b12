/**
 * What comes next for the house, if the sources stay as they are: ticks until it goes to the grid
 * or to the generator, from the timers and predicates that decide (decide.ts, latches.ts).
 */
import { Connected, Control } from "../control/control";
import {
  AT_ONCE_S,
  NEVER,
  POOR_TICKS,
  darkSeconds,
  restoreSeconds,
  returnTicks,
  utilityWaitTicks,
} from "../control/decide";
import { blocksGenerator, distrusts, forbidsUtility, neutralSuspect } from "../control/latches";
import { TICK_HZ, larger, smaller } from "../hardware/units";
import { stableSeconds } from "../control/feed";

function left(ticks: i32, needed: i32): i32 {
  return ticks == 0 ? NEVER : larger(needed - ticks, 0);
}

/** Ticks until a poor grid is taken because nothing better is there. */
function poorIn(c: Control): i32 {
  const alone: boolean = c.generator.ok == 0 && c.generator.good_ticks == 0;
  if (!alone || neutralSuspect(c)) return NEVER;
  const u = c.utility;
  const rough: i32 = left(u.rough_ticks * u.rough_now, c.settings.restore_rough_s * TICK_HZ);
  return smaller(left(u.poor_ticks * u.poor_now, POOR_TICKS), rough);
}

/** Whether only suspicion keeps the house from a grid that is good. */
export function suspected(c: Control): boolean {
  return distrusts(c) != 0;
}

/** Seconds for which the grid must be good before the house goes to it. */
export function neededSeconds(c: Control): i32 {
  if (c.transfer.connected != Connected.Generator) return darkSeconds(c);
  return c.generator.ok != 0 ? restoreSeconds(c) : AT_ONCE_S;
}

/** During a bad spell the accounts of good time fall, and nothing can be promised. */
function badSpell(c: Control): boolean {
  const u = c.utility;
  return u.bad_ticks > 0 && (u.wide_bad_ticks > 0 || u.good_ticks >= u.wide_ticks);
}

/** Ticks until the house goes to the grid, or NEVER. */
export function utilityTicks(c: Control): i32 {
  if (forbidsUtility(c) != 0) return NEVER;
  const on: boolean = c.transfer.connected == Connected.Generator;
  let wait: i32 = badSpell(c) ? NEVER : utilityWaitTicks(c, neededSeconds(c));
  if (on && c.generator.ok != 0 && wait != NEVER) wait = returnTicks(c);
  else if (c.transfer.connected == Connected.None) wait = smaller(wait, poorIn(c));
  // The time of suspicion runs only while the grid is good.
  return wait == NEVER || !suspected(c) ? wait : larger(c.stored.suspect_ticks, wait);
}

/** Ticks until the generator is accepted for a house that needs it, or NEVER. */
export function generatorTicks(c: Control): i32 {
  if (blocksGenerator(c) != 0) return NEVER;
  if (c.generator.ok != 0) return 0;
  if (c.generator.good_ticks == 0) return NEVER;
  const needed: i32 = stableSeconds(c) * TICK_HZ;
  return c.generator.good_ticks < needed ? needed - c.generator.good_ticks : 0;
}

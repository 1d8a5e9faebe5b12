/**
 * What comes next for the house, if the sources stay as they are: ticks until it goes to the grid
 * or to the generator, from the timers and predicates that decide (decide.ts, latches.ts).
 */
import { Connected, Control } from "../control/control";
import {
  AT_ONCE_S,
  NEVER,
  darkSeconds,
  poorWaitTicks,
  restoreSeconds,
  returnTicks,
  utilityWaitTicks,
} from "../control/decide";
import { blocksGenerator, distrusts, forbidsUtility } from "../control/latches";
import { TICK_HZ, larger, smaller } from "../hardware/units";
import { stableSeconds } from "../control/feed";

/** Ticks until a poor grid is taken; an account that falls promises nothing. */
function poorIn(c: Control): i32 {
  const u = c.utility;
  return poorWaitTicks(c, u.poor_ticks * u.poor_now, u.rough_ticks * u.rough_now);
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

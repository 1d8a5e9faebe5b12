/**
 * What comes next for the house, if the sources stay as they are: ticks until it goes to the grid
 * or to the generator, from the timers and predicates that decide (decide.ts, latches.ts).
 */
import { Reason } from "../lists/codes";
import { Connected, Control } from "../control/control";
import {
  AT_ONCE_TICKS,
  POOR_TICKS,
  darkSeconds,
  mayReturnSuspect,
  restoreSeconds,
  utilityGoodTicks,
} from "../control/decide";
import { blocksGenerator, blocksUtility } from "../control/latches";
import { stableSeconds } from "../control/feed";
import { TICK_HZ } from "../hardware/units";

/** The house does not go there while everything stays as it is. */
export const NEVER: i32 = 0x7fffffff;

/** Ticks until the grid has been good for `needed` ticks, the wider band included. */
function goodIn(c: Control, needed: i32): i32 {
  if (c.utility.good_ticks > 0 || c.utility.ok != 0) {
    const good: i32 = utilityGoodTicks(c);
    if (good > 0) return good < needed ? needed - good : 0;
  }
  if (c.utility.wide_ticks == 0) return NEVER;
  return needed + c.settings.utility_wide_s * TICK_HZ - c.utility.wide_ticks;
}

/** Ticks until a poor grid is taken because nothing better is there. */
function poorIn(c: Control): i32 {
  const alone: boolean = c.generator.ok == 0 && c.generator.good_ticks == 0;
  const open_neutral: boolean = c.stored.suspect == Reason.LegImbalance;
  if (!alone || open_neutral || c.utility.poor_ticks == 0) return NEVER;
  return c.utility.poor_ticks < POOR_TICKS ? POOR_TICKS - c.utility.poor_ticks : 0;
}

/** Whether only suspicion keeps the house from a grid that is good. */
export function suspected(c: Control): boolean {
  return c.stored.suspect != 0 && c.stored.suspect_ticks > 0 && !mayReturnSuspect(c);
}

/** Seconds for which the grid must be good before the house goes to it. */
export function neededSeconds(c: Control): i32 {
  if (c.transfer.connected != Connected.Generator) return darkSeconds(c);
  return c.generator.ok != 0 ? restoreSeconds(c) : (AT_ONCE_TICKS / TICK_HZ) | 0;
}

/** Ticks until the house goes to the grid, or NEVER. */
export function utilityTicks(c: Control): i32 {
  if (blocksUtility(c) != 0) return NEVER;
  const dark: boolean = c.transfer.connected == Connected.None;
  const good: i32 = goodIn(c, neededSeconds(c) * TICK_HZ);
  const poor: i32 = dark && c.utility.ok == 0 ? poorIn(c) : NEVER;
  const left: i32 = good < poor ? good : poor;
  // The time of suspicion runs only while the grid is good.
  if (left == NEVER || !suspected(c)) return left;
  return c.stored.suspect_ticks > left ? c.stored.suspect_ticks : left;
}

/** Ticks until the generator is accepted for a house that needs it, or NEVER. */
export function generatorTicks(c: Control): i32 {
  if (blocksGenerator(c) != 0) return NEVER;
  if (c.generator.ok != 0) return 0;
  if (c.generator.good_ticks == 0) return NEVER;
  const needed: i32 = stableSeconds(c) * TICK_HZ;
  return c.generator.good_ticks < needed ? needed - c.generator.good_ticks : 0;
}

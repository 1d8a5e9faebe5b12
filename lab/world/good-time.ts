/**
 * How long a source has truly been waited for, by the account of good time of the core
 * (core/qualify/source.ts): a good half cycle adds one, a bad one takes off ten, and a long bad
 * spell closes it. The meter's estimates need a while to settle after each dip; that counts as bad,
 * so that this account is never ahead of the meter's. Portable.
 */

const BAD_COST: i32 = 10;
/** Half cycles: the longest spell that is forgiven, 2 s, and 1.5 s for estimates to settle. */
const SPELL_MAX: i32 = 240;
const SETTLE: i32 = 180;
const COUNT_MAX: i32 = 0x3fffffff;

/** Counts are half cycles. */
export class Wait {
  halves: i32 = 0;
  spell: i32 = 0;
  settle: i32 = 0;
}

/** One half cycle of a wait that `stands`, for a source that is `good` or has a dip. */
export function follow(w: Wait, stands: boolean, good: boolean): void {
  if (!stands) {
    w.halves = 0;
    w.spell = 0;
    w.settle = 0;
    return;
  }
  w.settle = good ? (w.settle > 0 ? w.settle - 1 : 0) : SETTLE;
  if (good && w.settle === 0) {
    w.spell = 0;
    if (w.halves < COUNT_MAX) w.halves = w.halves + 1;
    return;
  }
  w.spell = w.spell + 1;
  const closed: boolean = w.spell > SPELL_MAX || w.halves < BAD_COST;
  w.halves = closed ? 0 : w.halves - BAD_COST;
}

/** Whether the wait ends in this half cycle: it rises by one at most, and so hits the bound. */
export function isOver(w: Wait, seconds: i32): boolean {
  return w.settle === 0 && w.halves === seconds * 120;
}

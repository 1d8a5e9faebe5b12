/**
 * Judges the seconds that the meter counts: a count never rises while its sentence stays, and it
 * ends in what was said, or its sentence changes. Portable.
 */
import { Explanation } from "@bptm/core/explain/explanation";
import { Next } from "@bptm/core/lists/codes";

const TICK_HZ: i32 = 240;
/** A wait may last this much longer than was said: pulses, travel and rounding. */
const OVERDUE_TICKS: i32 = 3 * 240;

/** The truth of a house that comes alive is a mean of a cycle, and lags what the meter measures. */
const ALIVE_TICKS: i32 = 8;

/** The sentence of the tick before, and how long it has stood. */
export class Said {
  doing: i32 = 0;
  why: i32 = 0;
  next: i32 = 0;
  reason: i32 = 0;
  left_s: i32 = 0;
  /** Seconds that were left when the sentence began, and ticks since; only those that count. */
  first_s: i32 = 0;
  ticks: i32 = 0;
  /** 1 when the count rose in this tick, or is overdue. */
  rises: i32 = 0;
  /** Ticks in which a house that comes alive still explains that its wait begins anew. */
  anew_ticks: i32 = 0;
  overdue: i32 = 0;
}

/** Whether this ending of a sentence has seconds. */
export function endsInAWait(next: i32): boolean {
  return (
    next === Next.ReturnToUtility ||
    next === Next.TransferToGenerator ||
    next === Next.CloseSoon ||
    next === Next.RetryLater ||
    next === Next.WaitForDeadHouse ||
    next === Next.HoldEnds ||
    next === Next.DecideSoon
  );
}

/** One tick; `reason` is that of the sentence, `dead` says that line out is truly dead. */
export function judgeWait(s: Said, x: Explanation, reason: i32, dead: boolean): void {
  const same: boolean =
    s.doing === x.doing && s.why === x.why && s.next === x.next && s.reason === reason;
  // A house that comes alive again starts the wait for a dead house anew.
  const restarts: boolean = x.next === Next.WaitForDeadHouse && !dead;
  const rises: boolean = same && !restarts && x.left_s > s.left_s;
  const late: boolean = s.anew_ticks === 1;
  s.anew_ticks = !same || restarts || s.anew_ticks === 0 ? 0 : s.anew_ticks - 1;
  if (rises && x.next === Next.WaitForDeadHouse && s.anew_ticks === 0) s.anew_ticks = ALIVE_TICKS;
  s.rises = same && !restarts && (late || (rises && x.next !== Next.WaitForDeadHouse)) ? 1 : 0;
  if (!same || restarts || !endsInAWait(x.next)) {
    s.first_s = x.left_s;
    s.ticks = 0;
  } else s.ticks = s.ticks + 1;
  s.overdue = s.ticks === s.first_s * TICK_HZ + OVERDUE_TICKS ? 1 : 0;
  s.doing = x.doing;
  s.why = x.why;
  s.next = x.next;
  s.reason = reason;
  s.left_s = x.left_s;
}

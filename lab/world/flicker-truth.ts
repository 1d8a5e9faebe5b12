/**
 * The true failures of the grid that lengthen the way back to it: back-off and gaps
 * (core/lists/holds.yaml). Counts are half cycles. Portable.
 */
import { Settings } from "@bptm/core/lists/settings";
import { isBetween } from "./usable";
import { Truth } from "./truth";

const SECOND: i32 = 120;
const FAILURES_MOST: i32 = 4;
/** The fastest dropout of the core needs 50 ms at least. */
const FAILED_HALVES: i32 = 6;
/** A fade of the core may begin this much later: dead time, acceptance. */
const LATER_S: i32 = 60;
/** What each gap adds, and the most that is paid off without one. */
const GAP_HALVES: i32 = 6 * SECOND;
const GAPS_MOST: i32 = 36 * SECOND;

export class FlickerTruth {
  /** Half cycles that the grid has not been usable. */
  spell: i32 = 0;
  /** Failures while the generator carried the house or soon after, and time until one fades. */
  failures: i32 = 0;
  failures_left: i32 = 0;
  /** Time left in which a failure counts. */
  soon_left: i32 = 0;
  in_gap: i32 = 0;
  gaps_left: i32 = 0;
}

function followFailures(f: FlickerTruth, t: Truth, s: Settings, usable: boolean): void {
  const window: i32 = (s.backoff_window_s + LATER_S) * SECOND;
  f.soon_left = t.g.closed !== 0 ? window : f.soon_left > 0 ? f.soon_left - 1 : 0;
  f.spell = usable ? 0 : f.spell + 1;
  if (f.spell === FAILED_HALVES && f.soon_left > 0) {
    f.failures = f.failures < FAILURES_MOST ? f.failures + 1 : f.failures;
    f.failures_left = window;
  }
  if (!usable || f.failures === 0) return;
  f.failures_left = f.failures_left - 1;
  if (f.failures_left > 0) return;
  f.failures = f.failures - 1;
  f.failures_left = window;
}

/** One half cycle; `usable`: of the grid. */
export function followFlicker(f: FlickerTruth, t: Truth, s: Settings, usable: boolean): void {
  followFailures(f, t, s, usable);
  f.gaps_left = f.gaps_left > 0 ? f.gaps_left - 1 : 0;
  const gap: boolean = !isBetween(
    t.utility,
    s.utility_drop_permille + 10,
    s.utility_over_permille - 10,
  );
  if (gap && f.in_gap === 0) {
    const more: i32 = f.gaps_left + GAP_HALVES;
    f.gaps_left = more < GAPS_MOST ? more : GAPS_MOST;
  }
  f.in_gap = gap ? 1 : 0;
}

/** Seconds of good time before the house leaves a generator, with the doublings of a back-off. */
export function returnSeconds(f: FlickerTruth, s: Settings): i32 {
  if (f.failures === 0) return s.restore_s;
  const doubled_s: i32 = s.restore_s << f.failures;
  return doubled_s < s.backoff_max_s ? doubled_s : s.backoff_max_s;
}

/**
 * The burden test. Two kilohm from one leg to the neutral reference, for a few cycles, twice in
 * 0.4 s, leg by leg: a real source with a real neutral does not change; a ghost voltage collapses;
 * a floating reference follows the burdened leg (a star of dividers reads a perfect 120/120).
 *
 * A burden is judged by the leg's share of the line voltage, and only across a steady line voltage.
 * So neither a sag nor a window that is no whole number of half cycles looks like a lost neutral.
 */
import { Estimate, MeasuringPoint } from "./estimate";
import { Burden } from "../hardware/signals";
import { countUp } from "../hardware/units";

export const enum NeutralState {
  NotTested = 0,
  Valid = 1,
  Lost = 2,
}

/** Ticks of a whole round, of one burden, and when it is judged. */
export const ROUND_TICKS: i32 = 96;
export const LEG2_AT: i32 = 48;
export const BURDEN_TICKS: i32 = 8;
const JUDGE_AT: i32 = 7;
/** A side is tested above this line voltage; a leg below this voltage proves nothing. */
const TEST_LINE_MV: i32 = 40000;
const TEST_LEG_MV: i32 = 25000;
/**
 * The line voltage may change by an eighth in a test that passes, since windows off 60 Hz ripple,
 * and by a thirtieth in one that fails: a fault or a start on one leg takes from the line as well.
 */
const PASS_STEADY: i32 = 8;
const FAIL_STEADY: i32 = 30;
/** A result that is not renewed within 1 s expires. */
const STALE_TICKS: i32 = 240;
/** Line out between dead and live: 3 s with burden, 3 s without. */
const INDETERMINATE_ROUND_TICKS: i32 = 1440;
const INDETERMINATE_AFTER_TICKS: i32 = 24;

/** The test of one side. */
export class BurdenTest {
  /** 1 while a reading from before the burden waits to be compared. */
  armed: i32 = 0;
  before_leg_mv: i32 = 0;
  before_other_mv: i32 = 0;
  before_line_mv: i32 = 0;
  /** Ticks since each leg last passed; beyond `STALE_TICKS` it has not. */
  leg1_passed_ago: i32 = 240;
  leg2_passed_ago: i32 = 240;
  /** Ticks since a test last failed. */
  failed_ago: i32 = 240;
  /** 1 while the voltage has collapsed under the last burden. */
  collapsed: i32 = 0;
  /** 1 while it has collapsed under the last two: once may be a sag. */
  ghost: i32 = 0;
  state: i32 = 0;
}

export class Neutral {
  round: i32 = 0;
  utility: BurdenTest = new BurdenTest();
  generator: BurdenTest = new BurdenTest();
  /** `NeutralState` of the meter's own reference. */
  reference: i32 = 0;
  /** Ticks left of the round of burdens on line out. */
  between: i32 = 0;
}

function remember(side: BurdenTest, p: MeasuringPoint, leg: i32): void {
  side.armed = 1;
  side.before_leg_mv = leg == 1 ? p.fast_leg1_mv : p.fast_leg2_mv;
  side.before_other_mv = leg == 1 ? p.fast_leg2_mv : p.fast_leg1_mv;
  side.before_line_mv = p.fast_line_mv;
}

/** Whether the line voltage has changed by at most one part in `parts` under the burden. */
function steady(before_line_mv: i32, line_mv: i32, parts: i32): boolean {
  const change: i32 =
    line_mv > before_line_mv ? line_mv - before_line_mv : before_line_mv - line_mv;
  return change * parts <= before_line_mv;
}

/** Whether the leg kept 85 % of its share of the line voltage; decivolts, so that products fit. */
function keptShare(before: i32, before_line_mv: i32, now: i32, line_mv: i32): boolean {
  const line_before: i32 = (before_line_mv / 100) | 0;
  const line_now: i32 = (line_mv / 100) | 0;
  const share_now: i32 = (((now / 100) | 0) * line_before) | 0;
  const share_before: i32 = (((before / 100) | 0) * line_now) | 0;
  return ((share_now / 17) | 0) >= ((share_before / 20) | 0);
}

/** Two burdens in a row make a ghost: a sag falls but once, and does not recover at once. */
function countCollapse(side: BurdenTest): void {
  side.ghost = side.collapsed;
  side.collapsed = 1;
}

function judge(side: BurdenTest, p: MeasuringPoint, leg: i32): void {
  if (side.armed == 0) return;
  side.armed = 0;
  const before: i32 = side.before_leg_mv;
  const line: i32 = side.before_line_mv;
  const now: i32 = leg == 1 ? p.fast_leg1_mv : p.fast_leg2_mv;
  const other: i32 = leg == 1 ? p.fast_leg2_mv : p.fast_leg1_mv;
  const line_held: boolean = p.fast_line_mv * 4 >= line * 3;
  const fell: boolean = now * 20 < before * 17;
  if (before >= TEST_LEG_MV && fell && !line_held && other * 20 < side.before_other_mv * 21) {
    countCollapse(side);
    return;
  }
  // Legs in phase have no line voltage: then the leg alone is judged.
  const has_line: boolean = line >= TEST_LINE_MV;
  if (has_line && !steady(line, p.fast_line_mv, PASS_STEADY)) return;
  if (before < TEST_LEG_MV) {
    // A dead leg cannot sink further, but a floating reference would lift it or the other one.
    const quiet: boolean = other * 8 < side.before_other_mv * 9;
    pass(side, leg, quiet && has_line);
    return;
  }
  const held: boolean = has_line ? keptShare(before, line, now, p.fast_line_mv) : !fell;
  if (held) {
    side.collapsed = 0;
    side.ghost = 0;
  } else if (has_line && !steady(line, p.fast_line_mv, FAIL_STEADY)) return;
  pass(side, leg, held);
}

function pass(side: BurdenTest, leg: i32, passed: boolean): void {
  if (!passed) {
    side.failed_ago = 0;
    return;
  }
  if (leg == 1) side.leg1_passed_ago = 0;
  else side.leg2_passed_ago = 0;
}

/** The result of one side from the ages of its tests. */
function conclude(side: BurdenTest, p: MeasuringPoint): void {
  side.leg1_passed_ago = countUp(side.leg1_passed_ago);
  side.leg2_passed_ago = countUp(side.leg2_passed_ago);
  side.failed_ago = countUp(side.failed_ago);
  const testable: boolean = alive(p);
  if (!testable) {
    side.collapsed = 0;
    side.ghost = 0;
    side.armed = 0;
  }
  if (side.failed_ago < STALE_TICKS) side.state = NeutralState.Lost;
  else if (side.leg1_passed_ago < STALE_TICKS && side.leg2_passed_ago < STALE_TICKS) {
    side.state = NeutralState.Valid;
  } else side.state = NeutralState.NotTested;
}

function alive(p: MeasuringPoint): boolean {
  return (
    p.fast_line_mv > TEST_LINE_MV || p.fast_leg1_mv > TEST_LEG_MV || p.fast_leg2_mv > TEST_LEG_MV
  );
}

function testSide(side: BurdenTest, p: MeasuringPoint, at: i32): void {
  if (alive(p)) {
    if (at == ROUND_TICKS - 1) remember(side, p, 1);
    else if (at == LEG2_AT - 1) remember(side, p, 2);
    else if (at == JUDGE_AT) judge(side, p, 1);
    else if (at == LEG2_AT + JUDGE_AT) judge(side, p, 2);
  }
  conclude(side, p);
}

/** Burdens of this tick for one side; `leg1` is the bit of its first leg. */
function burdenOf(at: i32, leg1: i32): i32 {
  if (at < BURDEN_TICKS) return leg1;
  if (at >= LEG2_AT && at < LEG2_AT + BURDEN_TICKS) return leg1 << 1;
  return 0;
}

/** One tick of testing; returns the burdens to apply. `indeterminate_ticks`: see evidence.ts. */
export function neutralTick(n: Neutral, e: Estimate, indeterminate_ticks: i32): i32 {
  // Values that were measured under the burdens of the last tick are judged first.
  testSide(n.utility, e.utility, n.round);
  testSide(n.generator, e.generator, n.round);
  const utility: i32 = n.utility.ghost != 0 ? NeutralState.NotTested : n.utility.state;
  if (utility == NeutralState.Valid || n.generator.state == NeutralState.Valid) {
    n.reference = NeutralState.Valid;
  } else if (utility == NeutralState.Lost || n.generator.state == NeutralState.Lost) {
    n.reference = NeutralState.Lost;
  } else n.reference = NeutralState.NotTested;
  n.round = n.round == ROUND_TICKS - 1 ? 0 : n.round + 1;
  let burdens: i32 = 0;
  if (alive(e.utility)) burdens = burdens | burdenOf(n.round, Burden.UtilityLeg1);
  if (alive(e.generator)) burdens = burdens | burdenOf(n.round, Burden.GeneratorLeg1);
  if (indeterminate_ticks >= INDETERMINATE_AFTER_TICKS && n.between == 0)
    n.between = INDETERMINATE_ROUND_TICKS;
  return burdens | outBurden(n);
}

/** Burden both legs of line out for half of each round that is asked for. */
function outBurden(n: Neutral): i32 {
  if (n.between == 0) return 0;
  n.between = n.between - 1;
  return n.between >= INDETERMINATE_ROUND_TICKS / 2 ? Burden.OutLeg1 | Burden.OutLeg2 : 0;
}

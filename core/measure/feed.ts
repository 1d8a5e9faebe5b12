/**
 * What shows that the generator feeds, and not another source that keeps the same wires alive.
 *
 * The current sensors of the generator path sit between the burdens of the inlet and the switch. So
 * a burden on line out draws its current forwards through them while the generator feeds, and a
 * burden at the inlet draws it backwards while the house keeps the inlet alive. At 120 V a burden
 * of 2 kilohm takes 7.2 W, at 60 V a quarter; the noise of the power of one cycle is 0.3 W. Power
 * that flows forwards needs no burden. Figures without a source are engineering judgement.
 */
import { Estimate } from "./estimate";
import { BURDEN_TICKS, LEG2_AT, ROUND_TICKS } from "./neutral";
import { Burden } from "../hardware/signals";
import { UNKNOWN, countUp } from "../hardware/units";

/** The burden on line out begins between those of the inlet's legs. */
const OUT_AT: i32 = 24;
/** Within its round a burden is on from 0 to 7; the power is read before, at its end and after. */
const DURING_AT: i32 = BURDEN_TICKS - 1;
const AFTER_AT: i32 = 14;
/** Forward power that no burden and no error of a sensor explains. */
const FEEDS_DECIWATT: i32 = 400;
/**
 * An answer is five twelfths of what a burden takes at the present voltage: the square of its
 * decivolts by this is 3 W at 120 V. The two burdens on line out take half of what one would at the
 * line voltage.
 */
const ANSWER_DIVISOR: i32 = 48000;
/** Powers before and after that differ by more mean that a load was switched: no answer. */
const STEADY_DECIWATT: i32 = 20;
/** How long what was shown counts: a little more than one round of burdens, 0.45 s. */
const FRESH_TICKS: i32 = 108;
/** Two answers in a row, so that no single disturbance decides. */
const ANSWERS: i32 = 2;
/** A leg that is alive enough to draw an answer from: a burden then takes 3 W. */
const ALIVE_MV: i32 = 80000;
/** Power backwards, or leading reactive power, that no house without a source can cause. */
const BACKWARDS_W: i32 = 2000;
const LEADING_VAR: i32 = 3000;

/** One burden in its round: the power before it and during it, in tenths of a watt. */
export class Probe {
  before_deciwatt: i32 = 0;
  during_deciwatt: i32 = 0;
}

export class FeedTest {
  leg1: Probe = new Probe();
  leg2: Probe = new Probe();
  out: Probe = new Probe();
  /** Burdens of each inlet leg in a row that the house fed. */
  from_house1: i32 = 0;
  from_house2: i32 = 0;
  /** 1 once a burden on line out has drawn its current from the generator. */
  out_answered: i32 = 0;
  /** Burdens on line out in a row that drew nothing from the generator. */
  out_silent: i32 = 0;
  /** Ticks since the generator was last shown to feed, and since the house was. */
  shown_ago: i32 = 108;
  house_ago: i32 = 108;
}

/** Reads one burden at `at` ticks of its round; what it drew, or UNKNOWN. */
function read(p: Probe, at: i32, deciwatt: i32): i32 {
  if (at == ROUND_TICKS - 1) p.before_deciwatt = deciwatt;
  else if (at == DURING_AT) p.during_deciwatt = deciwatt;
  else if (at == AFTER_AT) {
    const drift: i32 = deciwatt - p.before_deciwatt;
    if (drift > STEADY_DECIWATT || drift < -STEADY_DECIWATT) return UNKNOWN;
    return p.during_deciwatt - ((deciwatt + p.before_deciwatt) >> 1);
  }
  return UNKNOWN;
}

/** Ticks since a burden that starts at `start` has begun. */
function since(round: i32, start: i32): i32 {
  return round >= start ? round - start : round - start + ROUND_TICKS;
}

/** The least that a burden draws at a leg's voltage, in tenths of a watt. */
function leastAnswer(leg_mv: i32): i32 {
  const decivolt: i32 = (leg_mv / 100) | 0;
  return ((decivolt * decivolt) / ANSWER_DIVISOR) | 0;
}

/** Counts the answers in a row that a leg of the inlet drew from the house. */
function count(before: i32, answer: i32, leg_mv: i32): i32 {
  if (leg_mv <= ALIVE_MV) return 0;
  if (answer == UNKNOWN) return before;
  return answer <= -leastAnswer(leg_mv) ? countUp(before) : 0;
}

function followInlet(f: FeedTest, e: Estimate, round: i32): void {
  const g = e.generator;
  const answer1: i32 = read(f.leg1, round, g.power1_deciwatt);
  const answer2: i32 = read(f.leg2, since(round, LEG2_AT), g.power2_deciwatt);
  f.from_house1 = count(f.from_house1, answer1, g.fast_leg1_mv);
  f.from_house2 = count(f.from_house2, answer2, g.fast_leg2_mv);
  if (f.from_house1 + f.from_house2 >= ANSWERS) f.house_ago = 0;
}

/** `line_mv`: the voltage from which the burdens on line out draw. */
function followOut(
  f: FeedTest,
  both_deciwatt: i32,
  round: i32,
  line_mv: i32,
  closed: boolean,
): void {
  const answer: i32 = read(f.out, since(round, OUT_AT), both_deciwatt);
  if (!closed) f.out_silent = 0;
  if (!closed || answer == UNKNOWN) return;
  if (answer >= 2 * leastAnswer(line_mv >> 1)) {
    f.shown_ago = 0;
    f.out_silent = 0;
    f.out_answered = 1;
  } else {
    f.out_silent = countUp(f.out_silent);
    if (f.out_answered != 0 && f.out_silent >= ANSWERS) f.house_ago = 0;
  }
}

/**
 * One tick. `round`: that of the burdens in which the present values were measured; `closed`: both
 * contact pairs of the generator switch say so. Returns the burdens that line out needs.
 */
export function feedTick(f: FeedTest, e: Estimate, round: i32, closed: boolean): i32 {
  const g = e.generator;
  const both: i32 = g.power1_deciwatt + g.power2_deciwatt;
  f.shown_ago = countUp(f.shown_ago);
  f.house_ago = countUp(f.house_ago);
  followInlet(f, e, round);
  followOut(f, both, round, g.fast_line_mv, closed && g.fast_line_mv > 2 * ALIVE_MV);
  if (closed && both >= FEEDS_DECIWATT) {
    f.shown_ago = 0;
    f.house_ago = FRESH_TICKS;
    f.from_house1 = 0;
    f.from_house2 = 0;
    f.out_silent = 0;
  }
  if (!closed || both >= FEEDS_DECIWATT) return 0;
  const next: i32 = since(round, OUT_AT - 1);
  return next < BURDEN_TICKS ? Burden.OutLeg1 | Burden.OutLeg2 : 0;
}

/** 1 while the generator is shown to feed the house. */
export function isShown(f: FeedTest): i32 {
  return f.shown_ago < FRESH_TICKS ? 1 : 0;
}

/** 1 while burdens show that the house keeps the generator's wires alive. */
export function isFromHouse(f: FeedTest): i32 {
  return f.house_ago < FRESH_TICKS ? 1 : 0;
}

/**
 * 1 while a current circulates between the generator and a second source that is out of step: with
 * power backwards, or leading the voltage. A motor that starts draws power and lags. Solar
 * inverters that follow the generator push power alone; that is judged over a longer time.
 */
export function isOpposed(e: Estimate): i32 {
  const watts: i32 = e.generator.fast_power_w;
  const lagging: i32 = e.generator.fast_reactive_var;
  const power: i32 = watts < 0 ? 0 - watts : watts;
  if (0 - lagging > LEADING_VAR && -3 * lagging > power) return 1;
  const reactive: i32 = lagging < 0 ? 0 - lagging : lagging;
  return watts < -BACKWARDS_W && 2 * reactive > power ? 1 : 0;
}

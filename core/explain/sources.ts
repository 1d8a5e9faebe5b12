/** What is said of the grid and of the generator, as their qualification judges them. */
import { Advice, Next, Reason, Why } from "../lists/codes";
import { Connected, Control } from "../control/control";
import { POOR_TICKS, utilityWaitSeconds } from "../control/decide";
import { rateWaitTicks } from "../control/latches";
import { Explanation, count, say, sayBlock } from "./explanation";
import { generatorTicks, neededSeconds, suspected, utilityTicks } from "./prospect";
import { stableSeconds } from "../control/feed";
import { TICK_HZ } from "../hardware/units";

function generatorAdvice(reason: i32): i32 {
  if (reason == Reason.ShortCircuit) return Advice.FindShort;
  if (reason == Reason.UnevenLoad) return Advice.ShedLoad;
  if (reason == Reason.LegAngle || reason == Reason.LegLost) return Advice.CheckCord;
  if (reason == Reason.NeutralNotValid || reason == Reason.LegImbalance) return Advice.CheckCord;
  if (reason == Reason.SensorLost) return Advice.CallUtility;
  if (reason == Reason.NoVoltage || reason == Reason.Lost) return Advice.None;
  return Advice.CheckGenerator;
}

/** Whether a voltage with this flaw may harm what it feeds. */
function harms(reason: i32): boolean {
  return (
    reason == Reason.Overvoltage ||
    reason == Reason.Undervoltage ||
    reason == Reason.LegImbalance ||
    reason == Reason.UnevenLoad ||
    reason == Reason.LegLost
  );
}

/** Whether nothing usable is there at all, so that a voltage would say nothing. */
function absent(reason: i32): boolean {
  return (
    reason == Reason.NoVoltage ||
    reason == Reason.Lost ||
    reason == Reason.Ghost ||
    reason == Reason.SensorLost
  );
}

/** The grid: well, only usable, being checked, or not usable. */
export function utilityIs(c: Control, x: Explanation, next: i32): void {
  const q = c.utility;
  const mv: i32 = c.view_u.line_mv;
  if (q.reason == Reason.Settling) say(x, Why.UtilityChecked, mv, next);
  else if (q.ok == 0 || absent(q.reason)) say(x, Why.UtilityFailed, q.reason, next);
  else if (q.reason == Reason.None) say(x, Why.UtilityGood, mv, next);
  else {
    say(x, Why.UtilityPoor, mv, next);
    x.b = q.reason;
  }
  const fed: boolean = c.transfer.connected == Connected.Utility && q.live_ticks > 0;
  if (fed && q.reason == Reason.ShortCircuit) x.advice = Advice.FindShort;
  else if (fed && harms(q.reason)) x.advice = Advice.ProtectAppliances;
}

/**
 * A flaw by which a set is refused, but that the loads of a house cause as well: distortion by
 * electronics, steps of volts and hertz by motors. On a house that it feeds it is no flaw of the
 * set.
 */
function byLoads(reason: i32): boolean {
  return (
    reason == Reason.Distorted ||
    reason == Reason.Unsteady ||
    reason == Reason.FrequencyRuns ||
    reason == Reason.Settling
  );
}

/** The generator: well, only usable, being checked, or not usable. */
export function generatorIs(c: Control, x: Explanation, next: i32): void {
  const q = c.generator;
  const mv: i32 = c.view_g.line_mv;
  const feeds: boolean = c.transfer.connected == Connected.Generator && q.ok != 0;
  if (q.ok != 0 && (q.reason == Reason.None || (feeds && byLoads(q.reason)))) {
    say(x, Why.GeneratorGood, mv, next);
    return;
  }
  if (q.reason == Reason.Settling) {
    say(x, Why.GeneratorChecked, mv, next);
    return;
  }
  if (q.ok == 0 || absent(q.reason)) say(x, Why.GeneratorFailed, q.reason, next);
  else {
    say(x, Why.GeneratorPoor, mv, next);
    x.b = q.reason;
  }
  x.advice = generatorAdvice(q.reason);
}

/** The grid is good enough to go to it: how long the house still waits. */
export function utilityReturns(c: Control, x: Explanation): void {
  const flaw: i32 = c.utility.reason;
  const poor: boolean = flaw != Reason.None && flaw != Reason.Settling;
  const ticks: i32 = utilityTicks(c);
  let total_s: i32 = utilityWaitSeconds(c, neededSeconds(c));
  if (suspected(c)) {
    say(x, Why.Suspect, c.stored.suspect, Next.ReturnToUtility);
    total_s = c.settings.suspect_hold_s;
  } else if (ticks > POOR_TICKS && ticks == rateWaitTicks(c)) {
    sayBlock(c, x, Why.UtilityBlocked, Reason.TransfersPerHour, 0);
    x.b = c.view_u.line_mv;
    return;
  } else if (poor) {
    say(x, Why.UtilityPoor, c.view_u.line_mv, Next.ReturnToUtility);
    x.b = flaw;
    if (flaw != Reason.WideBand) total_s = (POOR_TICKS / TICK_HZ) | 0;
  } else say(x, Why.UtilityReturning, c.view_u.line_mv, Next.ReturnToUtility);
  count(x, ticks, total_s);
}

/** The generator is inside its band: how long it must still stay there. */
export function generatorSettles(c: Control, x: Explanation): void {
  say(x, Why.GeneratorSettling, c.view_g.line_mv, Next.TransferToGenerator);
  count(x, generatorTicks(c), stableSeconds(c));
  x.advice = Advice.LoadsOffFirst;
}

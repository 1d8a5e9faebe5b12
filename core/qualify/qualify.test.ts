import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { qualifyGenerator } from "./qualify-generator";
import { followSag, qualifyUtility, utilityFlaw } from "./qualify-utility";
import { Settings } from "../lists/settings";
import { FeedSeen, Qualification, SourceView, opposite } from "./source";

/** A view of a healthy split phase, spoiled by whatever the row says. */
function seen(change: Partial<Record<keyof SourceView, number>> = {}): SourceView {
  const healthy = {
    line_mv: 240_000,
    leg_min_mv: 120_000,
    leg_max_mv: 120_000,
    fast_line_mv: 240_000,
    fast_leg_min_mv: 120_000,
    fast_leg_max_mv: 120_000,
    frequency_mhz: 60_000,
    fast_frequency_mhz: 60_000,
    rate_mhz_per_s: 0,
    leg_cosine_permille: -1000,
    distortion_permille: 20,
    pilots: 3,
    neutral_valid: 1,
  };
  return Object.assign(new SourceView(), healthy, change);
}

/** Both legs and the line at so many per mille of nominal. */
const at = (permille: number): SourceView =>
  seen({
    line_mv: permille * 240,
    leg_min_mv: permille * 120,
    leg_max_mv: permille * 120,
    fast_line_mv: permille * 240,
    fast_leg_min_mv: permille * 120,
    fast_leg_max_mv: permille * 120,
  });

const legs = (low: number, high: number): SourceView =>
  seen({
    leg_min_mv: low,
    leg_max_mv: high,
    fast_leg_min_mv: low,
    fast_leg_max_mv: high,
  });

const s = new Settings();
const feed = Object.assign(new FeedSeen(), { shown: 1 });

function utility(q: Qualification, v: SourceView, seconds: number, watched = false): number {
  let ticks = 0;
  while (ticks < seconds * 240) {
    qualifyUtility(q, v, s, watched, 240_000);
    ticks += 1;
    if (q.ok === 0) break;
  }
  return ticks / 240;
}

function goodUtility(): Qualification {
  const q = new Qualification();
  for (let k = 0; k < 241; k++) qualifyUtility(q, seen(), s, false, 240_000);
  expect(q.ok).toBe(1);
  return q;
}

describe("a connected grid drops out after its function's delay, with its reason", () => {
  test.each<[string, SourceView, Reason, number]>([
    ["27, brown-out at 80 %", at(800), Reason.Undervoltage, 5],
    ["27, second stage: lost", at(0), Reason.Lost, 0.5],
    ["59 at 116 %", at(1160), Reason.Overvoltage, 1],
    ["59, fast stage at 125 %", at(1250), Reason.Overvoltage, 0.16],
    ["60: legs 140/100 V", legs(108_000, 130_000), Reason.LegImbalance, 5],
    ["60 with overvoltage on one leg", legs(80_000, 160_000), Reason.LegImbalance, 0.16],
    ["27 on one leg: lost", legs(20_000, 120_000), Reason.LegLost, 0.5],
    ["81 under", seen({ frequency_mhz: 58_000 }), Reason.FrequencyLow, 5],
    ["81 over", seen({ frequency_mhz: 62_000 }), Reason.FrequencyHigh, 5],
    ["legs in phase", seen({ leg_cosine_permille: 1000 }), Reason.LegAngle, 5],
  ])("%s", (_, v, reason, delay_s) => {
    const q = goodUtility();
    const took = utility(q, v, 10);
    expect(q.dropped_for).toBe(reason);
    expect(took).toBeGreaterThan(delay_s);
    expect(took).toBeLessThan(delay_s + 0.1);
  });

  test.each([870, 900, 1000, 1100, 1149])("and stays at %s per mille: hysteresis", (permille) => {
    const q = goodUtility();
    utility(q, at(permille), 30);
    expect(q.ok).toBe(1);
  });

  test.each<[string, SourceView, Reason]>([
    ["268 V: above the wide band, below the dropout", at(1117), Reason.Overvoltage],
    ["258 V", at(1075), Reason.WideBand],
    ["207 V", at(863), Reason.Undervoltage],
    ["59.2 Hz", seen({ frequency_mhz: 59_200 }), Reason.FrequencyLow],
    ["legs 10 % apart", legs(113_000, 125_000), Reason.None],
  ])("and says why it is not well although it stays: %s", (_, v, reason) => {
    const q = goodUtility();
    utility(q, v, 10);
    expect([q.ok, q.reason, utilityFlaw(v, s, 240_000)]).toEqual([1, reason, reason]);
    utility(q, seen(), 1);
    expect(q.reason).toBe(Reason.None);
  });

  test.each([1075, 863])("a grid accepted in a bad tick says what is wrong: %s", (permille) => {
    const q = new Qualification();
    q.good_ticks = 1000;
    qualifyUtility(q, at(permille), s, false, 240_000);
    expect([q.ok, q.reason]).toEqual([1, utilityFlaw(at(permille), s, 240_000)]);
    expect(q.reason).not.toBe(Reason.None);
  });

  test("after a suspicion an imbalance above 15 % trips in 0.2 s", () => {
    const q = goodUtility();
    expect(utility(q, legs(108_000, 130_000), 10, true)).toBeLessThan(0.25);
  });
});

describe("a returning grid", () => {
  test.each<[string, Partial<Record<keyof SourceView, number>>, Reason]>([
    ["no voltage", { line_mv: 0, leg_min_mv: 0, leg_max_mv: 0 }, Reason.NoVoltage],
    ["a ghost", { ghost: 1 }, Reason.Ghost],
    ["a neighbour at 58.5 Hz", { frequency_mhz: 58_500 }, Reason.FrequencyLow],
    ["a running frequency", { rate_mhz_per_s: 150 }, Reason.FrequencyRuns],
    ["a broken lead", { pilots: 1 }, Reason.SensorLost],
    ["ferroresonance", { distortion_permille: 300 }, Reason.Distorted],
    ["277 V on a leg", { leg_max_mv: 277_000 }, Reason.LegImbalance],
  ])("is not accepted with %s", (_, change, reason) => {
    const q = new Qualification();
    for (let k = 0; k < 2400; k++) qualifyUtility(q, seen(change), s, false, 240_000);
    expect(q.ok).toBe(0);
    expect(q.reason).toBe(reason);
  });

  test("126/252 V is legal; 217 V only after ten minutes", () => {
    const legal = new Qualification();
    for (let k = 0; k < 300; k++) qualifyUtility(legal, at(1050), s, false, 240_000);
    expect(legal.ok).toBe(1);
    const edge = new Qualification();
    for (let k = 0; k < 599 * 240; k++) qualifyUtility(edge, at(905), s, false, 240_000);
    expect(edge.ok).toBe(0);
    for (let k = 0; k < 240; k++) qualifyUtility(edge, at(905), s, false, 240_000);
    expect(edge.ok).toBe(1);
  });

  // A dip of a tick used to start the wait anew, so a street of dips never gave the grid back.
  test("a bad tick takes off ten good ones, and a spell of 2 s all of them", () => {
    const q = new Qualification();
    const ticks = (count: number, v: SourceView): void => {
      for (let k = 0; k < count; k++) qualifyUtility(q, v, s, false, 240_000);
    };
    ticks(239, seen());
    ticks(1, at(860));
    ticks(10, seen());
    expect([q.ok, q.good_ticks]).toEqual([0, 239]);
    ticks(1, seen());
    expect(q.ok).toBe(1);
    ticks(10_000, seen());
    const before = q.good_ticks;
    ticks(480, at(860));
    expect(q.good_ticks).toBe(before - 4800);
    ticks(1, at(860));
    expect([q.ok, q.good_ticks]).toEqual([1, 0]);
  });

  test("a dropout takes off all good time at once, also of the wider band", () => {
    const q = goodUtility();
    for (let k = 0; k < 9999; k++) qualifyUtility(q, seen(), s, false, 240_000);
    for (let k = 0; k < 121; k++) qualifyUtility(q, at(0), s, false, 240_000);
    expect([q.ok, q.good_ticks, q.wide_ticks]).toEqual([0, 0, 0]);
  });

  test.each<[string, SourceView, number, boolean]>([
    ["211 V where it is normal", at(879), 211_000, true],
    ["211 V where 240 V is normal", at(879), 240_000, false],
    ["207 V where it is normal: too near to the dropout", at(863), 207_000, false],
    ["258 V where it is normal", at(1075), 258_000, true],
    ["258 V where 240 V is normal", at(1075), 240_000, false],
    ["266 V where 264 V is normal: above the wide band", at(1108), 264_000, false],
    ["240 V where 211 V is normal", at(1000), 211_000, true],
    ["222 V where 258 V is normal", at(925), 258_000, true],
  ])("knows its feeder: %s", (_, v, normal_mv, well) => {
    expect(utilityFlaw(v, s, normal_mv) === Reason.None).toBe(well);
  });

  test.each<[string, Partial<Record<keyof SourceView, number>>, boolean]>([
    ["a microgrid at 60.6 Hz", { frequency_mhz: 60_600 }, true],
    ["one that wanders by 0.2 Hz/s", { rate_mhz_per_s: 200 }, true],
    ["268 V", at(1117), true],
    ["a brown-out at 190 V", at(792), true],
    ["a generator at 61.5 Hz", { frequency_mhz: 61_500 }, false],
    ["an engine that hunts", { rate_mhz_per_s: 700 }, false],
    ["272 V: next to the dropout", at(1135), false],
    ["legs 18 % apart", legs(108_000, 130_000), false],
    ["a ghost", { ghost: 1 }, false],
  ])("is better than darkness, or not: %s", (_, change, better) => {
    const q = new Qualification();
    for (let k = 0; k < 2400; k++) qualifyUtility(q, seen(change), s, false, 240_000);
    expect(q.ok).toBe(0);
    expect(q.rough_ticks).toBe(better ? 2400 : 0);
  });

  test("from the generator a microgrid is taken only where the settings say so", () => {
    const wandering = seen({ frequency_mhz: 60_600, rate_mhz_per_s: 200 });
    for (const utility_accept_microgrid of [0, 1]) {
      const q = new Qualification();
      const changed = Object.assign(new Settings(), { utility_accept_microgrid });
      for (let k = 0; k < 601 * 240; k++) qualifyUtility(q, wandering, changed, false, 240_000);
      expect(q.ok).toBe(utility_accept_microgrid);
    }
  });
});

describe("what makes a house unusable although no spell lasts", () => {
  /** Seconds until the grid drops out, and why; a spell of `bad` begins every `every` ticks. */
  const lasts = (v: SourceView, bad: number, every: number, seconds: number): [Reason, number] => {
    const q = goodUtility();
    for (let k = 0; k < seconds * 240; k++) {
      qualifyUtility(q, k % every < bad ? v : seen(), s, false, 240_000);
      if (q.ok === 0) return [q.dropped_for, k / 240];
    }
    return [Reason.None, seconds];
  };

  test.each([
    [24, 240],
    [24, 120],
    [12, 240],
    [48, 480],
    [5, 300],
  ])("gaps of %i ticks every %i lead away within 30 s", (bad, every) => {
    const [reason, after_s] = lasts(at(0), bad, every, 60);
    expect(reason).toBe(Reason.Unsteady);
    expect(after_s).toBeLessThan(30);
  });

  test.each<[string, SourceView, number, number]>([
    ["ten sags a minute", at(700), 60, 1440],
    ["a sag each three seconds", at(600), 52, 720],
    ["dips that stay above the dropout", at(880), 15, 240],
    ["a large motor of one leg each minute", legs(108_000, 130_000), 720, 14_400],
  ])("and these do not: %s", (_, v, bad, every) => {
    expect(lasts(v, bad, every, 600)[0]).toBe(Reason.None);
  });

  test.each([
    [168, 336],
    [720, 960],
    [120, 360],
    [480, 1200],
  ])("a neutral that swings, %i of every %i ticks, is named within 30 s", (bad, every) => {
    const [reason, after_s] = lasts(legs(110_000, 129_000), bad, every, 120);
    expect(reason).toBe(Reason.LegImbalance);
    expect(after_s).toBeLessThan(30);
  });

  test("it is taken back when the gaps have stopped for long enough", () => {
    const q = goodUtility();
    for (let k = 0; k < 30 * 240; k++) {
      qualifyUtility(q, k % 240 < 24 ? at(0) : seen(), s, false, 240_000);
    }
    expect([q.ok, q.dropped_for]).toEqual([0, Reason.Unsteady]);
    for (let k = 0; k < 20 * 240; k++) qualifyUtility(q, seen(), s, false, 240_000);
    expect([q.ok, q.reason]).toEqual([0, Reason.Unsteady]);
    for (let k = 0; k < 20 * 240; k++) qualifyUtility(q, seen(), s, false, 240_000);
    expect([q.ok, q.reason]).toEqual([1, Reason.None]);
  });
});

function generator(
  q: Qualification,
  v: SourceView,
  seconds: number,
  connected = true,
  picking_up = false,
): number {
  let ticks = 0;
  while (ticks < seconds * 240) {
    qualifyGenerator(q, v, s, 1, feed, 15, connected, picking_up);
    ticks += 1;
    if (q.ok === 0) break;
  }
  return ticks / 240;
}

function goodGenerator(): Qualification {
  const q = new Qualification();
  for (let k = 0; k < 15 * 240; k++) qualifyGenerator(q, seen(), s, 1, feed, 15, false, false);
  expect(q.ok).toBe(1);
  return q;
}

describe("a generator", () => {
  test.each<[string, Partial<Record<keyof SourceView, number>>, Reason]>([
    ["too slow", { frequency_mhz: 55_000 }, Reason.FrequencyLow],
    ["too fast", { frequency_mhz: 64_500 }, Reason.FrequencyHigh],
    ["hunting", { rate_mhz_per_s: 2500 }, Reason.FrequencyRuns],
    ["legs in phase", { leg_cosine_permille: 1000, line_mv: 0 }, Reason.LegAngle],
    ["a floating neutral", { neutral_valid: 0 }, Reason.NeutralNotValid],
    ["a second machine beside it", { unsteady_permille: 90 }, Reason.Unsteady],
    ["rough", { distortion_permille: 250 }, Reason.Distorted],
  ])("is rejected: %s", (_, change, reason) => {
    const q = new Qualification();
    for (let k = 0; k < 20 * 240; k++)
      qualifyGenerator(q, seen(change), s, 1, feed, 15, false, false);
    expect(q.ok).toBe(0);
    expect(q.reason).toBe(reason);
  });

  test("needs a continuous cord neutral", () => {
    const q = new Qualification();
    for (let k = 0; k < 20 * 240; k++) qualifyGenerator(q, seen(), s, 0, feed, 15, false, false);
    expect(q.reason).toBe(Reason.NeutralNotValid);
  });

  test.each<[string, SourceView, Reason, number]>([
    ["116 % for a second", at(1160), Reason.Overvoltage, 1],
    ["122 % for 0.5 s", at(1220), Reason.Overvoltage, 0.5],
    ["136 % for 0.16 s", at(1360), Reason.Overvoltage, 0.16],
    ["67 Hz for ten seconds", seen({ frequency_mhz: 67_000 }), Reason.FrequencyHigh, 10],
    ["71 Hz for 0.1 s", seen({ fast_frequency_mhz: 71_000 }), Reason.FrequencyHigh, 0.1],
    ["legs 20 % apart for a second", legs(108_000, 132_000), Reason.LegImbalance, 1],
    ["legs 30 % apart for 0.2 s", legs(102_000, 138_000), Reason.LegImbalance, 0.2],
    ["70 % for four seconds", at(700), Reason.Undervoltage, 4],
    ["40 % for half a second", at(400), Reason.Lost, 0.5],
  ])("under load is left at %s", (_, v, reason, delay_s) => {
    const q = goodGenerator();
    const took = generator(q, v, 11);
    expect(q.dropped_for).toBe(reason);
    expect(took).toBeGreaterThan(delay_s);
    expect(took).toBeLessThan(delay_s + 0.1);
  });

  test.each<[string, Partial<Record<keyof SourceView, number>>, Reason]>([
    ["a governor that sags to 56 Hz", { frequency_mhz: 56_000 }, Reason.FrequencyLow],
    ["a distorted voltage", { distortion_permille: 250 }, Reason.Distorted],
    ["a hunting engine", { rate_mhz_per_s: 2500 }, Reason.FrequencyRuns],
  ])("that stays connected outside its band says why, and stops: %s", (_, change, reason) => {
    const q = goodGenerator();
    generator(q, seen(change), 10);
    expect(q.ok).toBe(1);
    expect(q.reason).toBe(reason);
    generator(q, seen(), 1);
    expect(q.reason).toBe(Reason.None);
  });

  test("may dip to 66 % while it picks the house up", () => {
    const q = goodGenerator();
    generator(q, at(660), 10, true, true);
    expect(q.ok).toBe(1);
  });
});

test("opposite legs: the cosine of the limit is met to a thousandth", () => {
  for (const degrees of [5, 10, 15, 20, 30]) {
    const limit = -Math.cos((degrees * Math.PI) / 180) * 1000;
    expect(opposite(Math.floor(limit) - 1, degrees)).toBe(true);
    expect(opposite(Math.ceil(limit) + 1, degrees)).toBe(false);
  }
});

test("a generator is accepted with all its dropout functions at rest", () => {
  const q = Object.assign(new Qualification(), { good_ticks: 5 * 240 - 1, over_fast_ticks: 30 });
  const v = seen({ fast_line_mv: 300_000 });
  qualifyGenerator(q, v, s, 1, feed, 5, false, false);
  expect([q.ok, q.over_fast_ticks]).toEqual([1, 0]);
});

test("each sag is told with its own lowest voltage", () => {
  const q = Object.assign(new Qualification(), { ok: 1 });
  const lowest = [500, 800].map((permille) => {
    for (let tick = 0; tick < 12; tick++) expect(followSag(q, at(permille), s)).toBe(0);
    expect(followSag(q, at(1000), s)).toBe(1);
    q.sag_ticks = 0;
    return q.sag_min_mv;
  });
  expect(lowest).toEqual([120_000, 192_000]);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IntervalRecorder } from "./interval-recorder";
import type { ProfileSample } from "./interval-recorder";
import { CHANNELS, INTERVAL_S, LoadProfile, PROFILE_DAYS, PROFILE_LIMITS } from "./load-profile";
import type { Interval, StoredProfile } from "./load-profile";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the load profile: ${SEED}`);

const DAY_S = 86_400;
const START_S = Date.UTC(2026, 0, 10) / 1000;

function moment(at_s: number | undefined, more: Partial<ProfileSample> = {}): ProfileSample {
  return {
    at_s,
    utility_delivered_wh: 0,
    utility_received_wh: 0,
    generator_wh: 0,
    generator_s: 0,
    utility_minimum_mv: 240_000,
    utility_power_failed: false,
    ...more,
  };
}

/** Sees a moment each minute in which the utility gives 20 Wh. */
function run(recorder: IntervalRecorder, from_s: number, to_s: number, wh = 0): number {
  let delivered = wh;
  for (let at_s = from_s; at_s <= to_s; at_s += 60) {
    recorder.sample(moment(at_s, { utility_delivered_wh: delivered }));
    delivered += 20;
  }
  return delivered;
}

const intervals = (profile: LoadProfile): Interval[] =>
  profile.days.flatMap(({ intervals: all }) => all);
const first = (profile: LoadProfile): (number | undefined)[] =>
  intervals(profile).map(({ values }) => values[0]);
const total = (profile: LoadProfile): number =>
  first(profile).reduce<number>((sum, value) => sum + (value ?? 0), 0);

test("quarter hours hold what the registers gained, without losses between them", () => {
  const profile = new LoadProfile();
  run(new IntervalRecorder(profile), START_S, START_S + 2 * DAY_S);
  expect(profile.days).toHaveLength(2);
  expect(intervals(profile)).toHaveLength(192);
  expect(intervals(profile)[0]).toEqual({
    values: [300, 0, 0, 2400, 0],
    outage: false,
    partial: false,
    long: false,
    clock_forward: false,
    clock_back: false,
  });
  expect(total(profile)).toBe(192 * 300);
  expect(profile.days[1]?.end_readings.slice(0, 3)).toEqual([57_600, 0, 0]);
});

test("a start inside a quarter hour is partial, and the time before is skipped", () => {
  const profile = new LoadProfile();
  run(new IntervalRecorder(profile), START_S + INTERVAL_S + 300, START_S + 3 * INTERVAL_S);
  expect(first(profile)).toEqual([undefined, 200, 300]);
  expect(intervals(profile).map(({ partial }) => partial)).toEqual([false, true, false]);
});

test("an unknown voltage makes only its own channel unknown", () => {
  const profile = new LoadProfile();
  const recorder = new IntervalRecorder(profile);
  recorder.sample(moment(START_S));
  recorder.sample(moment(START_S + 60, { utility_minimum_mv: undefined }));
  recorder.sample(moment(START_S + INTERVAL_S));
  expect(intervals(profile)[0]?.values).toEqual([0, 0, 0, undefined, 0]);
});

test("on the generator: seconds, energy of its own, and the utility's outage", () => {
  const profile = new LoadProfile();
  const recorder = new IntervalRecorder(profile);
  for (let s = 0; s <= INTERVAL_S; s += 30) {
    const on = s > 300;
    const wh = Math.max(0, s - 300);
    const volts = { utility_minimum_mv: on ? 0 : 240_000, generator_wh: wh };
    recorder.sample(moment(START_S + s, { ...volts, generator_s: wh, utility_power_failed: on }));
  }
  const [only] = intervals(profile);
  expect(only?.values).toEqual([0, 0, 600, 0, 600]);
  expect(only?.outage).toBe(true);
});

test("after a power cut the energy belongs to the quarter hour in which it began", () => {
  const profile = new LoadProfile();
  const last = run(new IntervalRecorder(profile), START_S, START_S + INTERVAL_S + 300);
  // A new recorder over the kept blocks: nothing else survived.
  const survived: StoredProfile = structuredClone(profile.kept());
  const kept = new LoadProfile(survived);
  const recorder = new IntervalRecorder(kept);
  run(recorder, START_S + 4 * INTERVAL_S + 120, START_S + 6 * INTERVAL_S, last - 20);
  expect(first(kept)).toEqual([300, 100, undefined, undefined, 260, 300]);
  expect(intervals(kept).map(({ outage }) => outage)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(intervals(kept).map(({ partial }) => partial)).toEqual([
    false,
    true,
    false,
    false,
    true,
    false,
  ]);
});

test("a power cut in the very first quarter hour loses no energy", () => {
  const profile = new LoadProfile();
  run(new IntervalRecorder(profile), START_S + 60, START_S + 600);
  const kept = new LoadProfile(structuredClone(profile.kept()));
  run(new IntervalRecorder(kept), START_S + 720, START_S + INTERVAL_S, 180);
  expect(intervals(kept)).toMatchObject([{ values: [240, 0, 0, undefined, 0], partial: true }]);
});

test("seconds on the generator outlast a power cut, as its energy does", () => {
  const profile = new LoadProfile();
  const recorder = new IntervalRecorder(profile);
  recorder.sample(moment(START_S));
  recorder.sample(moment(START_S + INTERVAL_S));
  recorder.sample(moment(START_S + INTERVAL_S + 600, { generator_wh: 500, generator_s: 600 }));
  const kept = new LoadProfile(structuredClone(profile.kept()));
  const after = { generator_wh: 500, generator_s: 600 };
  const again = new IntervalRecorder(kept);
  again.sample(moment(START_S + 2 * INTERVAL_S + 60, after));
  again.sample(moment(START_S + 3 * INTERVAL_S, after));
  expect(intervals(kept).map(({ values }) => values[2])).toEqual([0, 500, 0]);
  expect(intervals(kept).map(({ values }) => values[4])).toEqual([0, 600, 0]);
});

test("a clock set forward skips, a clock set back begins a new block; both are marked", () => {
  const profile = new LoadProfile();
  const recorder = new IntervalRecorder(profile);
  let wh = run(recorder, START_S, START_S + 300);
  recorder.clockSet(START_S + 300, START_S + 3 * INTERVAL_S);
  wh = run(recorder, START_S + 3 * INTERVAL_S, START_S + 4 * INTERVAL_S, wh - 20);
  expect(first(profile)).toEqual([100, undefined, undefined, 300]);
  expect(intervals(profile).map(({ clock_forward }) => clock_forward)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  recorder.clockSet(START_S + 4 * INTERVAL_S, START_S + INTERVAL_S);
  run(recorder, START_S + INTERVAL_S, START_S + 2 * INTERVAL_S, wh - 20);
  expect(profile.days.map(({ start_s }) => start_s)).toEqual([START_S, START_S]);
  expect(profile.days[0]?.intervals).toHaveLength(96);
  expect(profile.days[0]?.intervals.slice(-1)[0]?.clock_back).toBe(true);
  expect(profile.days[1]?.intervals.map(({ values }) => values[0])).toEqual([undefined, 300]);
  expect(total(profile)).toBe(700);
});

test("a clock set forward by mistake, and back again, deletes no recorded day", () => {
  const profile = filled(100);
  const before = profile.days.slice();
  const recorder = new IntervalRecorder(profile);
  let now_s = START_S + 100 * DAY_S + DAY_S / 2;
  for (const days of [30, -30, 1000, -1000]) {
    recorder.sample(moment(now_s));
    recorder.clockSet(now_s, now_s + days * DAY_S);
    now_s += days * DAY_S + 2 * INTERVAL_S;
    recorder.sample(moment(now_s));
  }
  expect(before.every((day, n) => profile.days[n] === day)).toBe(true);
  const later = profile.days.slice(100);
  expect(later.map(({ start_s }) => (start_s - START_S) / DAY_S)).toEqual([
    100, 130, 100, 1100, 100,
  ]);
  const ends = later.slice(0, 4).map(({ intervals }) => intervals[95]);
  expect(ends.map((end) => end?.clock_forward)).toEqual([true, false, true, false]);
  expect(ends.map((end) => end?.clock_back)).toEqual([false, true, false, true]);
});

/** What happens to a meter: time that passes between looks, a power cut, or another time set. */
const stimulus = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("pass"), s: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dark"), s: fc.nat(9000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("set", "set and dark"),
      s: fc.integer({ min: -6000, max: 6000 }),
    }),
  },
);

test("power cuts and settings of the clock lose no energy", () => {
  fc.assert(
    fc.property(fc.array(stimulus, { minLength: 100, maxLength: 200 }), (stimuli) => {
      const profile = new LoadProfile();
      let recorder = new IntervalRecorder(profile);
      let [at_s, wh] = [START_S + DAY_S / 2, 1000];
      const see = (): void => recorder.sample(moment(at_s, { utility_delivered_wh: wh }));
      for (const { kind, s } of stimuli) {
        see();
        if (kind === "pass" || kind === "set") wh += 3;
        if (kind.startsWith("set")) recorder.clockSet(at_s, at_s + s);
        if (kind.endsWith("dark")) recorder = new IntervalRecorder(profile);
        at_s += s;
      }
      see();
      at_s += INTERVAL_S;
      see();
      expect(total(profile)).toBe(wh - 1000);
    }),
    { seed: SEED },
  );
});

test("without a clock nothing is recorded", () => {
  const profile = new LoadProfile();
  new IntervalRecorder(profile).sample(moment(undefined));
  expect(profile.days).toEqual([]);
  expect(profile.status().nbr_valid_blocks).toBe(0);
});

function filled(days: number): LoadProfile {
  const profile = new LoadProfile();
  const flags = { partial: false, long: false, clock_forward: false, clock_back: false };
  for (let n = 0; n < days * 96; n++) {
    const values = [n % 100, 70_000, 3, undefined, 0];
    profile.add(
      START_S + n * INTERVAL_S,
      { values, outage: false, ...flags },
      [n, 0, 0],
      "power failed",
    );
  }
  return profile;
}

test("the ring holds 180 days; indices stay, numbers go on, unread blocks are counted", () => {
  const profile = filled(PROFILE_DAYS + 3);
  const status = profile.status();
  expect(status.nbr_valid_blocks).toBe(PROFILE_DAYS);
  expect(status.last_block_seq_nbr).toBe(PROFILE_DAYS + 3);
  expect(status.last_block_element).toBe(2);
  expect(status.nbr_unread_blocks).toBe(PROFILE_DAYS);
  expect(status.lp_set_status_flags.overflow_flag).toBe(true);
  profile.markRead(170);
  expect(profile.status().nbr_unread_blocks).toBe(10);
  expect(profile.status().lp_set_status_flags.overflow_flag).toBe(false);
  const { lp_data_set1: places } = profile.data();
  expect(places).toHaveLength(PROFILE_DAYS);
  expect(places[2]?.blk_end_time).toBe(START_S + (PROFILE_DAYS + 3) * DAY_S);
  expect(places[3]?.blk_end_time).toBe(START_S + 4 * DAY_S);
  profile.clear();
  expect(profile.status()).toMatchObject({ nbr_valid_blocks: 0, nbr_unread_blocks: 0 });
});

test("after half a year without power no more blocks are unread than exist", () => {
  const profile = filled(3);
  const late_s = START_S + (PROFILE_DAYS + 9) * DAY_S;
  profile.add(late_s, intervals(profile)[0]!, [], "power failed");
  expect(profile.status()).toMatchObject({ nbr_valid_blocks: 1, nbr_unread_blocks: 1 });
  expect(profile.status().lp_set_status_flags.overflow_flag, "three were never read").toBe(true);
  profile.markRead(1);
  expect(profile.status().nbr_unread_blocks).toBe(0);
  expect(profile.status().lp_set_status_flags.overflow_flag).toBe(false);
});

test("status nibbles distinguish overflow, skipped and complete", () => {
  const [block] = filled(1).data().lp_data_set1;
  // Common and channel 1, channels 2 and 3, channels 4 and 5.
  expect(block?.lp_int[7]).toEqual({
    extended_int_status: [0x00, 0x10, 0x40],
    int_data: [7, 0xffff, 3, 0, 0],
  });
  const empty = filled(1).data().lp_data_set1[1];
  expect(empty?.blk_end_time).toBeUndefined();
  expect(empty?.lp_int[0]?.extended_int_status).toEqual([0x04, 0x44, 0x44]);
  expect(PROFILE_LIMITS.nbr_chns_set1).toBe(CHANNELS.length);
  expect(PROFILE_LIMITS.lp_memory_len).toBe(180 * (5 + 5 * 6 + 96 * (3 + 5 * 2)));
});

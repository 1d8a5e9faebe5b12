import { describe, expect, test } from "vitest";
import { Evidence, Readings, believe, lineOutLive, reserveSuffices } from "./evidence";
import { COIL_CURRENT_MIN_MA } from "../hardware/contract";
import {
  DEAD_LEG_MV,
  DEAD_LINE_MV,
  FULL_PULSE_TICKS,
  LIVE_LEG_MV,
  LIVE_LINE_MV,
  LOGIC_TO_CLOSE_MV,
  RESERVE_TO_CLOSE_MV,
  TRAVEL_MAX_TICKS,
} from "../hardware/hardware";
import { CONTACTS_OPEN, Coil } from "../hardware/signals";

const CLEAR_S = 10;
const LONG_TICKS = 5 * 240;

const open = (change: Partial<Readings> = {}): Readings =>
  Object.assign(
    new Readings(),
    {
      utility_contacts: CONTACTS_OPEN,
      generator_contacts: CONTACTS_OPEN,
      out_pilots: 1,
      neutral_valid: 1,
    },
    change,
  );

function ticks(e: Evidence, r: Readings, count: number, coils = 0): void {
  for (let k = 0; k < count; k++) believe(e, r, coils, CLEAR_S);
}

const one = (change: Partial<Readings>): Evidence => {
  const e = new Evidence();
  ticks(e, open(change), 1);
  return e;
};

test("a new meter has read nothing and believes nothing", () => {
  expect(Object.values(new Readings()).every((value) => value === 0)).toBe(true);
  const { utility, generator, reserve_sag_permille, ...counts } = new Evidence();
  expect(Object.values(counts).every((value) => value === 0)).toBe(true);
  for (const proof of [utility, generator]) {
    expect(proof).toMatchObject({ pulse_ticks: 0, settled_ticks: 0, proven_ticks: 0 });
  }
  expect(reserve_sag_permille).toBe(1000);
});

describe("line out", () => {
  test.each<[string, Partial<Readings>, "dead" | "live" | "indeterminate"]>([
    ["nothing", {}, "dead"],
    ["no pilots", { out_pilots: 0 }, "indeterminate"],
    ["the most that is dead", { out_line_mv: DEAD_LINE_MV, out_leg_mv: DEAD_LEG_MV }, "dead"],
    ["a line above", { out_line_mv: DEAD_LINE_MV + 1 }, "indeterminate"],
    ["a leg above", { out_leg_mv: DEAD_LEG_MV + 1 }, "indeterminate"],
    [
      "a leg above, by the grid's midpoint",
      { neutral_valid: 0, out_to_utility_mv: 10001 },
      "indeterminate",
    ],
    ["a leg above, that no neutral vouches for", { neutral_valid: 0, out_leg_mv: 90000 }, "dead"],
    ["the midpoint, with a neutral", { out_to_utility_mv: 90000 }, "dead"],
    ["a line that is not live yet", { out_line_mv: LIVE_LINE_MV }, "indeterminate"],
    ["a live line", { out_line_mv: LIVE_LINE_MV + 1 }, "live"],
    ["a leg that is not live yet", { out_leg_mv: LIVE_LEG_MV }, "indeterminate"],
    ["a live leg", { out_leg_mv: LIVE_LEG_MV + 1 }, "live"],
  ])("%s", (_, change, state) => {
    const e = one(change);
    expect([e.out_dead_ticks, e.out_live_ticks, e.out_indeterminate_ticks]).toEqual([
      state === "dead" ? 1 : 0,
      state === "live" ? 1 : 0,
      state === "indeterminate" ? 1 : 0,
    ]);
    expect(lineOutLive(open(change))).toBe(state === "live");
  });

  test("each count is unbroken", () => {
    const e = new Evidence();
    ticks(e, open(), 3);
    expect(e.out_dead_ticks).toBe(3);
    ticks(e, open({ out_line_mv: 25_000 }), 2);
    expect([e.out_dead_ticks, e.out_indeterminate_ticks]).toEqual([0, 2]);
    ticks(e, open({ out_line_mv: 90_000 }), 4);
    expect([e.out_indeterminate_ticks, e.out_live_ticks]).toEqual([0, 4]);
    ticks(e, open(), 1);
    expect([e.out_live_ticks, e.out_dead_ticks]).toEqual([0, 1]);
  });
});

describe("back voltage", () => {
  const live = { out_line_mv: 90_000 };

  test("is long after five seconds, and forgotten after the house was dead for its time", () => {
    const e = new Evidence();
    ticks(e, open(live), LONG_TICKS);
    expect([e.back_voltage_ticks, e.back_voltage_long]).toEqual([LONG_TICKS, 0]);
    ticks(e, open(live), 1);
    expect(e.back_voltage_long).toBe(1);
    ticks(e, open(), CLEAR_S * 240 - 1);
    expect([e.back_voltage_ticks, e.back_voltage_long]).toEqual([0, 1]);
    ticks(e, open(), 1);
    expect(e.back_voltage_long).toBe(0);
  });

  test.each([{ utility_contacts: 0 }, { generator_contacts: 0 }])(
    "is none while a switch is not open: %o",
    (contacts) => expect(one({ ...live, ...contacts }).back_voltage_ticks).toBe(0),
  );
});

describe("the reserve", () => {
  const enough = { logic_reserve_mv: LOGIC_TO_CLOSE_MV, coil_reserve_mv: RESERVE_TO_CLOSE_MV };
  const suffices = (change: Partial<Readings>, sag = 1000): boolean =>
    reserveSuffices(
      Object.assign(new Evidence(), { reserve_sag_permille: sag }),
      open({ ...enough, ...change }),
    );

  test("suffices from its limits on", () => {
    expect(suffices({})).toBe(true);
    expect(suffices({ logic_reserve_mv: LOGIC_TO_CLOSE_MV - 1 })).toBe(false);
    expect(suffices({ coil_reserve_mv: RESERVE_TO_CLOSE_MV - 100 })).toBe(false);
  });

  test("that sinks twice as much has to hold twice the energy", () => {
    // 2 x 279.2 units of 1 V^2 are 558.4; 27.5 * 27.5 - 14 * 14 are 560.25.
    expect(suffices({ coil_reserve_mv: 27_500 }, 2000)).toBe(true);
    expect(suffices({ coil_reserve_mv: 27_400 }, 2000)).toBe(false);
    // 26.0 * 26.0 - 14 * 14 are 480.0, and 279.2 by 1.719 are 479.9.
    expect(suffices({ coil_reserve_mv: 26_000 }, 1719)).toBe(true);
    expect(suffices({ coil_reserve_mv: 26_000 }, 1720)).toBe(false);
  });

  /** The sag after a pulse of so many ticks that took the reserve to `after_mv`. */
  function sagAfter(
    count: number,
    after_mv: number,
    change: Partial<Readings> = {},
    before_mv: number = 24_000,
  ): number {
    const e = new Evidence();
    const full = { coil_reserve_mv: before_mv, supplied: 1, ...change };
    ticks(e, open(full), 2);
    ticks(e, open({ ...full, coil_current_ma: COIL_CURRENT_MIN_MA }), count, Coil.UtilityOpen);
    ticks(e, open({ ...full, coil_reserve_mv: after_mv }), 1);
    return e.reserve_sag_permille;
  }

  test("is weighed by the fall of its square", () => {
    // 240 * 240 - 220 * 220 = 9200 in twenty ticks of 234.
    expect(sagAfter(FULL_PULSE_TICKS, 22_000)).toBe(1965);
    expect(sagAfter(2 * FULL_PULSE_TICKS - 1, 20_000)).toBe(1928);
    // 200 * 200 - 185 * 185 = 5775 in 24 ticks: hardly more than a whole one.
    expect(sagAfter(24, 18_500, {}, 20_000)).toBe(1028);
  });

  test.each<[string, number, number, Partial<Readings>]>([
    ["a reserve that falls less than a whole one", FULL_PULSE_TICKS, 23_500, {}],
    ["a short pulse", FULL_PULSE_TICKS - 1, 20_000, {}],
    ["a pulse that is too long", 2 * FULL_PULSE_TICKS, 20_000, {}],
    ["no supply", FULL_PULSE_TICKS, 20_000, { supplied: 0 }],
  ])("counts as whole: %s", (_, count, after_mv, change) => {
    expect(sagAfter(count, after_mv, change)).toBe(1000);
  });

  test("a coil without current weighs nothing, and each pulse begins anew", () => {
    const e = new Evidence();
    ticks(e, open({ coil_reserve_mv: 24_000, supplied: 1 }), 1);
    const flowing = { coil_current_ma: COIL_CURRENT_MIN_MA, coil_reserve_mv: 20_000, supplied: 1 };
    ticks(e, open({ ...flowing, coil_current_ma: COIL_CURRENT_MIN_MA - 1 }), 20, Coil.UtilityOpen);
    expect([e.reserve_pulse_ticks, e.reserve_before_mv]).toEqual([0, 20_000]);
    ticks(e, open(flowing), 3, Coil.UtilityOpen);
    expect([e.reserve_pulse_ticks, e.reserve_before_mv]).toEqual([3, 20_000]);
    ticks(e, open(), 1);
    expect([e.reserve_pulse_ticks, e.reserve_before_mv]).toEqual([0, 0]);
  });
});

describe.each([
  ["utility", Coil.UtilityOpen, Coil.UtilityClose] as const,
  ["generator", Coil.GeneratorOpen, Coil.GeneratorClose] as const,
])("the proof that the %s switch is open", (name, opening, closing) => {
  const flowing = open({ coil_current_ma: COIL_CURRENT_MIN_MA });
  const proven = (pulse: number, rest: number): Evidence => {
    const e = new Evidence();
    ticks(e, flowing, pulse, opening);
    ticks(e, open(), rest);
    return e;
  };

  test("comes a travel time after a full pulse, and not a tick sooner", () => {
    expect(proven(FULL_PULSE_TICKS, TRAVEL_MAX_TICKS)[name].proven_ticks).toBe(0);
    expect(proven(FULL_PULSE_TICKS, TRAVEL_MAX_TICKS + 1)[name]).toMatchObject({
      proven_ticks: 1,
      settled_ticks: TRAVEL_MAX_TICKS + 1,
    });
    expect(proven(FULL_PULSE_TICKS - 1, 99)[name]).toMatchObject({
      proven_ticks: 0,
      settled_ticks: 0,
      pulse_ticks: 0,
    });
  });

  test("comes of its own coil only", () => {
    const other = name === "utility" ? "generator" : "utility";
    expect(proven(FULL_PULSE_TICKS, 99)[other]).toMatchObject({ pulse_ticks: 0, proven_ticks: 0 });
  });

  test("outlasts another opening pulse, whole or cut short, with its count going on", () => {
    const e = proven(FULL_PULSE_TICKS, TRAVEL_MAX_TICKS + 1);
    ticks(e, flowing, 3, opening);
    expect(e[name].proven_ticks).toBe(4);
    ticks(e, open(), 2);
    expect(e[name].proven_ticks).toBe(6);
  });

  test("settles anew after a pulse that comes before it is there", () => {
    const e = proven(FULL_PULSE_TICKS, TRAVEL_MAX_TICKS);
    ticks(e, flowing, FULL_PULSE_TICKS, opening);
    expect(e[name].settled_ticks).toBe(0);
    ticks(e, open(), TRAVEL_MAX_TICKS);
    expect(e[name].proven_ticks).toBe(0);
    ticks(e, open(), 1);
    expect(e[name].proven_ticks).toBe(1);
  });

  test.each([
    ["a closing pulse", {}, closing],
    ["a contact", { [`${name}_contacts`]: 0 }, 0],
    ["a current", { [`${name}_current`]: 1 }, 0],
  ])("is lost altogether by %s", (_, change, coils) => {
    const e = proven(FULL_PULSE_TICKS, 99);
    ticks(e, open(change), 1, coils);
    expect(e[name]).toMatchObject({ pulse_ticks: 0, settled_ticks: 0, proven_ticks: 0 });
    ticks(e, open(), 99);
    expect(e[name].proven_ticks).toBe(0);
  });
});

describe("a coil current that nobody ordered", () => {
  const flowing = open({ coil_current_ma: COIL_CURRENT_MIN_MA });

  test("is counted while it lasts, also through an order", () => {
    const e = new Evidence();
    ticks(e, flowing, 3);
    ticks(e, flowing, 2, Coil.GeneratorOpen);
    expect(e.stray_current_ticks).toBe(5);
    ticks(e, open(), 1);
    expect(e.stray_current_ticks).toBe(0);
    ticks(e, flowing, 1);
    ticks(e, flowing, 1, Coil.GeneratorOpen);
    expect(e.stray_current_ticks).toBe(2);
  });

  test("weighs no reserve", () => {
    const e = new Evidence();
    ticks(e, flowing, FULL_PULSE_TICKS);
    expect(e.reserve_pulse_ticks).toBe(0);
  });

  test("is none that began with an order", () => {
    const e = new Evidence();
    ticks(e, flowing, 9, Coil.GeneratorOpen);
    expect(e.stray_current_ticks).toBe(0);
  });
});

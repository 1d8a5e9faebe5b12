import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Reason } from "../lists/codes";
import { Evidence, Readings, believe } from "./evidence";
import { BOOT_TICKS, LINE_OUT_DEAD_TICKS, PULSE_TICKS } from "../hardware/hardware";
import { interlock, refusal } from "./interlock";
import { CONTACTS_CLOSED, CONTACTS_OPEN, Coil, Enable, Outputs } from "../hardware/signals";
import { TICK_HZ } from "../hardware/units";

const DEAD_TIME_MS = 3000;
const CLEAR_S = 10;

/** A dead house between two switches that read open, with full reserves. */
function calm(): Readings {
  const r = new Readings();
  r.utility_contacts = CONTACTS_OPEN;
  r.generator_contacts = CONTACTS_OPEN;
  r.out_pilots = 1;
  r.neutral_valid = 1;
  r.coil_reserve_mv = 24_000;
  r.logic_reserve_mv = 12_000;
  return r;
}

function ticks(e: Evidence, r: Readings, count: number, coils = 0): void {
  for (let k = 0; k < count; k++) {
    r.coil_current_ma = coils === 0 ? 0 : 600;
    believe(e, r, coils, CLEAR_S);
  }
}

/** Evidence after both switches were pulsed open and have rested for four seconds. */
function bothProven(r: Readings): Evidence {
  const e = new Evidence();
  ticks(e, r, 240);
  ticks(e, r, PULSE_TICKS, Coil.UtilityOpen);
  ticks(e, r, 40);
  ticks(e, r, PULSE_TICKS, Coil.GeneratorOpen);
  ticks(e, r, 960);
  return e;
}

const ask = (e: Evidence, r: Readings, utility: number, lock_open = 0, contradiction = 0): Reason =>
  refusal(e, r, DEAD_TIME_MS, CLEAR_S, lock_open, contradiction, utility);

function drive(e: Evidence, r: Readings, wanted: number, o = new Outputs()): Outputs {
  interlock(e, r, DEAD_TIME_MS, CLEAR_S, 0, 0, wanted, o);
  return o;
}

describe("a close is permitted only when everything holds", () => {
  test("both proven open, house dead, reserves full: either switch may close", () => {
    const r = calm();
    const e = bothProven(r);
    expect(ask(e, r, 1)).toBe(Reason.None);
    expect(ask(e, r, 0)).toBe(Reason.None);
    expect(drive(e, r, Coil.UtilityClose)).toMatchObject({
      coils: Coil.UtilityClose,
      enables: Enable.UtilityClose,
    });
  });

  test("a boot proves nothing, however open the contacts read", () => {
    const r = calm();
    const e = new Evidence();
    ticks(e, r, 10_000);
    expect(ask(e, r, 1)).toBe(Reason.OtherNotProvenOpen);
    expect(drive(e, r, Coil.GeneratorClose).coils).toBe(0);
  });

  test.each<[string, (r: Readings, e: Evidence) => void, Reason]>([
    ["no coil within a second of boot", (_, e) => (e.boot_ticks = 100), Reason.Booting],
    ["line out alive", (r, e) => ((r.out_line_mv = 90_000), ticks(e, r, 1)), Reason.LineOutLive],
    ["line out between", (r, e) => ((r.out_leg_mv = 12_000), ticks(e, r, 1)), Reason.LineOutLive],
    ["line out's lead broken", (r, e) => ((r.out_pilots = 0), ticks(e, r, 1)), Reason.LineOutLive],
    ["coil reserve low", (r) => (r.coil_reserve_mv = 20_000), Reason.ReserveLow],
    ["logic reserve low", (r) => (r.logic_reserve_mv = 7_000), Reason.ReserveLow],
  ])("refused: %s", (_, spoil, reason) => {
    const r = calm();
    const e = bothProven(r);
    spoil(r, e);
    expect(ask(e, r, 1)).toBe(reason);
    expect(drive(e, r, Coil.UtilityClose).coils).toBe(0);
  });

  test.each<[string, (e: Evidence, less: number) => void, Reason]>([
    ["boot", (e, less) => (e.boot_ticks = BOOT_TICKS - less), Reason.Booting],
    [
      "a dead line out",
      (e, less) => (e.out_dead_ticks = LINE_OUT_DEAD_TICKS - less),
      Reason.LineOutLive,
    ],
    [
      "a long back voltage",
      (e, less) => {
        e.back_voltage_long = 1;
        e.out_dead_ticks = CLEAR_S * TICK_HZ - less;
      },
      Reason.BackVoltage,
    ],
  ])("the tick that ends the wait: %s", (_, set, reason) => {
    const r = calm();
    const e = bothProven(r);
    set(e, 1);
    expect(ask(e, r, 1)).toBe(reason);
    set(e, 0);
    expect(ask(e, r, 1)).toBe(Reason.None);
  });

  test("orders, contradictions and a floating neutral", () => {
    const r = calm();
    const e = bothProven(r);
    expect(ask(e, r, 1, 1)).toBe(Reason.LockOpen);
    expect(ask(e, r, 0, 1)).toBe(Reason.None);
    expect(ask(e, r, 0, 2)).toBe(Reason.LockOpen);
    expect(ask(e, r, 1, 0, 1)).toBe(Reason.Contradiction);
    r.neutral_valid = 0;
    expect(ask(e, r, 0)).toBe(Reason.NeutralNotValid);
    expect(ask(e, r, 1)).toBe(Reason.None);
  });

  test("the dead time counts from the proof, and a long back voltage asks for ten seconds", () => {
    const r = calm();
    const e = new Evidence();
    ticks(e, r, 240);
    ticks(e, r, PULSE_TICKS, Coil.GeneratorOpen);
    ticks(e, r, 8 + 719);
    expect(ask(e, r, 1)).toBe(Reason.DeadTime);
    ticks(e, r, 1);
    expect(ask(e, r, 1)).toBe(Reason.None);
    ticks(e, r, PULSE_TICKS, Coil.UtilityOpen);
    r.out_line_mv = 200_000;
    ticks(e, r, 6 * 240);
    r.out_line_mv = 0;
    ticks(e, r, 9 * 240);
    expect(ask(e, r, 1)).toBe(Reason.BackVoltage);
    ticks(e, r, 240);
    expect(ask(e, r, 1)).toBe(Reason.None);
  });
});

test("a pulse weighs the reserve: one that sinks too far is refused though it reads full", () => {
  const r = calm();
  r.supplied = 1;
  const e = new Evidence();
  const pulse = (fall_mv: number): void => {
    r.coil_reserve_mv = 24_000;
    ticks(e, r, 60);
    ticks(e, r, PULSE_TICKS - 1, Coil.GeneratorOpen);
    r.coil_reserve_mv = 24_000 - fall_mv;
    ticks(e, r, 1, Coil.GeneratorOpen);
    ticks(e, r, 1);
    r.coil_reserve_mv = 24_000;
    ticks(e, r, 960);
  };
  ticks(e, r, 240);
  pulse(1250);
  expect(ask(e, r, 1)).toBe(Reason.None);
  pulse(3000);
  expect(ask(e, r, 1)).toBe(Reason.ReserveLow);
});

describe("proof of an open switch", () => {
  test("needs a whole pulse with coil current, the travel time, and contacts ever since", () => {
    const r = calm();
    const e = new Evidence();
    for (let k = 0; k < 13; k++) believe(e, r, Coil.UtilityOpen, CLEAR_S);
    ticks(e, r, 100);
    expect(e.utility.proven_ticks, "no coil current").toBe(0);
    ticks(e, r, 5, Coil.UtilityOpen);
    ticks(e, r, 100);
    expect(e.utility.proven_ticks, "half a pulse").toBe(0);
    ticks(e, r, PULSE_TICKS, Coil.UtilityOpen);
    ticks(e, r, 100);
    expect(e.utility.proven_ticks).toBeGreaterThan(80);
    r.utility_contacts = CONTACTS_OPEN & 7;
    ticks(e, r, 1);
    r.utility_contacts = CONTACTS_OPEN;
    ticks(e, r, 100);
    expect(e.utility.proven_ticks, "a contact wavered").toBe(0);
  });

  test("is lost by current through a pole and by an own close pulse", () => {
    const r = calm();
    const e = bothProven(r);
    r.utility_current = 1;
    ticks(e, r, 1);
    expect(e.utility.proven_ticks).toBe(0);
    const again = bothProven(calm());
    ticks(again, r, 1, Coil.GeneratorClose);
    expect(again.generator.proven_ticks).toBe(0);
  });
});

test("an opening pulse always passes, no wish drives no coil, a refusal is reported", () => {
  const r = calm();
  const answer = (e: Evidence, wanted: number): number[] => {
    const o = Object.assign(new Outputs(), { coils: Coil.GeneratorClose, enables: 3 });
    const refused = interlock(e, r, DEAD_TIME_MS, CLEAR_S, 0, 0, wanted, o);
    return [refused, o.coils, o.enables];
  };
  const e = new Evidence();
  expect(answer(e, Coil.UtilityOpen)).toEqual([0, Coil.UtilityOpen, 0]);
  expect(answer(e, Coil.GeneratorOpen)).toEqual([0, Coil.GeneratorOpen, 0]);
  expect(answer(e, 0)).toEqual([0, 0, 0]);
  expect(answer(e, Coil.UtilityClose)).toEqual([Reason.Booting, 0, 0]);
  expect(answer(e, Coil.GeneratorClose)).toEqual([Reason.OtherNotProvenOpen, 0, 0]);
  const proven = bothProven(r);
  expect(answer(proven, Coil.UtilityClose)).toEqual([0, Coil.UtilityClose, 1]);
  expect(answer(proven, Coil.GeneratorClose)).toEqual([0, Coil.GeneratorClose, 2]);
});

describe("a close pulse that has begun", () => {
  const begun = (coils: number = Coil.GeneratorClose): Outputs => {
    const o = new Outputs();
    o.coils = coils;
    return o;
  };

  test.each([
    [0, Coil.UtilityClose, Coil.GeneratorClose],
    [1, 0, Coil.GeneratorClose],
    [2, 0, 0],
  ])("obeys an order to stay open, %i: U drives %i, G drives %i", (lock_open, u, g) => {
    const r = calm();
    const e = bothProven(r);
    const driven = [Coil.UtilityClose, Coil.GeneratorClose].map((coil) => {
      const o = begun(coil);
      interlock(e, r, DEAD_TIME_MS, CLEAR_S, lock_open, 0, coil, o);
      return o.coils;
    });
    expect(driven).toEqual([u, g]);
  });

  test("looks at the other switch's proof, not at its own", () => {
    const r = calm();
    const driven = (e: Evidence, coil: number): number => drive(e, r, coil, begun(coil)).coils;
    const only_u = bothProven(r);
    only_u.generator.proven_ticks = 0;
    expect(driven(only_u, Coil.UtilityClose)).toBe(0);
    expect(driven(only_u, Coil.GeneratorClose)).toBe(Coil.GeneratorClose);
    const only_g = bothProven(r);
    only_g.utility.proven_ticks = 0;
    expect(driven(only_g, Coil.UtilityClose)).toBe(Coil.UtilityClose);
    expect(driven(only_g, Coil.GeneratorClose)).toBe(0);
  });

  test("looks at its own contacts, not at the other's, when line out lives", () => {
    const r = calm();
    const e = bothProven(r);
    r.out_line_mv = 200_000;
    r.utility_contacts = 0;
    const driven = (coil: number): number => drive(e, r, coil, begun(coil)).coils;
    expect(driven(Coil.UtilityClose)).toBe(Coil.UtilityClose);
    expect(driven(Coil.GeneratorClose)).toBe(0);
  });

  test("is broken off when the other switch loses its proof", () => {
    const r = calm();
    const e = bothProven(r);
    expect(drive(e, r, Coil.GeneratorClose, begun()).coils).toBe(Coil.GeneratorClose);
    r.utility_contacts = CONTACTS_CLOSED;
    ticks(e, r, 1);
    expect(drive(e, r, Coil.GeneratorClose, begun()).coils).toBe(0);
  });

  test("is broken off when line out lives before its own contacts have moved", () => {
    const r = calm();
    const e = bothProven(r);
    r.out_line_mv = 200_000;
    ticks(e, r, 1);
    expect(drive(e, r, Coil.GeneratorClose, begun()).coils).toBe(0);
    r.generator_contacts = 0;
    expect(drive(e, r, Coil.GeneratorClose, begun()).coils).toBe(Coil.GeneratorClose);
  });
});

test("whatever is read and wanted: never two coils, no close without the other's proof", () => {
  const any = fc.record({
    utility_contacts: fc.integer({ min: 0, max: 15 }),
    generator_contacts: fc.integer({ min: 0, max: 15 }),
    utility_current: fc.integer({ min: 0, max: 1 }),
    generator_current: fc.integer({ min: 0, max: 1 }),
    out_leg_mv: fc.integer({ min: 0, max: 300_000 }),
    out_line_mv: fc.integer({ min: 0, max: 600_000 }),
    out_pilots: fc.integer({ min: 0, max: 1 }),
    neutral_valid: fc.integer({ min: 0, max: 1 }),
    coil_reserve_mv: fc.integer({ min: 0, max: 30_000 }),
    logic_reserve_mv: fc.integer({ min: 0, max: 15_000 }),
  });
  const coils = fc.integer({ min: 0, max: 15 });
  const proof = fc.integer({ min: 0, max: 2000 });
  fc.assert(
    fc.property(any, coils, coils, proof, proof, proof, (reading, wanted, before, u, g, dead) => {
      const r = Object.assign(new Readings(), reading);
      const e = new Evidence();
      e.boot_ticks = 5000;
      e.utility.proven_ticks = u;
      e.generator.proven_ticks = g;
      e.out_dead_ticks = dead;
      const o = new Outputs();
      o.coils = before;
      drive(e, r, wanted, o);
      expect([0, 1, 2, 4, 8]).toContain(o.coils);
      if (o.coils === Coil.UtilityClose) expect(g).toBeGreaterThan(0);
      if (o.coils === Coil.GeneratorClose) expect(u).toBeGreaterThan(0);
      expect(o.enables).toBe(o.coils === 2 ? 1 : o.coils === 8 ? 2 : 0);
    }),
    { numRuns: 2000 },
  );
});

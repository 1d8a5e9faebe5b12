/** What a head-end sees in an outage: neither tampering nor a meter without an outage. */
import { Clearance } from "@bptm/c12/tables/access";
import { EventLogs } from "@bptm/c12/records/event-log";
import type { StoredLogs } from "@bptm/c12/records/event-log";
import { OWN_FORMATS } from "@bptm/c12/language/formats";
import { TableValues, decode } from "@bptm/c12/language/layout";
import { unexplained } from "@bptm/c12/records/meter-data";
import type { MeterData, TransferState } from "@bptm/c12/records/meter-data";
import { CLOCK } from "@bptm/c12/tables/table-time";
import { ED_MODE_STATUS, GEN_CONFIG } from "@bptm/c12/tables/table-general";
import type { ModeStatus } from "@bptm/c12/tables/table-general";
import { METER_STATE } from "@bptm/c12/tables/table-meter";
import type { MeterState } from "@bptm/c12/tables/table-meter";
import { expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "./meter";

/** The octets of a table of this meter. */
function octets(data: MeterData, id: number): Uint8Array {
  const outcome = testMeter(() => data)
    .tables.open(1)
    .read(id, Clearance.Read);
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome.octets;
}

function shown(
  state: Partial<TransferState>,
  other: Partial<MeterData> = {},
): { status: ModeStatus; state: MeterState } {
  const data = { ...METER, ...other, state: { ...METER.state, ...state } };
  const scope = new TableValues(OWN_FORMATS);
  const general = decode(GEN_CONFIG, octets(data, 0), scope);
  scope.set(GEN_CONFIG, () => general);
  return {
    status: decode(ED_MODE_STATUS, octets(data, 3), scope),
    state: decode(METER_STATE, octets(data, 2049), scope),
  };
}

test("on generator: a live load side is not tampering, but only under proof", () => {
  const proven = shown({});
  expect(proven.state.load_source).toBe(2);
  expect(proven.state.flags).toMatchObject({ load_side_live: true, proven_on_generator: true });
  expect(proven.state.utility_switch).toEqual({ intended: 0, actual: 0, proven_open: 1 });
  expect(unexplained(METER.state)).toBe(false);

  const unproven = { intended: "open", actual: "open", proven_open: false } as const;
  expect(unexplained({ ...METER.state, utility_switch: unproven })).toBe(true);
  const open = { intended: "open", actual: "open", proven_open: true } as const;
  const inside = { load_source: "house", generator_switch: open } as const;
  expect(unexplained({ ...METER.state, ...inside })).toBe(true);
  const { flags } = shown(inside).state;
  expect(flags).toMatchObject({ interlock_proven: true, proven_on_generator: false });
});

test("reported tampering is in table 3", () => {
  const told = (tamper: boolean): boolean => {
    const faults = { ...METER.faults, tamper };
    const { status } = shown({}, { faults });
    return status.ed_std_status1.tamper_detect_flag;
  };
  expect([told(true), told(false)]).toEqual([true, false]);
});

test("on generator: the utility's power failure is reported", () => {
  expect(shown({}).status.ed_std_status1.power_failure_flag).toBe(true);
  expect(shown({}).state.flags.utility_power_failed).toBe(true);
  const good = shown({ utility_power_failed: false });
  expect(good.status.ed_std_status1.power_failure_flag).toBe(false);
});

test("an unknown position is 255, not open", () => {
  const lost = { intended: "unknown", actual: "unknown", proven_open: false } as const;
  const { state } = shown({ load_source: "unknown", utility_switch: lost });
  expect(state.load_source).toBe(255);
  expect(state.utility_switch).toEqual({ intended: 255, actual: 255, proven_open: 0 });
});

test("one outage with generator, two transfers and an engine stop: power down once", () => {
  const logs = new EventLogs();
  let at_s = NOON_S;
  const event = (code: number): void => logs.event((at_s += 10), code, 0, 0, false);
  logs.utilityPower(at_s, true);
  logs.utilityPower((at_s += 10), false);
  event(10); // lost
  event(2); // the meter's own supply fails with it
  event(1); // the generator starts the meter
  logs.utilityPower(at_s, false);
  event(45); // on generator
  event(2); // the engine stops
  event(1);
  logs.utilityPower((at_s += 10), true);
  event(44);
  event(43); // on the grid
  const standard = logs.events.entries.filter(({ code }) => !code.mfg);
  expect(standard.map(({ code }) => code.number)).toEqual([1, 51, 2, 51, 51]);
  expect(standard.map(({ arguments: numbers }) => numbers)).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
    [1, 0],
    [0, 1],
  ]);
  const numbers = logs.events.entries.map(({ sequence }) => sequence);
  expect(numbers).toEqual(numbers.map((_, n) => n + 1));
});

test("a movement by order is logged as one, and an outage once, even across a restart", () => {
  const logs = new EventLogs();
  logs.event(NOON_S, 42, 0, 0, true);
  logs.utilityPower(NOON_S, false);
  logs.event(NOON_S, 2, 0, 0, false);
  expect(logs.events.entries.map(({ code }) => [code.number, code.mfg])).toEqual([
    [42, true],
    [49, false],
    [1, false],
    [2, true],
  ]);
  const kept: StoredLogs = structuredClone(logs.kept());
  const again = new EventLogs(kept);
  again.utilityPower(NOON_S, false);
  expect(again.events.entries).toEqual(logs.events.entries);
  again.utilityPower(NOON_S, true);
  expect(again.events.entries.at(-1)).toMatchObject({ sequence: 5, code: { number: 2 } });
});

test("a full log overwrites its oldest entry and reports that one was missed", () => {
  const { events } = new EventLogs();
  for (let n = 0; n < 300; n++) events.note(NOON_S + n, 0, { number: 10, mfg: true }, n, 0);
  const data = events.data();
  expect(data).toMatchObject({
    flags: { overflow_flag: true, list_type: true },
    nbr_valid_entries: 256,
    last_entry_element: 43,
    last_entry_seq_nbr: 300,
    nbr_unread_entries: 256,
  });
  expect(data.entries[43]).toMatchObject({ seq_nbr: 300, time: NOON_S + 299 });
  expect(data.entries[44]).toMatchObject({ seq_nbr: 45, time: NOON_S + 44 });
  events.markRead(256);
  expect(events.data()).toMatchObject({ flags: { overflow_flag: false }, nbr_unread_entries: 0 });
});

test("registers: the utility's delivered energy is at offset 1, the generator's come last", () => {
  const registers = octets(METER, 23);
  expect(Array.from(registers.subarray(0, 7))).toEqual([0, 0x40, 0x42, 0x0f, 0, 0, 0]);
  const selection = octets(METER, 22);
  expect(Array.from(selection.subarray(0, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const names = octets(METER, 2057);
  const name = (n: number): string => Buffer.from(names.slice(40 * n, 40 * n + 40)).toString();
  expect(name(0).trim()).toBe("utility delivered energy");
  expect(Array.from(selection.subarray(0, 14)).map((n) => name(n).startsWith("generator"))).toEqual(
    [...Array<boolean>(5).fill(false), ...Array<boolean>(5).fill(true)].concat([
      false,
      false,
      true,
      true,
    ]),
  );
});

test("tables have the lengths that standard clients expect", () => {
  const lengths = [1, 2, 3, 5, 6, 11, 21, 41, 51, 52, 55, 61, 63, 71].map((id) => [
    id,
    octets(METER, id).length,
  ]);
  expect(Object.fromEntries(lengths)).toEqual({
    1: 32,
    2: 33,
    3: 5,
    5: 20,
    6: 230,
    11: 8,
    21: 10,
    41: 6,
    51: 9,
    52: 7,
    55: 9,
    61: 13,
    63: 13,
    71: 12,
  });
  expect(octets(METER, 74)).toHaveLength(11 + 62 * (6 + 2 + 4 + 4));
  expect(octets(METER, 76)).toHaveLength(11 + 256 * (6 + 2 + 4 + 8));
  expect(Array.from(octets(METER, 0).subarray(0, 3))).toEqual([0x02, 0x1a, 0x8a]);
});

test("a clock that is not set shows no time, no day of the week, and an error", () => {
  const data = { ...METER, clock_s: undefined };
  expect([...octets(data, 52)]).toEqual([0, 0, 0, 0, 0, 0, 0x17]);
  expect((octets(data, 3)[1] ?? 0) & 0x40).toBe(0x40);
  const set = decode(CLOCK, octets(METER, 52), new TableValues(OWN_FORMATS));
  expect(set).toMatchObject({ clock_calendar: NOON_S, time_date_qual: { day_of_week: 1 } });
});

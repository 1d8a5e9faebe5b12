/** Procedures and requests: done once, refused with a reason, answered the same again. */
import { Clearance } from "@bptm/c12/tables/access";
import { EVENT_SETS } from "@bptm/c12/records/event-log";
import type { MeterActions } from "@bptm/c12/meter/procedures";
import { RequestBook } from "@bptm/c12/records/requests";
import type { StoredRequests, MeterRequest, RequestAnswer } from "@bptm/c12/records/requests";
import type { TableSession } from "@bptm/c12/meter/tables";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "./meter";
import type { TestMeter } from "./meter";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the procedure tests: ${SEED}`);

/** A host that records its requests. */
class Host implements MeterActions {
  readonly requests: [number, MeterRequest][] = [];
  readonly clocks: number[] = [];
  resets = 0;
  answer: RequestAnswer | undefined = { reason: 0 };
  is_ready = true;
  stored = true;

  ready(): boolean {
    return this.is_ready;
  }

  request(number: number, request: MeterRequest): RequestAnswer | undefined {
    this.requests.push([number, request]);
    return this.answer;
  }

  setClock(to_s: number): void {
    this.clocks.push(to_s);
  }

  resetDemand(): () => boolean {
    this.resets += 1;
    return () => this.stored;
  }
}

function meter(book = new RequestBook()): { host: Host; session: TableSession } & TestMeter {
  const host = new Host();
  const made = testMeter(() => METER, { book }, host);
  return { ...made, host, session: made.tables.open(7) };
}

const le = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, n) => Math.floor(value / 256 ** n) % 256);

/** Octets of table 7. Number 2048 and above: the manufacturer's. */
const start = (number: number, seq: number, ...parm: readonly number[]): Uint8Array =>
  Uint8Array.of(...le(number, 2), seq, ...parm);

function run(
  session: TableSession,
  octets: Uint8Array,
  level: Clearance = Clearance.Operate,
): number[] {
  expect(session.write(7, level, octets)).toBeUndefined();
  const outcome = session.read(8, level);
  if ("refused" in outcome) throw new Error(outcome.refused);
  return [...outcome.octets];
}

test("a procedure encoded by a client is decoded: manufacturer's procedure 70, unknown", () => {
  const octets = Uint8Array.of(0x46, 0x08, 0x1c, 0x03, 0x0b, 0x0c, 0x09, 0x0f, 0x12);
  expect(run(meter().session, octets)).toEqual([0x46, 0x08, 0x1c, 6]);
});

test.each([
  ["cold start", 0, [], 6],
  ["clear data", 3, [], 6],
  ["metering mode", 6, [1], 0],
  ["test mode", 6, [2], 3],
  ["mode without a mode", 6, [], 2],
  ["self-read", 9, [2], 2],
  ["an unknown list", 4, [2], 2],
  ["an unknown procedure", 99, [], 6],
  ["clock without a time", 10, [3], 2],
  ["clock in local time", 10, [7, 26, 5, 4, 12, 0, 0, 0x20], 2],
])("%s is answered with its result", (_name, number, parm, result) => {
  const { session, host } = meter();
  expect(run(session, start(number, 9, ...parm))).toEqual([number, 0, 9, result]);
  expect(host).toMatchObject({ requests: [], clocks: [], resets: 0 });
});

test("each needs its level", () => {
  const { session, host } = meter();
  expect(run(session, start(9, 1, 1), Clearance.Read)[3]).toBe(5);
  expect(run(session, start(2049, 2, 1, 0, 0, 0), Clearance.Write)[3]).toBe(5);
  expect(run(session, start(21, 3, 100, 1, 0, 0, 0), Clearance.Write)[3]).toBe(5);
  expect(host).toMatchObject({ requests: [], resets: 0 });
});

test("while no request is possible, the result says so, and the number is not used up", () => {
  const { session, host } = meter();
  host.is_ready = false;
  expect(run(session, start(2049, 1, ...le(8, 4)))[3]).toBe(4);
  expect(run(session, start(9, 2, 1))[3]).toBe(4);
  host.is_ready = true;
  expect(run(session, start(2049, 3, ...le(8, 4)))[3]).toBe(0);
  expect(host).toMatchObject({ requests: [[8, { kind: "lock-open-utility" }]], resets: 0 });
});

test("an incomplete procedure is an error, and an answer comes only when requested", () => {
  const { session } = meter();
  expect(session.read(8, Clearance.Operate)).toEqual({ refused: "dnr" });
  expect(session.write(7, Clearance.Operate, Uint8Array.of(6, 0))).toBe("err");
  session.write(7, Clearance.Operate, start(6 + 0x2000, 1, 1));
  expect(session.read(8, Clearance.Operate)).toEqual({ refused: "dnr" });
  session.write(7, Clearance.Operate, start(6 + 0x1000, 2, 1));
  expect(session.read(8, Clearance.Operate)).toEqual({ refused: "dnr" });
  expect(run(session, start(6 + 0x1000, 3, 2))[3]).toBe(3);
});

test("the clock: the answer and the history hold the times before and after", () => {
  const { session, host, logs } = meter();
  const parm = [3, 26, 5, 4, 13, 30, 15, 0];
  expect(run(session, start(10, 1, ...parm))).toEqual([
    10, 0, 1, 0, 26, 5, 4, 12, 0, 0, 26, 5, 4, 13, 30, 15,
  ]);
  expect(host.clocks).toEqual([NOON_S + 5415]);
  expect(logs.history.entries.slice(-2).map(({ code, at_s }) => [code.number, at_s])).toEqual([
    [3, NOON_S],
    [4, NOON_S + 5415],
  ]);
  run(session, start(10, 2, 1, 20, 1, 1, 1, 0, 0, 0));
  expect(host.clocks.at(-1)).toBe(NOON_S - 11 * 3600);
  // What the mask leaves out need not be a date, or a time.
  expect(run(session, start(10, 3, 1, 0, 0, 0, 13, 0, 0, 0))[3]).toBe(0);
  expect(host.clocks.at(-1)).toBe(NOON_S + 3600);
  expect(run(session, start(10, 4, 2, 26, 5, 5, 99, 99, 99, 0))[3]).toBe(0);
  expect(host.clocks.at(-1)).toBe(NOON_S + 86_400);
});

test("lists: entries marked as read are not unread, and an emptied list goes on counting", () => {
  const { session, logs } = meter();
  const unread = logs.events.data().nbr_unread_entries;
  expect(run(session, start(5, 1, 1, 2, 0))[3]).toBe(0);
  expect(logs.events.data().nbr_unread_entries).toBe(unread - 2);
  const before = logs.events.data().last_entry_seq_nbr;
  expect(run(session, start(4, 2, 1))[3]).toBe(0);
  expect(logs.events.data().nbr_valid_entries).toBe(0);
  logs.event(NOON_S, 10, 0, 0, false);
  expect(logs.events.data().last_entry_seq_nbr).toBe(before + 1);
  expect(logs.history.entries.at(-1)).toMatchObject({ user: 7, code: { number: 14, mfg: false } });
});

test("the history records only the events of table 73", () => {
  const { session, logs } = meter();
  const parms = [
    [4, 1],
    [5, 1, 1, 0],
    [6, 1],
    [9, 1],
    [10, 3, 26, 5, 4, 13, 30, 15, 0],
  ];
  for (const [number = 0, ...parm] of parms) run(session, start(number, number, ...parm));
  const recorded = logs.history.entries.map(({ code }) => code.number);
  expect([...new Set(recorded)].toSorted((a, b) => a - b)).toEqual(EVENT_SETS.history);
});

test("a demand reset written twice with the same number happens once", () => {
  const { session, host } = meter();
  const once = run(session, start(9, 40, 1));
  expect(run(session, start(9, 40, 1))).toEqual(once);
  expect(host.resets).toBe(1);
  // One that the store has not taken yet is accepted, not done.
  host.stored = false;
  expect(run(session, start(9, 41, 1))[3]).toBe(1);
  expect(host.resets).toBe(2);
});

test("a repetition on a new line is recognized, and a refused procedure may be repeated", () => {
  const { session, host, tables } = meter();
  const open = start(21, 7, 100, 1, 0, 0, 0);
  const once = run(session, open);
  run(session, start(21, 8, 0, 1, 0, 0, 0));
  expect(run(session, open)).toEqual(once);
  expect(run(tables.open(7), open)).toEqual(once);
  expect(host.requests.map(([, { kind }]) => kind)).toEqual([
    "lock-open-utility",
    "clear-lock-open",
  ]);
  // Another user's is another one; who may not operate learns nothing of it.
  run(tables.open(8), open);
  expect(host.requests).toHaveLength(3);
  expect(run(tables.open(7), open, Clearance.Read)[3]).toBe(5);
  const reset = start(9, 9, 1);
  expect(run(session, reset, Clearance.Read)[3]).toBe(5);
  expect(run(session, reset)[3]).toBe(0);
  expect(host.resets).toBe(1);
});

test("in a flood of procedures nothing acts twice, and the excess is refused", () => {
  const { session, host, tables } = meter();
  const open = start(21, 7, 100, 1, 0, 0, 0);
  const once = run(session, open);
  run(session, start(21, 8, 0, 1, 0, 0, 0));
  const results = Array.from({ length: 5000 }, (_, n) => {
    const other = tables.open(100 + (n >> 8));
    return run(other, start(6, n & 255, 1), Clearance.Write)[3];
  });
  expect([results[0], results.at(-1)]).toEqual([0, 4]);
  expect(run(session, open)).toEqual(once);
  expect(host.requests).toHaveLength(2);
});

test("orders become requests to the core, with their numbers", () => {
  const { session, host } = meter();
  for (const [n, procedure] of [2048, 2049, 2050, 2051].entries()) {
    const answer = run(session, start(procedure, n, ...le(10 + n, 4)));
    expect(answer).toEqual([...le(procedure, 2), n, 0, ...le(10 + n, 4), 0, 0]);
  }
  run(session, start(2052, 9, ...le(20, 4), ...le(22, 2), ...le(90, 4)));
  run(session, start(21, 10, 100, 3, 0, 0, 0));
  run(session, start(21, 11, 0, 1, 0, 0, 0));
  expect(host.requests).toEqual([
    [10, { kind: "clear-lockout" }],
    [11, { kind: "lock-open-utility" }],
    [12, { kind: "lock-open-both" }],
    [13, { kind: "clear-lock-open" }],
    [20, { kind: "change-setting", setting: 22, value: 90 }],
    [21, { kind: "lock-open-both" }],
    [22, { kind: "clear-lock-open" }],
  ]);
  expect(run(session, start(21, 12, 100, 1, 1, 0, 0))[3]).toBe(2);
});

test("the core's refusal is reported with its reason, even when it comes later", () => {
  const { session, host, book } = meter();
  host.answer = { reason: 1022 };
  const refused = run(session, start(2048, 1, ...le(5, 4)));
  expect(refused.slice(3)).toEqual([3, ...le(5, 4), ...le(1022, 2)]);
  host.answer = undefined;
  expect(run(session, start(2049, 2, ...le(6, 4)))[3]).toBe(1);
  book.answer(6, { reason: 0 });
  book.answer(6, { reason: 28 });
  const later = session.read(8, Clearance.Operate);
  expect("octets" in later && later.octets[3]).toBe(0);
});

test("a number that another or an old request used is refused", () => {
  const { session, host } = meter();
  run(session, start(2049, 1, ...le(100, 4)));
  expect(run(session, start(2051, 2, ...le(100, 4)))[3]).toBe(2);
  expect(run(session, start(2051, 3, ...le(99, 4)))[3]).toBe(2);
  expect(run(session, start(2051, 4, ...le(0, 4)))[3]).toBe(2);
  expect(run(session, start(2051, 5, ...le(101, 4), 0))[3]).toBe(2);
  expect(host.requests).toHaveLength(1);
});

/** What a careless network does: it repeats, comes late, and connects anew. */
const sends = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 40 }),
    seq: fc.nat(3),
    procedure: fc.integer({ min: 2048, max: 2051 }),
    again: fc.boolean(),
    power_cut: fc.boolean(),
  }),
  { maxLength: 60 },
);

test("no number acts twice in any repetition, and its answer stays", () => {
  fc.assert(
    fc.property(sends, (all) => {
      let one = meter();
      const acted = new Map<number, MeterRequest>();
      const answers = new Map<string, number[]>();
      for (const { number, seq, procedure, again, power_cut } of all) {
        if (power_cut) {
          const kept: StoredRequests = structuredClone(one.book.kept());
          one = meter(new RequestBook(kept));
        } else if (again) one = { ...one, session: one.tables.open(7) };
        const before = one.host.requests.length;
        const [, , , result = 0, ...data] = run(
          one.session,
          start(procedure, seq, ...le(number, 4)),
        );
        for (const [acting, request] of one.host.requests.slice(before)) {
          expect(acted.has(acting)).toBe(false);
          acted.set(acting, request);
        }
        if (result === 2) continue;
        const key = `${number} ${procedure}`;
        expect(answers.get(key) ?? [result, ...data]).toEqual([result, ...data]);
        answers.set(key, [result, ...data]);
      }
      expect(answers.size).toBe(acted.size);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test("any octets in table 7 are answered or refused, without a crash", () => {
  const { session } = meter();
  const near = fc
    .tuple(fc.constantFrom(4, 5, 6, 9, 10, 21, 2048, 2052), fc.uint8Array({ maxLength: 12 }))
    .map(([number, parm]) => start(number, 1, ...parm));
  const any = fc.oneof(fc.uint8Array({ maxLength: 40 }), near);
  fc.assert(
    fc.property(any, (octets) => {
      const refused = session.write(7, Clearance.Operate, octets);
      expect(refused).toBe(octets.length < 3 ? "err" : undefined);
      const outcome = session.read(8, Clearance.Operate);
      if ("octets" in outcome) expect(outcome.octets[3]).toBeLessThanOrEqual(6);
      else expect(outcome.refused).toBe("dnr");
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test("the lengths in table 0 are those of the longest procedure", () => {
  const { session } = meter();
  const general = session.read(0, Clearance.None);
  expect("octets" in general && [...general.octets.subarray(9, 11)]).toEqual([10, 12]);
  expect(run(session, start(2052, 1, ...le(1, 4), 1, 0, 1, 0, 0, 0))).toHaveLength(4 + 6);
  expect(run(session, start(10, 2, 3, 26, 5, 4, 13, 30, 15, 0))).toHaveLength(4 + 12);
});

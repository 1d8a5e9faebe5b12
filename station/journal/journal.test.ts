import { closeSync, mkdtempSync, openSync, readdirSync, statSync } from "node:fs";
import { writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import Database from "libsql";
import { Journal } from "./journal";

const START_MS = Date.UTC(2026, 10, 22, 16, 0, 0);
const EVENT = { number: 1, sample: 480, at_ms: START_MS, sequence: 7, code: 43, a: 3020, b: 0 };
const line = (id: string) => ({
  at_ms: START_MS,
  time_ms: 0,
  id,
  severity: "info" as const,
  sentence: `${id}.`,
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
});

const open = (lines_max?: number): Journal => new Journal(folder, START_MS, lines_max);

test("lines are newest first, numbered and dated, and outlast the process", () => {
  const first = open();
  first.add(line("One"));
  first.add(line("Two"));
  first.close();
  const again = open();
  again.add(line("Three"));
  const lines = again.lines(10);
  expect(lines.map(({ sequence, id, at }) => [sequence, id, at])).toEqual([
    [3, "Three", "2026-11-22T16:00:00.000Z"],
    [2, "Two", "2026-11-22T16:00:00.000Z"],
    [1, "One", "2026-11-22T16:00:00.000Z"],
  ]);
  again.close();
});

test("an event of the core is said in words, and kept once", () => {
  const journal = open();
  expect(journal.addEvent(EVENT, 5)).toBe(true);
  expect(journal.addEvent(EVENT, 5)).toBe(false);
  expect(journal.addEvent(EVENT, 6)).toBe(true);
  // One that comes again leaves no gap in the numbers.
  expect(journal.lines(10).map(({ sequence }) => sequence)).toEqual([2, 1]);
  expect(journal.lines(1)[0]).toMatchObject({
    time_ms: 100,
    id: "UtilityClosed",
    sentence: "On the grid. Service switch closed, both poles; 3.02 s dark.",
  });
  journal.close();
});

test("it is bounded, and its numbers go on", () => {
  const journal = open(40);
  for (let n = 0; n < 60; n += 1) journal.add(line("Again"));
  const lines = journal.lines(5000);
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines[0]?.sequence).toBe(60);
  journal.close();
});

test("no number of a request is given twice", () => {
  const first = open();
  expect([first.nextRequest(), first.nextRequest()]).toEqual([1, 2]);
  first.close();
  const again = open();
  expect(again.nextRequest()).toBe(3);
  again.close();
});

test("a second station is refused", () => {
  const journal = open();
  expect(() => open()).toThrow(/Another station has the journal/);
  journal.close();
});

test("what is not a journal is put aside, and told", () => {
  writeFileSync(join(folder, "journal.db"), Buffer.alloc(9000, 7));
  const journal = open();
  expect(journal.lines(1)[0]).toMatchObject({ id: "JournalDamaged", sequence: 1 });
  journal.close();
  expect(readdirSync(folder).some((name) => name.startsWith("journal.db.damaged"))).toBe(true);
});

test("a journal of a later release is left alone", () => {
  open().close();
  const later = new Database(join(folder, "journal.db"));
  later.exec("pragma user_version = 9");
  later.close();
  expect(() => open()).toThrow(/later release \(format 9\)/);
});

test("pages that were overwritten are found", () => {
  const journal = open();
  for (let n = 0; n < 100; n += 1) journal.add(line("Again"));
  journal.close();
  const path = join(folder, "journal.db");
  // All but the first page, which names the tables.
  const pages = statSync(path).size / 4096;
  const file = openSync(path, "r+");
  for (let page = 1; page < pages; page += 1) {
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  }
  closeSync(file);
  const again = open();
  expect(again.lines(1)[0]?.id).toBe("JournalDamaged");
  again.close();
});

import { libraryFiles } from "@bptm/lab/library";
import { readCondition } from "@bptm/lab/condition-file";
import { expect, test } from "vitest";
import { METER, SOURCES, testGroups } from "./groups";

test("the library has conditions of every group, each in the file of its number", () => {
  const files = libraryFiles();
  const conditions = files.map(({ id, file }) => ({ id, condition: readCondition(file) }));
  const groups = new Set(conditions.map(({ condition }) => condition.group));
  expect([...groups].toSorted()).toEqual([...SOURCES, ...METER].toSorted());
  const listed = Array.from({ length: 120 }, (_, at) => `H-${String(at + 1).padStart(2, "0")}`);
  expect(listed.filter((id) => !files.some((file) => file.id === id))).toEqual([]);
  for (const { id, condition } of conditions) expect(condition.id).toBe(id);
});

testGroups(SOURCES);

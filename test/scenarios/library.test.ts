import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { library, libraryFiles } from "@bptm/lab/scenario/library";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { ALL_EVENTS } from "@bptm/lab/run/reached";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { METER, SOURCES, testGroups } from "./groups";

/** Numbers of the rows of the list of hazards. */
function hazardRows(): string[] {
  const text = readFileSync(new URL("../../docs/hazards.yaml", import.meta.url), "utf8");
  return (parse(text) as { id: string }[]).map(({ id }) => id);
}

test("the library has conditions of every group, each in the file named by its id", () => {
  const files = libraryFiles();
  const conditions = files.map(({ id, file }) => ({ id, condition: readCondition(file) }));
  const groups = new Set(conditions.map(({ condition }) => condition.group));
  expect([...groups].toSorted()).toEqual([...SOURCES, ...METER].toSorted());
  const hazards = files.map(({ id }) => id).filter((id) => id.startsWith("H-"));
  expect(new Set(hazards)).toEqual(new Set(hazardRows()));
  for (const { id, condition } of conditions) expect(condition.id).toBe(id);
});

/** Every line of the core that is neither a test nor a table. */
function coreText(): string {
  const folder = fileURLToPath(new URL("../../core/", import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => /(?<!\.test|\.d)\.ts$/.test(name) && !name.includes("node_modules"),
  );
  return names.map((name) => readFileSync(folder + name, "utf8")).join("\n");
}

// That each expectation holds is what the tests of the conditions say.
test("every event that the core raises is expected by a condition", () => {
  const expected = library().flatMap(({ expect: all }) =>
    all.flatMap((one) =>
      one.event === undefined || one.times === 0 || one.at_most !== undefined ? [] : [one.event],
    ),
  );
  const text = coreText();
  const raised = ALL_EVENTS.filter((id) => new RegExp(`Event\\.${id}\\b`).test(text));
  expect(raised.length).toBeGreaterThan(50);
  expect(raised.filter((id) => !expected.includes(id))).toEqual([]);
});

testGroups(SOURCES);

/** No function that forbids has a reason that is missing in the tables of latches and holds. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { path } from "../project/paths.mjs";
import { readTables } from "./tables.mjs";

/** Files whose functions return why a switch must not close. */
const FORBID = ["core/control/latches.ts", "core/interlock/interlock.ts"];

test("every reason that forbids a close is a latch or a hold with its way out", () => {
  const tables = readTables(path("core/lists"));
  const listed = new Set([...tables.latches, ...tables.holds].map(({ id }) => id));
  const forbid = FORBID.flatMap((file) =>
    [...readFileSync(path(file), "utf8").matchAll(/Reason\.([A-Z]\w+)/g)].map(([, id]) => id),
  );
  expect(forbid).toContain("TransfersPerHour");
  expect(forbid.filter((id) => id !== "None" && !listed.has(id))).toEqual([]);
});

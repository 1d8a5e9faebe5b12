import { expect, test } from "vitest";
import { promisedBy } from "./promised";
import type { Result } from "./result";

const broken = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((invariant) => ({
  invariant,
  rule: "never",
  first_s: 1,
  times: 1,
  seen: "",
}));
const energy = { balance: "broken", why: "" } as Result["energy"] & object;

test("everything is judged unless the condition says otherwise", () => {
  const found = { violations: broken, energy };
  expect(promisedBy({}, found)).toBe(found);
  expect(promisedBy({ judged: "everything" }, found)).toBe(found);
});

test("under faults the invariants that hold under any fault are judged, and no register", () => {
  const { violations, energy: left } = promisedBy(
    { judged: "under-faults" },
    { violations: broken, energy },
  );
  expect(violations.map(({ invariant }) => invariant)).toEqual([1, 2, 3, 12, 13]);
  expect(left?.balance).toBe("not judged");
});

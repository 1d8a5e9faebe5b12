import { expect, test } from "vitest";
import { conditionText, parseCondition } from "../scenario/condition-file";
import type { Condition } from "../scenario/condition";
import type { Result } from "../run/result";
import { failureOf, shrink } from "./shrink";
import { randomCondition } from "./swarm";

/** A result of which only the failures matter. */
const result = (change: Partial<Result>): Result =>
  ({ violations: [], expectations: [], ...change }) as Result;
const broken = (invariant: number, first_s: number): Result["violations"][number] => ({
  invariant,
  rule: "never",
  first_s,
  times: 1,
  seen: "",
});
const failing = result({ violations: [broken(3, 12.3)] });

/** A core that fails when both of these occur. */
async function needsTwo({ timeline }: Condition): Promise<Result> {
  const cut = timeline.some(({ utility }) => utility === "cut");
  const started = timeline.some(({ generator }) => generator === "start");
  return Promise.resolve(cut && started ? failing : result({}));
}

test("only what the failure needs is left, and the repairs", async () => {
  const generated = randomCondition(11);
  const repaired_s = generated.expect[0]?.after_s ?? 0;
  const small = await shrink(generated, failureOf(failing), needsTwo, 500);
  const before = small.timeline.filter(({ at = 0 }) => at < repaired_s);
  expect(before.map(({ utility, generator }) => utility ?? generator).toSorted()).toEqual([
    "cut",
    "start",
  ]);
  expect(small.timeline.length - before.length).toBe(
    generated.timeline.filter(({ at = 0 }) => at >= repaired_s).length,
  );
  expect(small).toMatchObject({ settings: {}, duration_s: 14, generator: "open-frame-7500" });
});

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 1e9));

test(`a shrunk file can be read and still fails (BPTM_SEED=${SEED})`, async () => {
  const missed = [{ expected: "dark for less than 9 s", held: false, seen: "" }];
  for (let seed = SEED; seed < SEED + 24; seed++) {
    const generated = randomCondition(seed);
    const last_s = (generated.expect[0]?.after_s ?? 0) * (seed % 3 === 0 ? 2 : 0.5);
    const found = result(
      seed % 4 === 0 ? { expectations: missed } : { violations: [broken(2, last_s)] },
    );
    // It fails as long as it lasts and has every second of its stimuli.
    const needed = generated.timeline.filter((_, at) => at % 2 === 0).slice(0, 3);
    const attempt = async ({ duration_s, timeline }: Condition): Promise<Result> =>
      Promise.resolve(
        duration_s >= last_s &&
          needed.every((one) => (one.at ?? 0) > last_s || timeline.includes(one))
          ? found
          : result({}),
      );
    const small = await shrink(generated, failureOf(found), attempt, 60);
    const read = parseCondition(conditionText(small), "small.yaml");
    expect(failureOf(await attempt(small))).toBe(failureOf(found));
    expect(read.timeline).toEqual(small.timeline);
    expect(read.timeline.length).toBeLessThan(generated.timeline.length);
  }
});

test("the limit of runs is respected", async () => {
  let runs = 0;
  const counted = (condition: Condition): Promise<Result> => (runs++, needsTwo(condition));
  await shrink(randomCondition(11), failureOf(failing), counted, 5);
  // One more run finds the time of the failure.
  expect(runs).toBe(6);
});

test("failures are equal when the first violation or the missed expectations are", () => {
  const late = result({ violations: [broken(1, 9), broken(2, 5)] });
  expect(failureOf(late)).toBe("invariant 2: never");
  const missed = (expected: string, held: boolean): Result["expectations"][number] => ({
    expected,
    held,
    seen: "",
  });
  const one = result({ expectations: [missed("dark for less than 9 s", false)] });
  const other = result({
    expectations: [missed("a", true), missed("dark for less than 7 s", false)],
  });
  expect(failureOf(one)).toBe(failureOf(other));
  const energy = { balance: "broken" } as Result["energy"] & object;
  expect(failureOf(result({ energy }))).toBe("registers and house differ");
  expect(failureOf(result({}))).toBe("");
});

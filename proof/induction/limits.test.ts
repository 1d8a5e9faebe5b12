/** Caps of the shipped core with its default settings, and a check that rejects a wrong cap. */
import { expect, test } from "vitest";
import { capsOf, proveCaps, settingsNow } from "./limits";
import { openCore } from "../symbolic/symbolic-meter";

const meter = openCore();
const settings = settingsNow(meter);
const caps = capsOf(meter, settings);
const options = { solver: "npm", timeout_ms: 50_000 } as const;
const WATCHED = "control.evidence.generator.";
const watched = (path: string): boolean =>
  /^settled_ticks|^proven_ticks$/.test(path.slice(WATCHED.length)) && path.startsWith(WATCHED);

test("a counter is capped just above the largest number to which it is compared", () => {
  const found = new Map(caps.map(({ path, cap }) => [path, cap]));
  const dead_time_ticks = ((settings.get("dead_time_ms") ?? 0) / 1000) * 240;
  expect(found.get("control.evidence.utility.proven_ticks")).toBe(dead_time_ticks + 1);
  // Twice the time after a source in the house has fed it.
  expect(found.get("control.generator.good_ticks")).toBe(
    2 * (settings.get("generator_stable_s") ?? 0) * 240 + 1,
  );
  expect(found.has("outputs.coils")).toBe(false);
});

test("the caps are sound", async () => {
  const proof = await proveCaps(meter, settings, caps, options, watched);
  expect(proof.open).toEqual([]);
  expect(proof.by_solver).toContain(`${WATCHED}proven_ticks`);
});

test("a cap that is too low is refuted", async () => {
  const low = caps.map((one) =>
    one.path === `${WATCHED}settled_ticks` ? { ...one, cap: 3 } : one,
  );
  const proof = await proveCaps(
    meter,
    settings,
    low,
    options,
    (path) => path === `${WATCHED}proven_ticks`,
  );
  expect(proof.open).toContainEqual({ path: `${WATCHED}proven_ticks`, status: "sat" });
});

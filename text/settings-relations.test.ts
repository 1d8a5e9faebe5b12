/** The settings against each other: what `above` in settings.yaml asks for. */
import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { SETTINGS, SETTING_RELATIONS } from "./texts";
import { Settings, settingsConflict, settingsError } from "@bptm/core/lists/settings";

const SEED = 4545;

describe(`settings against each other (seed ${SEED})`, () => {
  test("the defaults fit", () => {
    expect([settingsError(new Settings()), settingsConflict(new Settings())]).toEqual([0, 0]);
  });

  test("a pair is refused exactly when it is too near, by the number of the upper one", () => {
    const pair = integer({ min: 0, max: SETTING_RELATIONS.length - 1 });
    const rule = property(pair, integer(), (at, seed) => {
      const relation = SETTING_RELATIONS[at];
      if (relation === undefined) return;
      const { above, below, margin } = relation;
      const s = new Settings();
      const text = SETTINGS.find(({ name }) => name === above);
      if (text === undefined) throw new RangeError(above);
      s[above] = text.min + (Math.abs(seed) % (text.max - text.min + 1));
      const numbers = SETTING_RELATIONS.filter(
        (one) =>
          (one.above === above || one.below === above) && s[one.above] - s[one.below] < one.margin,
      ).map((one) => SETTINGS.findIndex(({ name }) => name === one.above) + 1);
      const near = s[above] - s[below] < margin;
      expect(numbers.length > 0 || !near).toBe(true);
      expect(settingsConflict(s)).toBe(numbers.length === 0 ? 0 : Math.min(...numbers));
    });
    assert(rule, { seed: SEED, numRuns: 5000 });
  });

  test("the pair of the field, return from 87.5 % and drop below 90 %, is refused", () => {
    const s = Object.assign(new Settings(), {
      utility_return_min_permille: 875,
      utility_drop_permille: 900,
    });
    expect(settingsError(s)).toBe(0);
    expect(SETTINGS[settingsConflict(s) - 1]?.name).toBe("utility_return_min_permille");
  });
});

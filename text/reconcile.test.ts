import { assert, constantFrom, property, tuple, integer, array } from "fast-check";
import { expect, test } from "vitest";
import {
  Settings,
  settingsConflict,
  settingsError,
  settingsFault,
} from "@bptm/core/lists/settings";
import { SETTINGS, SETTING_RELATIONS } from "./texts";
import { Event } from "@bptm/core/lists/events";
import { Meter, powerUp } from "@bptm/core/meter";
import { Raised } from "@bptm/core/storage/raise";
import { StoreState } from "@bptm/core/storage/store";
import { reconcile } from "@bptm/core/storage/reconcile";

const SEED = 4546;

/** Settings inside their limits, in any number, and so in any conflict. */
const anySettings = array(tuple(constantFrom(...SETTINGS), integer({ min: 0, max: 1 << 20 })), {
  maxLength: 60,
}).map((changes) => {
  const s = new Settings();
  for (const [{ name, min, max }, pick] of changes) s[name] = min + (pick % (max - min + 1));
  return s;
});

test(`any stored set fits after start, and only settings in a pair change (seed ${SEED})`, () => {
  const related = new Set(SETTING_RELATIONS.flatMap(({ above, below }) => [above, below]));
  const safe = new Settings();
  const rule = property(anySettings, (stored) => {
    const s = Object.assign(new Settings(), stored);
    const raised = new Raised();
    reconcile(s, safe, raised);
    expect(settingsFault(s)).toBe(0);
    expect(raised.count).toBe(settingsConflict(stored) === 0 ? 0 : 1);
    for (const { name } of SETTINGS) {
      if (s[name] === stored[name]) continue;
      expect(related.has(name)).toBe(true);
      expect(s[name]).toBe(safe[name]);
    }
    if (raised.count === 0) expect(s).toEqual(stored);
  });
  assert(rule, { seed: SEED, numRuns: 3000 });
});

test("a stored pair in conflict loses nothing but itself, and both are named", () => {
  const m = new Meter();
  Object.assign(m.settings, {
    utility_return_min_permille: 875,
    utility_drop_permille: 900,
    restore_s: 90,
  });
  m.stored.lock_open = 1;
  expect(settingsError(m.settings)).toBe(0);
  powerUp(m, StoreState.Good);
  expect(m.settings).toEqual(Object.assign(new Settings(), { restore_s: 90 }));
  expect([m.stored.lock_open, m.stored.latches]).toEqual([1, 0]);
  const { code2, a2, b2 } = m.control.raised;
  expect(code2).toBe(Event.SettingConflict);
  const names = [a2, b2].map((number) => SETTINGS[number - 1]?.name);
  expect(names).toEqual(["utility_return_min_permille", "utility_drop_permille"]);
});

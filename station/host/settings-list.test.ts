import { Settings } from "@bptm/core/lists/settings";
import { expect, test } from "vitest";
import { settingLines, settingNamed, settingRefusal } from "./settings-list";

test("every setting has its value, limits and reason", () => {
  const settings = new Settings();
  settings.restore_s = 75;
  const lines = settingLines(settings);
  expect(lines.find(({ name }) => name === "restore_s")?.value).toBe(75);
  for (const { value, min, max, why } of lines) {
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
    expect(why).not.toBe("");
  }
});

test("an unknown name is refused with names like it", () => {
  expect(() => settingNamed("restore")).toThrow(/restore_s/);
});

test("a refusal names the invalid setting, even when another one was changed", () => {
  const asked = settingNamed("restore_s");
  expect(settingRefusal(asked, 900, 23).message).toBe(
    "The meter refused restore_s 900: it takes 15 to 300 s.",
  );
  expect(settingRefusal(asked, 90, 1).message).toBe(
    "The meter refused restore_s 90, because utility_drop_permille is outside " +
      "750 to 900 per mille.",
  );
});

test("a setting too near to another one is refused with the names of both", () => {
  const message =
    "utility_return_min_permille must be at least 20 above utility_drop_permille (per mille).";
  expect(settingRefusal(settingNamed("utility_return_min_permille"), 900, 9).message).toBe(
    `The meter refused utility_return_min_permille 900: ${message}`,
  );
  expect(settingRefusal(settingNamed("utility_drop_permille"), 900, 9).message).toBe(
    `The meter refused utility_drop_permille 900: ${message}`,
  );
});

import { Settings, settingsFault } from "@bptm/core/lists/settings";
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
  const settings = new Settings();
  expect(settingRefusal(asked, 900, 23, settings).message).toBe(
    "The meter refused restore_s 900: it takes 15 to 300 s.",
  );
  expect(settingRefusal(asked, 90, 1, settings).message).toBe(
    "The meter refused restore_s 90, because utility_drop_permille is outside " +
      "750 to 900 per mille.",
  );
});

test("a setting too near to another one is refused with both, both values and the range", () => {
  const settings = new Settings();
  settings.utility_drop_permille = 890;
  const low = settingRefusal(settingNamed("utility_return_min_permille"), 900, 9, settings);
  expect(low.message).toBe(
    "The meter refused utility_return_min_permille 900: utility_return_min_permille must be at " +
      "least 20 above utility_drop_permille, and utility_drop_permille is 890 (per mille); " +
      "it takes 910 to 950 per mille now.",
  );
  const high = settingRefusal(settingNamed("utility_drop_permille"), 900, 9, new Settings());
  expect(high.message).toBe(
    "The meter refused utility_drop_permille 900: utility_return_min_permille must be at " +
      "least 20 above utility_drop_permille, and utility_return_min_permille is 917 (per mille); " +
      "it takes 750 to 880 per mille now.",
  );
});

test("the core takes exactly the values from the lowest to the highest", () => {
  const settings = new Settings();
  settings.utility_drop_permille = 870;
  settings.jaw_warn_degree = 100;
  for (const { name, lowest, highest, min, max } of settingLines(settings)) {
    const fault = (value: number): number => settingsFault({ ...settings, [name]: value });
    expect([name, fault(lowest), fault(highest)]).toEqual([name, 0, 0]);
    expect(fault(lowest - 1)).not.toBe(0);
    expect(fault(highest + 1)).not.toBe(0);
    expect(lowest).toBeGreaterThanOrEqual(min);
    expect(highest).toBeLessThanOrEqual(max);
  }
});

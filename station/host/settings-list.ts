/** Settings: read from the core, and changed only by a request that the core grants. */
import type { Settings } from "@bptm/core/lists/settings";
import { near } from "@bptm/text/near";
import { SETTINGS, SETTING_RELATIONS } from "@bptm/text/texts";
import type { SettingText } from "@bptm/text/texts";
import type { SettingLine } from "../wire/api";
import { Refusal } from "../wire/refusal";

/** All settings with their values in the core. */
export function settingLines(settings: Settings): SettingLine[] {
  return SETTINGS.map((text) => ({ ...text, value: settings[text.name] }));
}

/** The setting of that name; otherwise a refusal with similar names. */
export function settingNamed(name: string): SettingText {
  const found = SETTINGS.find((text) => text.name === name);
  if (found !== undefined) return found;
  const names = SETTINGS.map((text) => text.name);
  throw new Refusal("E-SETTING-01", 404, `There is no setting "${name}": ${near(name, names)}.`);
}

/** Why the core refused a value: `bad` is the number, from 1, of the first invalid setting. */
export function settingRefusal(requested: SettingText, value: number, bad: number): Refusal {
  const wrong = SETTINGS[bad - 1] ?? requested;
  const limits = `${wrong.min} to ${wrong.max} ${wrong.unit}`;
  const inside = wrong.name !== requested.name || (value >= wrong.min && value <= wrong.max);
  const related = SETTING_RELATIONS.filter(
    ({ above, below }) => above === wrong.name && [above, below].includes(requested.name),
  );
  if (inside && related.length > 0) {
    const apart = related.map(({ below, margin }) => `${margin} above ${below}`).join(" and ");
    const message =
      `The meter refused ${requested.name} ${value}: ` +
      `${wrong.name} must be at least ${apart} (${wrong.unit}).`;
    return new Refusal("E-SETTING-03", 422, message);
  }
  const message =
    wrong.name === requested.name
      ? `The meter refused ${requested.name} ${value}: it takes ${limits}.`
      : `The meter refused ${requested.name} ${value}, because ${wrong.name} is outside ${limits}.`;
  return new Refusal("E-SETTING-03", 422, message);
}

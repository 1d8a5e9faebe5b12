/** Settings: read from the core, and changed by nothing but a request that the core grants. */
import type { Settings } from "@bptm/core/lists/settings";
import { near } from "@bptm/text/near";
import { SETTINGS } from "@bptm/text/texts";
import type { SettingText } from "@bptm/text/texts";
import type { SettingLine } from "../wire/api";
import { Refusal } from "../wire/refusal";

/** Every setting with its value in the core. */
export function settingLines(settings: Settings): SettingLine[] {
  return SETTINGS.map((text) => ({ ...text, value: settings[text.name] }));
}

/** The setting of that name, or a refusal that lists names like it. */
export function settingNamed(name: string): SettingText {
  const found = SETTINGS.find((text) => text.name === name);
  if (found !== undefined) return found;
  const names = SETTINGS.map((text) => text.name);
  throw new Refusal("E-SETTING-01", 404, `There is no setting "${name}": ${near(name, names)}.`);
}

/** Why the core did not take a value: `bad` is the number, from 1, of the first wrong setting. */
export function settingRefusal(asked: SettingText, value: number, bad: number): Refusal {
  const wrong = SETTINGS[bad - 1] ?? asked;
  const limits = `${wrong.min} to ${wrong.max} ${wrong.unit}`;
  const message =
    wrong.name === asked.name
      ? `The meter refused ${asked.name} ${value}: it takes ${limits}.`
      : `The meter refused ${asked.name} ${value}, because ${wrong.name} is outside ${limits}.`;
  return new Refusal("E-SETTING-03", 422, message);
}

/** Settings: read from the core, and changed only by a request that the core grants. */
import type { Settings } from "@bptm/core/lists/settings";
import { near } from "@bptm/text/near";
import { SETTINGS, SETTING_RELATIONS } from "@bptm/text/texts";
import type { SettingText } from "@bptm/text/texts";
import type { SettingLine } from "../wire/api";
import { Refusal } from "@bptm/link/refusal";

type Permitted = Pick<SettingLine, "lowest" | "highest">;

/** All settings with their values in the core, and the values that the other settings permit. */
export function settingLines(settings: Settings): SettingLine[] {
  return SETTINGS.map((text) => ({
    ...text,
    value: settings[text.name],
    ...permitted(text, settings),
  }));
}

/** The limits of one setting, narrowed by the distances to the others as they are now. */
function permitted({ name, min, max }: SettingText, settings: Settings): Permitted {
  const range = { lowest: min, highest: max };
  for (const { above, below, margin } of SETTING_RELATIONS) {
    if (above === name) range.lowest = Math.max(range.lowest, settings[below] + margin);
    if (below === name) range.highest = Math.min(range.highest, settings[above] - margin);
  }
  return range;
}

/** The setting of that name; otherwise a refusal with similar names. */
export function settingNamed(name: string): SettingText {
  const found = SETTINGS.find((text) => text.name === name);
  if (found !== undefined) return found;
  const names = SETTINGS.map((text) => text.name);
  throw new Refusal("E-SETTING-01", 404, `There is no setting "${name}": ${near(name, names)}.`);
}

/**
 * Why the core refused a value: `bad` is the number, from 1, of the first invalid setting, and
 * `settings` are those in force.
 */
export function settingRefusal(
  requested: SettingText,
  value: number,
  bad: number,
  settings: Settings,
): Refusal {
  const refused = `The meter refused ${requested.name} ${value}`;
  const wrong = SETTINGS[bad - 1] ?? requested;
  const near = broken(requested, value, settings);
  const why =
    wrong.name !== requested.name && near === undefined
      ? `, because ${wrong.name} is outside ${wrong.min} to ${wrong.max} ${wrong.unit}`
      : value < requested.min || value > requested.max || near === undefined
        ? `: it takes ${requested.min} to ${requested.max} ${requested.unit}`
        : `: ${near}`;
  return new Refusal("E-SETTING-03", 422, `${refused}${why}.`);
}

/** The first distance that the value would break: both settings, both values, and the way out. */
function broken(requested: SettingText, value: number, settings: Settings): string | undefined {
  const { name, unit } = requested;
  const proposed = { ...settings, [name]: value };
  const relation = SETTING_RELATIONS.find(
    ({ above, below, margin }) =>
      [above, below].includes(name) && proposed[above] - proposed[below] < margin,
  );
  if (relation === undefined) return undefined;
  const { above, below, margin } = relation;
  const other = above === name ? below : above;
  const { lowest, highest } = permitted(requested, settings);
  const way_out =
    lowest > highest ? `change ${other} first` : `it takes ${lowest} to ${highest} ${unit} now`;
  const distance = margin === 0 ? `not be below ${below}` : `be at least ${margin} above ${below}`;
  return `${above} must ${distance}, and ${other} is ${settings[other]} (${unit}); ${way_out}`;
}

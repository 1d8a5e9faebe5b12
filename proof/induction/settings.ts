/** The default settings of a core, as terms for a proof about them. */
import type { SymbolicMeter } from "../symbolic/symbolic-meter";
import { constant } from "../symbolic/term";
import type { Term } from "../symbolic/term";

/** Values of all settings, by name. */
type SettingValues = ReadonlyMap<string, number>;

/** The default settings, from the memory of the new module. */
export function settingsNow(meter: SymbolicMeter): SettingValues {
  const words = new Int32Array(meter.exports.memory.buffer);
  const found = [...meter.addresses].filter(([path]) => path.startsWith("control.settings."));
  return new Map(
    found.map(([path, address]) => [path.split(".")[2] ?? "", words[address >> 2] ?? 0]),
  );
}

/** The value of a field that holds a setting; an order can then only repeat it. */
export function fixed(path: string, settings: SettingValues): Term | undefined {
  const name = /^(?:control\.settings|proposed)\.(\w+)$/.exec(path)?.[1];
  const value = name === undefined ? undefined : settings.get(name);
  return value === undefined ? undefined : constant(value);
}

/** One hosted meter, as the API sees it: what it says, and what it may be asked. */
import type { EventLogs } from "@bptm/c12/records/event-log";
import type { LoadProfile } from "@bptm/c12/records/load-profile";
import type {
  BenchOrder,
  ConditionLine,
  EventLine,
  Frame,
  GeneratorLine,
  SettingLine,
  TransferRecord,
} from "../wire/api";

/** Requests that cannot be granted throw a `Refusal`. */
export interface Service {
  /** Quarter hours of energy and voltage, and what happened to the meter and what was done. */
  readonly intervals: LoadProfile;
  readonly logs: EventLogs;
  /** One consistent state, as it is now. */
  frame(): Frame;
  /** All kept events, newest first. */
  events(): readonly EventLine[];
  /** Of the last transfer; null before the first. */
  transfer(): TransferRecord | null;
  conditions(): readonly ConditionLine[];
  generators(): readonly GeneratorLine[];
  settings(): readonly SettingLine[];
  /** Asks the core for a new value of a setting; gives all of them as they then are. */
  changeSetting(name: string, value: number): readonly SettingLine[];
  /** On a twin only. */
  order?(order: BenchOrder): void;
  /** On a twin only: the page of a condition that was run aside. */
  report?(id: string): string;
}

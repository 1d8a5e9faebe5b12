/** One hosted meter, as the API sees it: its state, and the requests it takes. */
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

/** A request that cannot be granted throws a `Refusal`. */
export interface MeterService {
  /** Quarter hours of energy and voltage, and the meter's logs. */
  readonly intervals: LoadProfile;
  readonly logs: EventLogs;
  /** One consistent state, as of now. */
  frame(): Frame;
  /** All events in the journal, newest first. */
  events(): readonly EventLine[];
  /** The last transfer; null before the first. */
  transfer(): TransferRecord | null;
  conditions(): readonly ConditionLine[];
  generators(): readonly GeneratorLine[];
  settings(): readonly SettingLine[];
  /** Requests a new value of a setting from the core; returns all settings afterwards. */
  changeSetting(name: string, value: number): Promise<readonly SettingLine[]>;
  /** On a twin only. */
  order?(order: BenchOrder): Promise<void>;
  /** On a twin only: the report of a condition that ran in the background. */
  report?(id: string): string;
}

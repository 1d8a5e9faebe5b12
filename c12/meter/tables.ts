/** The meter's tables as a session reads and writes them. */
import type { TableResult, TableRefusal } from "../link/device";
import type { TablePart } from "../link/services";
import { levelToRead } from "../tables/access";
import type { Clearance } from "../tables/access";
import { EVENTS_SUPPORTED, LOG_LIMITS } from "../records/event-log";
import { OWN_FORMATS } from "../language/formats";
import { TableValues, encode, rangeOf, sizeOf } from "../language/layout";
import { PROFILE_CHANNELS, PROFILE_LIMITS } from "../records/load-profile";
import type { MeterData } from "../records/meter-data";
import * as own from "./meter-values";
import { SessionProcedures } from "./procedures";
import type { ProcedureParts, Started } from "./procedures";
import { RecentProcedures } from "./recent-procedures";
import type { Table } from "../language/schema";
import * as std from "./standard-values";
import * as shown from "./display-values";
import * as display from "../tables/table-display";
import * as general from "../tables/table-general";
import * as logs from "../tables/table-logs";
import * as meter from "../tables/table-meter";
import * as profile from "../tables/table-profile";
import * as registers from "../tables/table-registers";
import * as security from "../tables/table-security";
import * as sources from "../tables/table-sources";
import * as time from "../tables/table-time";

/** What the tables are built from. */
export interface TableParts extends Omit<ProcedureParts, "clock" | "recent"> {
  /** The meter at present. */
  data(): MeterData;
}

/** The 16-bit count of a response limits its octets. */
const MOST_OCTETS = 0xffff;

/** In table 0 as well: what describes the tables, what a session holds, and the secret in use. */
const OTHER_TABLES: readonly number[] = [
  general.GEN_CONFIG,
  general.PROC_INITIATE,
  general.PROC_RESPONSE,
  security.DIM_SECURITY,
  security.ACT_SECURITY,
  security.ACCESS_CONTROL,
]
  .map(({ id }) => id)
  .concat(security.PASSWORDS_ID);

interface TableEntry {
  readonly table: Table<object>;
  /** A value that never changes; the layout of other tables depends only on such tables. */
  readonly fixed?: object;
  /** Undefined while there is no value yet. */
  value(data: MeterData): object | undefined;
}

function held<T extends object>(
  table: Table<T>,
  value: (data: MeterData) => T | undefined,
): readonly [number, TableEntry] {
  return [table.id, { table: table as Table<object>, value }];
}

function fixed<T extends object>(table: Table<T>, value: T): readonly [number, TableEntry] {
  return [table.id, { table: table as Table<object>, fixed: value, value: () => value }];
}

export class MeterTables {
  private readonly tables: ReadonlyMap<number, TableEntry>;
  private readonly scope: TableValues = new TableValues(OWN_FORMATS);
  private readonly recent = new RecentProcedures<Started>();
  /** All table numbers of table 0: these, tables 7 and 8, and the secret table in use. */
  readonly used: readonly number[];

  constructor(private readonly parts: TableParts) {
    const entries = [
      ...generalEntries(),
      ...measuringTables(),
      ...displayTables(),
      ...clockTables(),
      ...recordTables(parts),
      ...meterTables(parts),
    ];
    const numbers = [...entries.map(([id]) => id), ...OTHER_TABLES];
    this.used = numbers.toSorted((a, b) => a - b);
    this.tables = new Map([...entries, ...aboutTables(this.used)]);
    for (const { table, fixed } of this.tables.values()) {
      if (fixed !== undefined) this.scope.set(table, () => fixed);
    }
  }

  /** Opens a session of a user; the link knows the level. */
  open(user: number): TableSession {
    const procedures = new SessionProcedures(
      { ...this.parts, recent: this.recent, clock: () => this.parts.data().clock_s },
      user,
    );
    return new TableSession(this, procedures);
  }

  /**
   * Reads a table or a part of it, without a check of the level. Tables 7 and 8 belong to a
   * session.
   */
  read(id: number, part?: TablePart, extra?: TableEntry): TableResult {
    if (security.SECRET_TABLES.includes(id)) return { refused: "isc" };
    const found = extra ?? this.tables.get(id);
    if (found === undefined) return { refused: "onp" };
    const value = found.value(this.parts.data());
    if (value === undefined) return { refused: "dnr" };
    const { scope } = this;
    const size = sizeOf(found.table, value, scope);
    const place = wanted(found.table, value, scope, size, part);
    if (place === undefined) return { refused: "iar" };
    if (place.length > MOST_OCTETS) return { refused: "onp" };
    return { octets: encode(found.table, value, scope, place.offset, place.length) };
  }
}

function wanted(
  table: Table<object>,
  value: object,
  scope: TableValues,
  size: number,
  part: TablePart | undefined,
): { readonly offset: number; readonly length: number } | undefined {
  if (part === undefined) return { offset: 0, length: size };
  if ("indices" in part) return rangeOf(table, value, scope, part.indices, part.count);
  if (part.count < 1 || part.offset + part.count > size) return undefined;
  return { offset: part.offset, length: part.count };
}

/** The tables as one session sees them, with its own procedure. */
export class TableSession {
  constructor(
    private readonly tables: MeterTables,
    private readonly procedures: SessionProcedures,
  ) {}

  read(id: number, level: Clearance, part?: TablePart): TableResult {
    if (!this.tables.used.includes(id)) return { refused: "onp" };
    if (level < levelToRead(id)) return { refused: "isc" };
    if (id === general.PROC_INITIATE.id) return { refused: "onp" };
    if (id !== general.PROC_RESPONSE.id) return this.tables.read(id, part);
    const [, response] = held(general.PROC_RESPONSE, () => this.procedures.response());
    return this.tables.read(id, part, response);
  }

  /** The procedure that the last write started is still being carried out. */
  get settling(): boolean {
    return this.procedures.settling;
  }

  /** Writes a whole table; only table 7 is writable. Returns undefined when done. */
  write(id: number, level: Clearance, octets: Uint8Array): TableRefusal | undefined {
    if (!this.tables.used.includes(id)) return "onp";
    if (security.SECRET_TABLES.includes(id)) return "isc";
    if (id !== general.PROC_INITIATE.id) return "iar";
    return this.procedures.initiate(octets, level) ? undefined : "err";
  }
}

function generalEntries(): (readonly [number, TableEntry])[] {
  return [
    held(general.GENERAL_MFG_ID, std.manufacturerIdentity),
    fixed(general.NAMEPLATE, std.NAMEPLATE_VALUES),
    held(general.ED_MODE_STATUS, std.modeStatus),
    held(general.DEVICE_IDENT, ({ identity }) => ({ identification: identity.device_id })),
    held(general.UTIL_INFO, std.utilityInformation),
  ];
}

function measuringTables(): (readonly [number, TableEntry])[] {
  return [
    fixed(sources.DIM_SOURCES, std.SOURCE_LIMITS),
    fixed(sources.ACT_SOURCES, std.SOURCE_LIMITS),
    fixed(sources.UOM_ENTRY, std.UNITS),
    fixed(sources.DEMAND_CONTROL, std.DEMAND_INTERVALS),
    fixed(sources.CONSTANTS, std.CONSTANT_VALUES),
    fixed(sources.SOURCES, std.SOURCE_DEFINITIONS),
    fixed(registers.DIM_REGS, std.REGISTER_LIMITS),
    fixed(registers.ACT_REGS, std.REGISTER_LIMITS),
    fixed(registers.DATA_SELECTION, std.DATA_SELECTIONS),
    held(registers.CURRENT_REGISTERS, std.currentRegisters),
    held(registers.PREVIOUS_RESET, std.resetRegisters),
    fixed(registers.PRESENT_SELECTION, std.PRESENT_SELECTIONS),
    held(registers.PRESENT_REGISTERS, std.presentData),
  ];
}

function displayTables(): (readonly [number, TableEntry])[] {
  return [
    fixed(display.DIM_DISPLAY, shown.DISPLAY_LIMITS),
    fixed(display.ACT_DISPLAY, shown.DISPLAY_LIMITS),
    fixed(display.DISPLAY_SOURCES, shown.DISPLAY_SOURCE_VALUES),
    fixed(display.PRIMARY_DISPLAY, shown.PRIMARY_DISPLAY_VALUES),
  ];
}

function clockTables(): (readonly [number, TableEntry])[] {
  return [
    fixed(time.DIM_TIME, std.TIME_LIMITS),
    fixed(time.ACT_TIME, std.TIME_LIMITS),
    held(time.CLOCK, std.clock),
    held(time.CLOCK_STATE, std.clockState),
  ];
}

function recordTables(parts: TableParts): (readonly [number, TableEntry])[] {
  return [
    fixed(profile.DIM_PROFILE, PROFILE_LIMITS),
    fixed(profile.ACT_PROFILE, PROFILE_LIMITS),
    fixed(profile.PROFILE_CONTROL, PROFILE_CHANNELS),
    held(profile.PROFILE_STATUS, () => ({ lp_status_set1: parts.profile.status() })),
    held(profile.PROFILE_DATA, () => parts.profile.data()),
    fixed(logs.DIM_LOG, LOG_LIMITS),
    fixed(logs.ACT_LOG, LOG_LIMITS),
    fixed(logs.EVENTS_ID, EVENTS_SUPPORTED),
    fixed(logs.HISTORY_CONTROL, std.HISTORY_MONITORED),
    held(logs.HISTORY_DATA, () => parts.logs.history.data()),
    fixed(logs.EVENT_CONTROL, std.EVENT_MONITORED),
    held(logs.EVENT_DATA, () => parts.logs.events.data()),
  ];
}

function meterTables(parts: TableParts): (readonly [number, TableEntry])[] {
  return [
    fixed(meter.METER_LIMITS, own.METER_LIMIT_VALUES),
    held(meter.METER_STATE, own.meterState),
    held(meter.METER_MEASURED, own.meterMeasured),
    held(meter.METER_QUALIFICATION, own.meterQualification),
    held(meter.METER_COUNTERS, own.meterCounters),
    held(meter.METER_TRANSFERS, own.meterTransfers),
    held(meter.METER_OUTAGES, own.meterOutages),
    held(meter.METER_SETTINGS, own.meterSettings),
    fixed(meter.METER_REASONS, own.METER_REASON_VALUES),
    fixed(meter.METER_SOURCE_NAMES, own.METER_SOURCE_NAME_VALUES),
    held(meter.METER_REQUESTS, () => own.meterRequests(parts.book)),
  ];
}

/** The tables that describe other tables. */
function aboutTables(used: readonly number[]): (readonly [number, TableEntry])[] {
  return [
    fixed(general.GEN_CONFIG, std.generalConfiguration(used)),
    fixed(security.DIM_SECURITY, std.securityLimits(used)),
    fixed(security.ACT_SECURITY, std.securityLimits(used)),
    fixed(security.ACCESS_CONTROL, std.accessValues(used)),
  ];
}

/**
 * The two logs of C12.19: events (what happened) and history (who did what). Entries are numbered
 * without gaps for the life of the meter; a full log overwrites its oldest entry.
 */
import { EVENTS } from "@bptm/text/texts";
import type { Known } from "../language/numbers";
import type { EventIdentification, LogData, LogEntry, LogLimits } from "../tables/table-logs";

/** The standard event codes in use. */
export const StandardEvent = {
  PrimaryPowerDown: 1,
  PrimaryPowerUp: 2,
  ClockOld: 3,
  ClockNew: 4,
  ProcedureInvoked: 9,
  ListsReset: 14,
  ListsUpdated: 15,
  DemandReset: 20,
  ControlPointByCommand: 49,
  ControlPointByCondition: 51,
} as const;

const EVENT_ENTRIES: number = 256;
/** So that table 74 fits into two packets of 512 octets, the maximum of some readers. */
const HISTORY_ENTRIES: number = 62;
/** Octets of an event's argument. */
const EVENT_ARGUMENT = 8;
const HISTORY_ARGUMENT = 4;

/** A code of C12.19 or, with `mfg`, of the core's event table. */
interface LogCode {
  readonly number: number;
  readonly mfg: boolean;
}

export interface StoredEntry {
  readonly sequence: number;
  /** Universal time; undefined while the clock was not set. */
  readonly at_s: Known;
  readonly user: number;
  readonly code: LogCode;
  /** Two numbers for an event; one for a history entry. */
  readonly arguments: readonly number[];
}

/** The stored form of a log. */
interface StoredLog {
  readonly entries: readonly StoredEntry[];
  readonly sequence: number;
  readonly unread: number;
}

/** A ring buffer of numbered entries. */
class EntryLog {
  private readonly ring: StoredEntry[];
  private sequence: number;
  private unread_entries: number;

  constructor(
    readonly capacity: number,
    private readonly argument_octets: number,
    kept?: StoredLog,
  ) {
    this.ring = [...(kept?.entries ?? [])];
    this.sequence = kept?.sequence ?? 0;
    this.unread_entries = kept?.unread ?? 0;
  }

  kept(): StoredLog {
    return { entries: this.ring, sequence: this.sequence, unread: this.unread_entries };
  }

  /** Oldest first. */
  get entries(): readonly StoredEntry[] {
    return this.ring;
  }

  note(at_s: Known, user: number, code: LogCode, ...numbers: readonly number[]): void {
    this.sequence = (this.sequence + 1) % 2 ** 32;
    this.ring.push({ sequence: this.sequence, at_s, user, code, arguments: numbers });
    if (this.ring.length > this.capacity) this.ring.shift();
    // A count one above the capacity shows that an unread entry was overwritten.
    this.unread_entries = Math.min(this.capacity + 1, this.unread_entries + 1);
  }

  /** Marks this many of the oldest unread entries as read. */
  markRead(entries: number): void {
    this.unread_entries = Math.max(0, Math.min(this.capacity, this.unread_entries) - entries);
  }

  /** Deletes all entries; the numbers go on, so that the deletion shows. */
  clear(): void {
    this.ring.length = 0;
    this.unread_entries = 0;
  }

  /** Tables 74 and 76. An entry keeps its index while it is in the ring. */
  data(): LogData {
    const last = this.ring.at(-1);
    const places = new Map(this.ring.map((entry) => [this.elementOf(entry), entry]));
    return {
      flags: {
        order: false,
        overflow_flag: this.unread_entries > this.capacity,
        list_type: true,
        inhibit_overflow_flag: false,
      },
      nbr_valid_entries: this.ring.length,
      last_entry_element: last === undefined ? 0 : this.elementOf(last),
      last_entry_seq_nbr: last?.sequence ?? 0,
      nbr_unread_entries: Math.min(this.capacity, this.unread_entries),
      entries: Array.from({ length: this.capacity }, (_, n) => this.show(places.get(n))),
    };
  }

  private elementOf({ sequence }: StoredEntry): number {
    return (sequence - 1) % this.capacity;
  }

  private show(entry: StoredEntry | undefined): LogEntry {
    const argument = new Uint8Array(this.argument_octets);
    const view = new DataView(argument.buffer);
    entry?.arguments.forEach((number, n) => view.setInt32(4 * n, number, true));
    return {
      time: entry?.at_s,
      event_number: undefined,
      seq_nbr: (entry?.sequence ?? 0) & 0xffff,
      user_id: entry?.user ?? 0,
      code: {
        tbl_proc_nbr: entry?.code.number ?? 0,
        std_vs_mfg_flag: entry?.code.mfg ?? false,
        selector: 0,
      },
      argument,
    };
  }
}

/** Codes of the core's events that the logs treat specially. */
const POWER_UP = 1;
const POWER_FAILING = 2;
const UTILITY_OPENED = 42;
const UTILITY_CLOSED = 43;
const GENERATOR_OPENED = 44;
const GENERATOR_CLOSED = 45;

/** Control point and new state (1 closed) of each proven movement. */
const MOVEMENTS = new Map([
  [UTILITY_OPENED, [0, 0]],
  [UTILITY_CLOSED, [0, 1]],
  [GENERATOR_OPENED, [1, 0]],
  [GENERATOR_CLOSED, [1, 1]],
]);

const standard = (number: number): LogCode => ({ number, mfg: false });

/** The standard codes of the core's events that have one. */
const STANDARD = new Map(
  EVENTS.flatMap(({ code, c1219 }) => (c1219 === 0 ? [] : [[code, c1219] as const])),
);

/** The stored form of both logs. */
export interface StoredLogs {
  readonly events: StoredLog;
  readonly history: StoredLog;
  readonly utility_power: boolean;
}

/**
 * Both logs. A head-end counts outages from the standard events 1 and 2. They are written only when
 * the utility line loses or regains its power: neither a transfer nor a generator that stops is an
 * outage of the utility.
 */
export class EventLogs {
  readonly events: EntryLog;
  readonly history: EntryLog;
  private utility_power: boolean;

  constructor(kept?: StoredLogs) {
    this.events = new EntryLog(EVENT_ENTRIES, EVENT_ARGUMENT, kept?.events);
    this.history = new EntryLog(HISTORY_ENTRIES, HISTORY_ARGUMENT, kept?.history);
    this.utility_power = kept?.utility_power ?? true;
  }

  kept(): StoredLogs {
    const { events, history, utility_power } = this;
    return { events: events.kept(), history: history.kept(), utility_power };
  }

  /** Reports whether the utility line has power now. */
  utilityPower(at_s: Known, has_power: boolean): void {
    if (has_power === this.utility_power) return;
    this.utility_power = has_power;
    const code = has_power ? StandardEvent.PrimaryPowerUp : StandardEvent.PrimaryPowerDown;
    this.events.note(at_s, 0, standard(code), 0, 0);
  }

  /** Records an event of the core with its two numbers; `ordered`: an order keeps a switch open. */
  event(at_s: Known, code: number, a: number, b: number, ordered: boolean): void {
    const number = code === POWER_UP || code === POWER_FAILING ? undefined : STANDARD.get(code);
    const own = number === undefined ? { number: code, mfg: true } : standard(number);
    this.events.note(at_s, 0, own, a, b);
    const movement = MOVEMENTS.get(code);
    if (movement === undefined) return;
    const by = ordered ? "ControlPointByCommand" : "ControlPointByCondition";
    this.events.note(at_s, 0, standard(StandardEvent[by]), ...movement);
  }

  /** Records an action of a user. */
  did(at_s: Known, user: number, code: number, argument = 0): void {
    this.history.note(at_s, user, standard(code), argument);
  }
}

const EVENT_CODES = [
  StandardEvent.PrimaryPowerDown,
  StandardEvent.PrimaryPowerUp,
  StandardEvent.ControlPointByCommand,
  StandardEvent.ControlPointByCondition,
  ...[...STANDARD].flatMap(([code, number]) =>
    code === POWER_UP || code === POWER_FAILING ? [] : [number],
  ),
];

const HISTORY_CODES = [
  StandardEvent.ClockOld,
  StandardEvent.ClockNew,
  StandardEvent.ProcedureInvoked,
  StandardEvent.ListsReset,
  StandardEvent.ListsUpdated,
  StandardEvent.DemandReset,
];

const rising = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].toSorted((a, b) => a - b);

/** What each log can hold: standard codes, and codes of the core. */
export const EVENT_SETS: {
  readonly events: readonly number[];
  readonly history: readonly number[];
  readonly own: readonly number[];
} = {
  events: rising(EVENT_CODES),
  history: rising(HISTORY_CODES),
  own: rising(
    EVENTS.flatMap(({ code, c1219 }) =>
      c1219 === 0 || code === POWER_UP || code === POWER_FAILING ? [code] : [],
    ),
  ),
};

/** Table 72. */
export const EVENTS_SUPPORTED: EventIdentification = {
  std_events_supported: rising([...EVENT_SETS.events, ...EVENT_SETS.history]),
  mfg_events_supported: EVENT_SETS.own,
};

const octetsFor = (members: readonly number[]): number => (Math.max(0, ...members) >> 3) + 1;

/** Tables 70 and 71. */
export const LOG_LIMITS: LogLimits = {
  log_flags: {
    event_number_flag: false,
    hist_date_time_flag: true,
    hist_seq_nbr_flag: true,
    hist_inhibit_ovf_flag: false,
    event_inhibit_ovf_flag: false,
  },
  nbr_std_events: octetsFor(EVENTS_SUPPORTED.std_events_supported),
  nbr_mfg_events: octetsFor(EVENTS_SUPPORTED.mfg_events_supported),
  hist_data_length: HISTORY_ARGUMENT,
  event_data_length: EVENT_ARGUMENT,
  nbr_history_entries: HISTORY_ENTRIES,
  nbr_event_entries: EVENT_ENTRIES,
  ext_log_flags: 0,
  nbr_program_tables: 0,
};

/**
 * The two logs of C12.19: events (what happened) and history (who did what). Entries are numbered
 * without gaps for as long as the meter lives; a full log forgets its oldest entry.
 */
import { CORE_EVENTS } from "../tables/core-lists";
import type { Known } from "../language/numbers";
import type { EventIdentification, LogData, LogEntry, LogLimits } from "../tables/table-logs";

/** Standard event codes that are used. */
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
/** Table 74 then fits into two packets of 512 octets, all that some readers can take at once. */
const HISTORY_ENTRIES: number = 62;
/** Octets of arguments. */
const EVENT_ARGUMENT = 8;
const HISTORY_ARGUMENT = 4;

/** A code of C12.19 or, with `mfg`, of the core's own table of events. */
interface LogCode {
  readonly number: number;
  readonly mfg: boolean;
}

export interface Entry {
  readonly sequence: number;
  /** Universal time; nothing while the clock was not set. */
  readonly at_s: Known;
  readonly user: number;
  readonly code: LogCode;
  /** Two numbers of an event; one of the history. */
  readonly arguments: readonly number[];
}

/** What the host keeps of a log. */
interface KeptLog {
  readonly entries: readonly Entry[];
  readonly sequence: number;
  readonly unread: number;
}

/** A ring of numbered entries. */
export class Log {
  private readonly ring: Entry[];
  private sequence: number;
  private unread_entries: number;

  constructor(
    readonly capacity: number,
    private readonly argument_octets: number,
    kept?: KeptLog,
  ) {
    this.ring = [...(kept?.entries ?? [])];
    this.sequence = kept?.sequence ?? 0;
    this.unread_entries = kept?.unread ?? 0;
  }

  kept(): KeptLog {
    return { entries: this.ring, sequence: this.sequence, unread: this.unread_entries };
  }

  /** Oldest first. */
  get entries(): readonly Entry[] {
    return this.ring;
  }

  note(at_s: Known, user: number, code: LogCode, ...numbers: readonly number[]): void {
    this.sequence = (this.sequence + 1) % 2 ** 32;
    this.ring.push({ sequence: this.sequence, at_s, user, code, arguments: numbers });
    if (this.ring.length > this.capacity) this.ring.shift();
    // One more than fits is the sign that something was never read.
    this.unread_entries = Math.min(this.capacity + 1, this.unread_entries + 1);
  }

  /** So many of the oldest unread entries have been read. */
  markRead(entries: number): void {
    this.unread_entries = Math.max(0, Math.min(this.capacity, this.unread_entries) - entries);
  }

  /** Forgets all entries; the numbers go on, so that it is seen. */
  clear(): void {
    this.ring.length = 0;
    this.unread_entries = 0;
  }

  /** Tables 74 and 76. An entry keeps its place while it is there. */
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

  private elementOf({ sequence }: Entry): number {
    return (sequence - 1) % this.capacity;
  }

  private show(entry: Entry | undefined): LogEntry {
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

/** Codes of the core's events that the logs treat in a way of their own. */
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

/** Standard code of each of the core's events that has one. */
const STANDARD = new Map(
  CORE_EVENTS.flatMap(({ code, c1219 }) => (c1219 === 0 ? [] : [[code, c1219] as const])),
);

/** What the host keeps of both logs. */
export interface KeptLogs {
  readonly events: KeptLog;
  readonly history: KeptLog;
  readonly utility_power: boolean;
}

/**
 * Both logs. The standard events 1 and 2, from which a head-end counts outages, are written once
 * each time the utility's line loses or regains its power, and by nothing else: neither a transfer
 * nor a generator that stops is an outage of the utility.
 */
export class EventLogs {
  readonly events: Log;
  readonly history: Log;
  private utility_power: boolean;

  constructor(kept?: KeptLogs) {
    this.events = new Log(EVENT_ENTRIES, EVENT_ARGUMENT, kept?.events);
    this.history = new Log(HISTORY_ENTRIES, HISTORY_ARGUMENT, kept?.history);
    this.utility_power = kept?.utility_power ?? true;
  }

  kept(): KeptLogs {
    const { events, history, utility_power } = this;
    return { events: events.kept(), history: history.kept(), utility_power };
  }

  /** Tells whether the utility's line has power now. */
  utilityPower(at_s: Known, has_power: boolean): void {
    if (has_power === this.utility_power) return;
    this.utility_power = has_power;
    const code = has_power ? StandardEvent.PrimaryPowerUp : StandardEvent.PrimaryPowerDown;
    this.events.note(at_s, 0, standard(code), 0, 0);
  }

  /** Takes an event of the core with its two numbers; `ordered`: an order keeps a switch open. */
  event(at_s: Known, code: number, a: number, b: number, ordered: boolean): void {
    const number = code === POWER_UP || code === POWER_FAILING ? undefined : STANDARD.get(code);
    const own = number === undefined ? { number: code, mfg: true } : standard(number);
    this.events.note(at_s, 0, own, a, b);
    const movement = MOVEMENTS.get(code);
    if (movement === undefined) return;
    const by = ordered ? "ControlPointByCommand" : "ControlPointByCondition";
    this.events.note(at_s, 0, standard(StandardEvent[by]), ...movement);
  }

  /** Takes what a user did. */
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
    CORE_EVENTS.flatMap(({ code, c1219 }) =>
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

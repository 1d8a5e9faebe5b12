/** Procedures: a write of table 7 starts one; its result is in table 8. */
import { Clearance } from "../tables/access";
import { StandardEvent } from "../records/event-log";
import type { EventLogs } from "../records/event-log";
import { OWN_FORMATS, TableError } from "../language/formats";
import { TableValues, decode } from "../language/layout";
import type { LoadProfile } from "../records/load-profile";
import { takeSigned, takeUnsigned } from "../language/numbers";
import type { Known } from "../language/numbers";
import { PROCEDURE_LIST, ProcedureNumber } from "../tables/procedure-list";
import type { RecentProcedures } from "./recent-procedures";
import type { MeterRequest, RequestAnswer, RequestBook } from "../records/requests";
import { PROC_INITIATE } from "../tables/table-general";
import type { ProcedureInitiate, ProcedureResponse } from "../tables/table-general";
import { putTime, takeTime } from "../language/times";

/** Result codes of table 8. */
const enum ProcedureResultCode {
  Done = 0,
  Accepted = 1,
  BadParameter = 2,
  Conflict = 3,
  Timing = 4,
  NotAuthorized = 5,
  Unknown = 6,
}

/** What procedures can call in the host. */
export interface MeterActions {
  /** False while the core takes no request, and neither clock nor demand can be changed. */
  ready(): boolean;
  /**
   * Passes a new request to the core. The host first stores the book, so that a power cut cannot
   * make it act twice. Returns the answer, or undefined when it will be given to the book later.
   */
  request(number: number, request: MeterRequest): RequestAnswer | undefined;
  setClock(to_s: number): void;
  /** Asks for a reset. Returns whether it is stored, so that no power cut can undo it any more. */
  resetDemand(): () => boolean;
}

/** A procedure as it was started, and its result. */
export interface Started {
  readonly initiate: ProcedureInitiate;
  readonly level: Clearance;
  readonly outcome: Done;
}

/** What procedures work on. */
export interface ProcedureParts {
  readonly profile: LoadProfile;
  readonly logs: EventLogs;
  readonly book: RequestBook;
  readonly actions: MeterActions;
  /** Shared by all sessions. */
  readonly recent: RecentProcedures<Started>;
  clock(): Known;
}

/** The result; that of a request, by its number, or of a reset is looked up when it is read. */
interface Done {
  readonly result: ProcedureResultCode;
  readonly data?: Uint8Array;
  readonly request?: number;
  readonly stored?: () => boolean;
}

const done = (result: ProcedureResultCode, data?: Uint8Array): Done =>
  data === undefined ? { result } : { result, data };

const DONE = done(ProcedureResultCode.Done);

const MFG_NUMBER = 2048;
const numberOf = ({ proc }: ProcedureInitiate): number =>
  proc.tbl_proc_nbr + (proc.std_vs_mfg_flag ? MFG_NUMBER : 0);

type PlainRequest = Exclude<MeterRequest, { readonly kind: "change-setting" }>;

const PLAIN = new Map<number, PlainRequest>([
  [ProcedureNumber.ClearLockout, { kind: "clear-lockout" }],
  [ProcedureNumber.LockOpenUtility, { kind: "lock-open-utility" }],
  [ProcedureNumber.LockOpenBoth, { kind: "lock-open-both" }],
  [ProcedureNumber.ClearLockOpen, { kind: "clear-lock-open" }],
]);

/** Level and control points of direct load control. */
const LOAD_CONTROL = new Map<string, PlainRequest>([
  ["100 1", { kind: "lock-open-utility" }],
  ["100 3", { kind: "lock-open-both" }],
  ["0 1", { kind: "clear-lock-open" }],
  ["0 3", { kind: "clear-lock-open" }],
]);

const unsigned = (octets: Uint8Array): number => takeUnsigned(octets, OWN_FORMATS);

/** The procedures of one session. */
export class SessionProcedures {
  private last: Started | undefined;

  constructor(
    private readonly parts: ProcedureParts,
    private readonly user: number,
  ) {}

  /**
   * Takes a write of table 7. The same octets again, with their sequence number, are a repetition,
   * in any session of this user: nothing is done, and the answer stays. A refused procedure may be
   * repeated. Returns false when it is not a procedure at all.
   */
  initiate(octets: Uint8Array, level: Clearance): boolean {
    const before = this.parts.recent.find(this.user, octets);
    if (before !== undefined && before.level <= level) {
      this.last = before;
      return true;
    }
    let initiate: ProcedureInitiate;
    try {
      initiate = decode(PROC_INITIATE, octets, new TableValues(OWN_FORMATS));
    } catch (error) {
      if (error instanceof TableError) return false;
      throw error;
    }
    const outcome = this.start(numberOf(initiate), initiate.parm, level);
    this.last = { initiate, level, outcome };
    if (outcome.result <= ProcedureResultCode.Accepted)
      this.parts.recent.add(this.user, octets, this.last);
    return true;
  }

  /** Table 8; undefined before the first procedure, or when no answer was requested. */
  response(): ProcedureResponse | undefined {
    if (this.last === undefined) return undefined;
    const { proc, seq_nbr } = this.last.initiate;
    const { result, data } = this.settled(this.last.outcome);
    if (proc.selector === 2 || (proc.selector === 1 && result <= ProcedureResultCode.Accepted))
      return undefined;
    return { proc, seq_nbr, result_code: result, resp_data: data ?? new Uint8Array(0) };
  }

  /** The procedure that was started last is still being carried out. */
  get settling(): boolean {
    const { result } = this.last === undefined ? DONE : this.settled(this.last.outcome);
    return result === ProcedureResultCode.Accepted;
  }

  /** A request is looked up: its answer may have arrived since. */
  private settled(outcome: Done): Done {
    if (outcome.stored !== undefined) {
      return outcome.stored() ? done(ProcedureResultCode.Done) : outcome;
    }
    if (outcome.request === undefined) return outcome;
    const booked = this.parts.book.find(outcome.request);
    if (booked === undefined) return outcome;
    const data = new Uint8Array(6);
    const view = new DataView(data.buffer);
    view.setUint32(0, booked.number, true);
    view.setUint16(4, booked.answer?.reason ?? 0, true);
    if (booked.answer === undefined) return done(ProcedureResultCode.Accepted, data);
    return done(
      booked.answer.reason === 0 ? ProcedureResultCode.Done : ProcedureResultCode.Conflict,
      data,
    );
  }

  private start(number: number, parm: Uint8Array, level: Clearance): Done {
    const procedure = PROCEDURE_LIST.find((one) => one.number === number);
    if (procedure === undefined) return done(ProcedureResultCode.Unknown);
    if (level < procedure.level) return done(ProcedureResultCode.NotAuthorized);
    const { logs, recent, actions } = this.parts;
    if (recent.full || !actions.ready()) return done(ProcedureResultCode.Timing);
    logs.did(this.parts.clock(), this.user, StandardEvent.ProcedureInvoked, number);
    if (number === ProcedureNumber.SetClock) return this.setClock(parm);
    if (number === ProcedureNumber.DirectLoadControl) return this.loadControl(parm);
    if (number >= MFG_NUMBER) return this.numbered(number, parm);
    return this.housekeeping(number, parm);
  }

  private housekeeping(number: number, parm: Uint8Array): Done {
    const [first = 0] = parm;
    if (number === ProcedureNumber.ChangeMode) {
      if (parm.length !== 1) return done(ProcedureResultCode.BadParameter);
      return done(first === 1 ? ProcedureResultCode.Done : ProcedureResultCode.Conflict);
    }
    if (number === ProcedureNumber.RemoteReset) {
      if (parm.length !== 1 || first !== 1) return done(ProcedureResultCode.BadParameter);
      const stored = this.parts.actions.resetDemand();
      this.note(StandardEvent.DemandReset, 0);
      return { result: ProcedureResultCode.Accepted, stored };
    }
    return this.lists(number, parm);
  }

  private note(code: number, argument: number): void {
    this.parts.logs.did(this.parts.clock(), this.user, code, argument);
  }

  private lists(number: number, parm: Uint8Array): Done {
    const [which = 0] = parm;
    const { logs, profile } = this.parts;
    const lists = new Map<number, { clear(): void; markRead(count: number): void }>([
      [1, logs.events],
      [3, profile],
      [7, logs.history],
    ]);
    const list = lists.get(which);
    const resets = number === ProcedureNumber.ResetListPointers;
    if (list === undefined || parm.length !== (resets ? 1 : 3))
      return done(ProcedureResultCode.BadParameter);
    if (resets) list.clear();
    else list.markRead(unsigned(parm.subarray(1)));
    this.note(resets ? StandardEvent.ListsReset : StandardEvent.ListsUpdated, which);
    return done(ProcedureResultCode.Done);
  }

  /** The clock runs in universal time: any other qualifier is refused. */
  private setClock(parm: Uint8Array): Done {
    const [mask = 0] = parm;
    const before_s = this.parts.clock();
    if (parm.length !== 8 || (mask & 3) === 0 || mask > 7)
      return done(ProcedureResultCode.BadParameter);
    if ((mask & 4) !== 0 && ((parm[7] ?? 0) & 0x78) !== 0x10)
      return done(ProcedureResultCode.BadParameter);
    if ((mask & 3) !== 3 && before_s === undefined) return done(ProcedureResultCode.Conflict);
    // Parts of the date and time that the mask leaves out keep their present values.
    const kept = putTime(before_s, true, OWN_FORMATS);
    const wanted = parm.slice(1, 7);
    if ((mask & 2) === 0) wanted.set(kept.subarray(0, 3));
    if ((mask & 1) === 0) wanted.set(kept.subarray(3), 3);
    const after_s = takeTime(wanted, OWN_FORMATS);
    if (after_s === undefined) return done(ProcedureResultCode.BadParameter);
    this.note(StandardEvent.ClockOld, 0);
    this.parts.actions.setClock(after_s);
    this.parts.logs.did(after_s, this.user, StandardEvent.ClockNew, 0);
    const times = [before_s, after_s].flatMap((at) => [...putTime(at, true, OWN_FORMATS)]);
    return done(ProcedureResultCode.Done, Uint8Array.from(times));
  }

  /** The standard's way to disconnect: an order to stay open, or its end. */
  private loadControl(parm: Uint8Array): Done {
    const [level = 0, points = 0, ...limit] = parm;
    if (parm.length !== 5 || limit.some((part) => part !== 0))
      return done(ProcedureResultCode.BadParameter);
    const request = LOAD_CONTROL.get(`${level} ${points}`);
    if (request === undefined) return done(ProcedureResultCode.BadParameter);
    const number = this.parts.book.highest + 1;
    return this.request(number, ProcedureNumber.DirectLoadControl, request);
  }

  private numbered(procedure: number, parm: Uint8Array): Done {
    const number = parm.length < 4 ? 0 : unsigned(parm.subarray(0, 4));
    const rest = parm.subarray(4);
    const request = requestOf(procedure, rest);
    if (number === 0 || request === undefined) return done(ProcedureResultCode.BadParameter);
    return this.request(number, procedure, request);
  }

  private request(number: number, procedure: number, request: MeterRequest): Done {
    const { book, actions } = this.parts;
    const booking = book.book(number, procedure, request);
    if (booking === "conflict") return done(ProcedureResultCode.BadParameter);
    if (booking === "new") {
      const answer = actions.request(number, request);
      if (answer !== undefined) book.answer(number, answer);
    }
    return { result: ProcedureResultCode.Accepted, request: number };
  }
}

function requestOf(procedure: number, rest: Uint8Array): MeterRequest | undefined {
  const plain = PLAIN.get(procedure);
  if (plain !== undefined) return rest.length === 0 ? plain : undefined;
  if (rest.length !== 6) return undefined;
  const setting = unsigned(rest.subarray(0, 2));
  const value = takeSigned(rest.subarray(2), OWN_FORMATS);
  return { kind: "change-setting", setting, value };
}

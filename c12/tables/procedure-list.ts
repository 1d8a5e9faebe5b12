/**
 * All procedures of the meter: number, required level, and the text of the reference page. Cold
 * start, warm start and clear data are left out: they would erase registers.
 */
import { Clearance } from "./access";

interface ProcedureDescription {
  /** 2048 and above the manufacturer's. */
  readonly number: number;
  readonly name: string;
  readonly parameters: string;
  readonly about: string;
  readonly level: Clearance;
}

export const enum ProcedureNumber {
  ResetListPointers = 4,
  UpdateLastRead = 5,
  ChangeMode = 6,
  RemoteReset = 9,
  SetClock = 10,
  DirectLoadControl = 21,
  ClearLockout = 2048,
  LockOpenUtility = 2049,
  LockOpenBoth = 2050,
  ClearLockOpen = 2051,
  ChangeSetting = 2052,
}

const LISTS = "LIST UINT8: 1 event log, 3 load profile, 7 history log";
const NUMBER = "NUMBER UINT32";
const ONCE =
  "NUMBER must be above HIGHEST_NUMBER of table 2058; a repeated one is not acted on again and " +
  "is answered as before. Answer: NUMBER UINT32, REASON UINT16. " +
  "Only a request: the core may refuse";

export const PROCEDURE_LIST: readonly ProcedureDescription[] = [
  {
    number: ProcedureNumber.ResetListPointers,
    name: "Reset list pointers",
    parameters: LISTS,
    about: "Empties the list; sequence numbers continue. Recorded in the history log.",
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.UpdateLastRead,
    name: "Update last read entry",
    parameters: `${LISTS}; ENTRIES UINT16`,
    about: "Marks this many of the oldest unread entries or blocks as read.",
    level: Clearance.Write,
  },
  {
    number: ProcedureNumber.ChangeMode,
    name: "Change mode",
    parameters: "MODE BITFIELD8 as in table 3",
    about: "Metering is the only mode; any other is refused.",
    level: Clearance.Write,
  },
  {
    number: ProcedureNumber.RemoteReset,
    name: "Remote reset",
    parameters: "ACTION BITFIELD8: b0 demand reset, b1 self-read",
    about:
      "Demand reset; there are no self-reads. Accepted while it waits for the store, up to " +
      "a minute: until then tables 23 and 25 show the values before it.",
    level: Clearance.Write,
  },
  {
    number: ProcedureNumber.SetClock,
    name: "Set date and time",
    parameters:
      "MASK BITFIELD8: b0 time, b1 date, b2 qualifier; LTIME_DATE; qualifier as in table 52",
    about: "In universal time. Answer: LTIME_DATE before and after.",
    level: Clearance.Write,
  },
  {
    number: ProcedureNumber.DirectLoadControl,
    name: "Direct load control",
    parameters: "LEVEL UINT8: 100 open, 0 close; POINTS SET(1): 0 service, 1 generator; h, m, s",
    about:
      "100 and point 0: as 2049; 100 and both points: as 2050; 0: as 2051. No time limit: " +
      "h, m, s are 0. Closing only lifts the order; the core closes when it is safe.",
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.ClearLockout,
    name: "Clear lock-out",
    parameters: NUMBER,
    about: ONCE,
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.LockOpenUtility,
    name: "Open the service switch and keep it open",
    parameters: NUMBER,
    about: "As 2048. The generator may still feed the house.",
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.LockOpenBoth,
    name: "Open both switches and keep them open",
    parameters: NUMBER,
    about: "As 2048.",
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.ClearLockOpen,
    name: "Lift the order to stay open",
    parameters: NUMBER,
    about: "As 2048. The core closes when it is safe.",
    level: Clearance.Operate,
  },
  {
    number: ProcedureNumber.ChangeSetting,
    name: "Change a setting",
    parameters: `${NUMBER}; SETTING UINT16, place in table 2055 from 1; VALUE INT32`,
    about: "As 2048. REASON 1000 + SETTING: outside its limits; 1000: no such setting.",
    level: Clearance.Operate,
  },
];

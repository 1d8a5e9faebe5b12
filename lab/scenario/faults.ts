/**
 * Every kind of fault, by the part that has it. The words of conditions, what they do, the swarm's
 * draws and the bench's list all come from here: a new kind is one entry, beside what the twin
 * does with it.
 */
import {
  INLET_FAULTS,
  NEUTRAL_FAULTS,
  RESERVE_FAULTS,
  SENSOR_FAULTS,
  SOCKET_FAULTS,
  STORE_FAULTS,
  SUPPLY_FAULTS,
} from "./device-faults";
import type { FaultKind, FaultSubject } from "./fault-kind";
import {
  BLOCK_FAULTS,
  CONTACT_FAULTS,
  DRIVER_FAULTS,
  INTERLOCK_FAULTS,
  POLE_FAULTS,
} from "./switch-faults";

export const FAULTS = {
  pole: POLE_FAULTS,
  contact: CONTACT_FAULTS,
  driver: DRIVER_FAULTS,
  interlock: INTERLOCK_FAULTS,
  block: BLOCK_FAULTS,
  reserve: RESERVE_FAULTS,
  sensor: SENSOR_FAULTS,
  neutral: NEUTRAL_FAULTS,
  supply: SUPPLY_FAULTS,
  store: STORE_FAULTS,
  socket: SOCKET_FAULTS,
  inlet: INLET_FAULTS,
} as const;

/** What has faults. */
export type FaultPart = keyof typeof FAULTS;

export const isFaultPart = (name: string): name is FaultPart => Object.hasOwn(FAULTS, name);

/** The kind of fault that an action is; undefined where it is none, or the end of one. */
export function faultNamed(part: string, action: string): FaultKind | undefined {
  return isFaultPart(part) ? FAULTS[part].kinds[action] : undefined;
}

/** Every kind with its part and its name. */
export const FAULT_KINDS = Object.entries(FAULTS).flatMap(([part, { kinds }]) =>
  Object.entries<FaultKind>(kinds).map(([name, kind]) => ({ part, name, kind })),
);

/** The action that ends all faults of a part, for each part that has one. */
export const FAULT_ENDS = Object.entries<FaultSubject<string>>(FAULTS).flatMap(
  ([part, { mend, takes }]) =>
    mend === undefined ? [] : [{ part, name: mend, takes: takes[mend] ?? {} }],
);

/**
 * Every kind of fault, by the part that has it. The actions of conditions, their effects, the
 * random faults of the swarm and the bench's list all come from here: a new kind is one entry here,
 * and its model in the twin.
 */
import {
  BURDEN_FAULTS,
  CORD_FAULTS,
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
  burden: BURDEN_FAULTS,
  cord: CORD_FAULTS,
  supply: SUPPLY_FAULTS,
  store: STORE_FAULTS,
  socket: SOCKET_FAULTS,
  inlet: INLET_FAULTS,
} as const;

/** A part that can have faults. */
export type FaultPart = keyof typeof FAULTS;

/** The faults of F (docs/safety.md) that the faults of each part are; the others are not of F. */
export const OF_F: { readonly [Part in FaultPart]?: RegExp } = {
  pole: /^pole_/,
  contact: /^pair_/,
  driver: /^driver_/,
  reserve: /^reserve$/,
  sensor: /^channel_(?!coil_current)/,
  neutral: /^neutral$/,
  burden: /^burdens$/,
  cord: /^cord$/,
  store: /^store$/,
};

export const isFaultPart = (name: string): name is FaultPart => Object.hasOwn(FAULTS, name);

/** Every kind with its part and its name. */
export const FAULT_KINDS = Object.entries(FAULTS).flatMap(([part, { kinds }]) =>
  Object.entries<FaultKind>(kinds).map(([name, kind]) => ({ part, name, kind })),
);

/** The action that repairs all faults of a part, for each part that has one. */
export const FAULT_ENDS = Object.entries<FaultSubject<string>>(FAULTS).flatMap(
  ([part, { repair, takes }]) =>
    repair === undefined ? [] : [{ part, name: repair, takes: takes[repair] ?? {} }],
);

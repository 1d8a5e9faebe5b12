/** The hosted meter's C12.18 port, and the passwords of its three levels. */
import { randomInt } from "node:crypto";
import type { Device } from "@bptm/c12/link/device";
import { Port, listen } from "@bptm/c12/link/port";
import type { ListeningPort } from "@bptm/c12/link/port";
import { Passwords } from "@bptm/c12/link/passwords";
import { openSerial, serveSerial } from "@bptm/c12/link/serial";
import { LOOPBACK } from "./access";
import { portRefusal } from "./port-refusal";

/** The levels, each holding the ones before it, and the variable that sets its password. */
const LEVELS = [
  { level: 1, name: "read", variable: "BPTM_C12_READ" },
  { level: 2, name: "write", variable: "BPTM_C12_WRITE" },
  { level: 3, name: "operate", variable: "BPTM_C12_OPERATE" },
] as const;

/** Letters and digits that nobody confuses: 12 of them are 58 bits. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 12;

const made = (): string =>
  Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");

/** What was chosen by the environment, and what was made up for this run and has to be told. */
interface ChosenPasswords {
  readonly passwords: Passwords;
  /** "read f3k9..., write ..."; empty when the environment sets all. */
  readonly told: string;
}

/**
 * A password of each level: as the environment sets it, else a new one. There are no default
 * passwords. Throws a `PasswordError` when one does not fit.
 */
export function choosePasswords(environment: NodeJS.ProcessEnv): ChosenPasswords {
  const chosen = LEVELS.map(({ level, name, variable }) => {
    const set = environment[variable];
    return { level, name, password: set ?? made(), told: set === undefined };
  });
  return {
    passwords: new Passwords(chosen),
    told: chosen
      .filter(({ told }) => told)
      .map(({ name, password }) => `${name} ${password}`)
      .join(", "),
  };
}

/** Where the meter is read: a port of the loopback address, 0 a free one; a serial port. */
interface MeterPorts {
  readonly port: number;
  readonly serial: string | undefined;
}

/** Opens them; throws when one cannot be had, and then leaves none open. */
export async function openMeterPorts(device: Device, ports: MeterPorts): Promise<ListeningPort> {
  const { port, serial } = ports;
  // Guesses of passwords are counted over all lines of the meter.
  const lines = new Port(device);
  const probe = serial === undefined ? undefined : await openSerial(serial);
  if (probe !== undefined) serveSerial(probe, lines);
  try {
    return await listen(device, LOOPBACK, port, lines);
  } catch (error) {
    lines.close();
    throw portRefusal(error, port, "--port-c12");
  }
}

/** The hosted meter's C12.18 port, and the passwords of its three levels. */
import { randomInt } from "node:crypto";
import type { Device } from "@bptm/c12/link/device";
import { Port, listen } from "@bptm/c12/link/port";
import type { ListeningPort } from "@bptm/c12/link/port";
import { Passwords } from "@bptm/c12/link/passwords";
import { openSerial, serveSerial } from "@bptm/c12/link/serial";
import { LOOPBACK } from "./access";
import { portRefusal } from "./port-refusal";

/** The levels, each including those before it, and the variable that sets its password. */
const LEVELS = [
  { level: 1, name: "read", variable: "BPTM_C12_READ" },
  { level: 2, name: "write", variable: "BPTM_C12_WRITE" },
  { level: 3, name: "operate", variable: "BPTM_C12_OPERATE" },
] as const;

/** Letters and digits that are not mistaken for each other: 12 of them give 58 bits. */
const CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 12;

const generated = (): string =>
  Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");

/** Passwords from the environment, and those generated for this run, which must be shown. */
interface ChosenPasswords {
  readonly passwords: Passwords;
  /** "read f3k9..., write ..."; empty when the environment sets all. */
  readonly generated: string;
}

/**
 * A password for each level: from the environment, otherwise generated. There are no default
 * passwords. Throws a `PasswordError` for an invalid one.
 */
export function choosePasswords(environment: NodeJS.ProcessEnv): ChosenPasswords {
  const chosen = LEVELS.map(({ level, name, variable }) => {
    const set = environment[variable];
    return { level, name, password: set ?? generated(), is_new: set === undefined };
  });
  return {
    passwords: new Passwords(chosen),
    generated: chosen
      .filter(({ is_new }) => is_new)
      .map(({ name, password }) => `${name} ${password}`)
      .join(", "),
  };
}

/**
 * Where the meter can be read: a port of the loopback address (0 = a free one), and a serial port.
 */
interface MeterPorts {
  readonly port: number;
  readonly serial: string | undefined;
}

/** Opens the ports; throws when one is not available, and then leaves none open. */
export async function openMeterPorts(device: Device, ports: MeterPorts): Promise<ListeningPort> {
  const { port, serial } = ports;
  // Wrong passwords are counted over all lines of the meter.
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

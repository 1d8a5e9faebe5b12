/** One session with a meter, from its address to the values of its tables. */
import { readFileSync } from "node:fs";
import { codeOfBaud } from "@bptm/c12/link/codes";
import { connectLine } from "@bptm/c12/link/line";
import type { StreamLine } from "@bptm/c12/link/line";
import { readMeter } from "@bptm/c12/reader/read-meter";
import type { MeterOctets } from "@bptm/c12/reader/read-meter";
import { MeterReader } from "@bptm/c12/reader/reader";
import { openSerial, serialLine } from "@bptm/c12/link/serial";
import { understand } from "@bptm/c12/reader/understand";
import { parseProfile, profileOf } from "@bptm/c12/reader/vendor-profile";
import { InputError, Progress, plain } from "../terminal/output";

/** The meter, the user and the options. */
export interface ReadOptions {
  readonly userId: number;
  readonly user: string;
  readonly identity: number;
  /** A faster rate to negotiate, on a serial line. */
  readonly baud?: number;
  /** File of a vendor profile; default: by the manufacturer's name in the meter. */
  readonly profile?: string;
  /** Only these tables, besides table 0. */
  readonly only?: readonly number[];
  /** Shows no progress. */
  readonly quiet?: boolean;
}

/** The reading, and its meaning. */
export interface ReadResult extends MeterOctets, ReturnType<typeof understand> {
  /** Names of the manufacturer's tables, by number. */
  readonly names: ReadonlyMap<number, string>;
}

/**
 * Environment variable of the password: a command line is visible to other users of the computer.
 */
export const PASSWORD = "BPTM_C12_PASSWORD";

export const hasPassword = (): boolean => process.env[PASSWORD] !== undefined;

const isSerial = (address: string): boolean => /[/\\]|^COM\d+$/i.test(address);

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(?:\[?([^[\]]+?)\]?:)?(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  if (number >= 1 && number <= 65_535) return { host: host ?? "127.0.0.1", port: number };
  throw new InputError("E-READ-01", `"${text}" is no address; give HOST:PORT, or a serial port.`);
}

async function connect(address: string, identity: number): Promise<StreamLine> {
  if (isSerial(address)) return serialLine(await openSerial(address), identity);
  const { host, port } = addressOf(address);
  return connectLine(host, port, identity);
}

function namesOf(file: string | undefined, maker: string): Map<number, string> {
  let profile;
  if (file === undefined) profile = profileOf(maker);
  else {
    let text;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      const why = error instanceof Error && "code" in error ? String(error.code) : "no reason";
      throw new InputError("E-READ-02", `${file} cannot be read (${why}); name a profile.`);
    }
    profile = parseProfile(text, file);
  }
  return new Map((profile?.tables ?? []).map(({ id, name }) => [id, name]));
}

function baudsOf(baud: number | undefined): number[] {
  if (baud === undefined) return [];
  const code = codeOfBaud(baud);
  if (code !== undefined) return [code];
  throw new InputError("E-READ-06", `C12.18 has no rate of ${baud} baud: take 19200 or 57600.`);
}

/** Text of a field of a table's value; "unknown" where there is none. */
export const fieldOf = (value: object | undefined, name: string): string =>
  plain(String((value as Record<string, unknown> | undefined)?.[name] ?? "unknown").trim());

export async function readOnce(address: string, options: ReadOptions): Promise<ReadResult> {
  const { userId, user, identity, profile, only, quiet } = options;
  const given = profile === undefined ? undefined : namesOf(profile, "");
  const bauds = baudsOf(options.baud);
  const line = await connect(address, identity);
  const progress = new Progress(quiet);
  try {
    const who = { user_id: userId, user, password: process.env[PASSWORD], bauds };
    const read = await readMeter(
      new MeterReader(line),
      who,
      (part, table) => progress.show(part, `table ${table}`),
      only,
    );
    const understood = understand(read.tables);
    const maker = fieldOf(understood.values.get(1), "manufacturer");
    return { ...read, ...understood, names: given ?? namesOf(undefined, maker) };
  } finally {
    progress.clear();
    await line.close();
  }
}

/** `bptm read`: a meter's identity and registers, over ANSI C12.18. */
import { STANDARD_TABLES } from "@bptm/c12/tables/all-tables";
import { RESPONSE_WORDS, ResponseCode } from "@bptm/c12/link/codes";
import { MORE_DATA_TABLES } from "@bptm/c12/reader/profile-sets";
import { registerLines } from "@bptm/c12/reader/register-lines";
import type { RegisterLine } from "@bptm/c12/reader/register-lines";
import { InputError, clockTime, plain, print } from "../terminal/output";
import { writeTables } from "./read-csv";
import { followLogs } from "./read-follow";
import { PASSWORD, fieldOf, hasPassword, readOnce } from "./read-session";
import type { ReadOptions, ReadResult } from "./read-session";

/** Part of a refusal that a password may change. */
const WANTS_PASSWORD = RESPONSE_WORDS[ResponseCode.Isc] ?? "";

/** Options of the command. */
interface ReadCommand extends ReadOptions {
  readonly json?: boolean;
  /** Folder for CSV. */
  readonly csv?: string;
  readonly follow?: boolean;
  /** Seconds between two readings of the logs. */
  readonly every: number;
}

/** "demand 0", "T2 demand 0": the number ends in column 30. */
function registerText(line: RegisterLine, universal: boolean): string {
  const { kind, place, tier, name, value, unit, direction, at_s } = line;
  const heading = `${tier === 0 ? "" : `T${tier} `}${kind === "present" ? "now" : kind} ${place} `;
  const tiny = value !== undefined && Math.abs(value) < 0.001;
  const digits = tiny ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 3 };
  const shown = value === undefined ? "unknown" : value.toLocaleString("en-US", digits);
  const what = [
    name === "" ? direction : name,
    at_s === undefined ? "" : clockTime(at_s, universal),
  ];
  const number = shown.padStart(30 - heading.length);
  const said = what.filter((part) => part !== "").join(" ");
  return plain(`${heading}${number} ${unit.padEnd(5)} ${said}`).trimEnd();
}

const STANDARD: ReadonlyMap<number, string> = new Map([
  ...STANDARD_TABLES.map(({ id, name }) => [id, name] as const),
  ...MORE_DATA_TABLES,
]);

/** "table 2049 BPTM_STATE_TBL" */
function tableName(id: number, names: ReadResult["names"]): string {
  const name = STANDARD.get(id) ?? names.get(id);
  return name === undefined ? `table ${id}` : `table ${id} ${name}`;
}

/** One line for each reason; a single table with its name. */
function refusalLines(refused: ReadResult["refused"], names: ReadResult["names"]): string[] {
  const reasons = new Map<string, number[]>();
  for (const [table, why] of refused) {
    const reason = why.replace(/^(E-\S+: )?No read of table \d+: /, "");
    reasons.set(reason, [...(reasons.get(reason) ?? []), table]);
  }
  return [...reasons].map(([reason, [first = 0, ...others]]) => {
    const which =
      others.length === 0
        ? tableName(first, names)
        : `tables ${[first, ...others].map(String).join(", ")}`;
    return `${which}: ${reason}`;
  });
}

function printed(read: ReadResult): void {
  const { tables, refused, values, problems, names } = read;
  const maker = values.get(1);
  print(`manufacturer  ${fieldOf(maker, "manufacturer")}`);
  print(`model         ${fieldOf(maker, "ed_model")}`);
  print(`serial        ${fieldOf(maker, "mfg_serial_number")}`);
  print(`device        ${fieldOf(values.get(5), "identification")}`);
  for (const line of registerLines(values)) print(registerText(line, read.universal));
  print(`tables        ${tables.size} read, ${refused.size} not given`);
  for (const line of refusalLines(refused, names)) print(line);
  for (const [table, why] of problems) print(`${tableName(table, names)}: ${why}`);
  const locked = [...refused.values()].some((why) => why.includes(WANTS_PASSWORD));
  if (locked && !hasPassword()) print(`Set ${PASSWORD} to read the tables that require it.`);
}

const jsonOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("hex") : (value ?? null);

/** Octets as hex; values under the names of the standard. */
function asJson(address: string, read: ReadResult): string {
  const { values, problems, names, identity } = read;
  const tables = Object.fromEntries(
    [...read.tables].map(([table, octets]) => [
      table,
      {
        name: STANDARD.get(table) ?? names.get(table) ?? null,
        octets: Buffer.from(octets).toString("hex"),
        value: values.get(table) ?? null,
        problem: problems.get(table) ?? null,
      },
    ]),
  );
  const refused = Object.fromEntries(read.refused);
  const registers = registerLines(values).map(({ at_s, ...line }) => ({
    ...line,
    value: line.value ?? null,
    at: at_s === undefined ? null : clockTime(at_s, read.universal),
  }));
  const all = { format: "bptm-read-1", address, identity, registers, tables, refused };
  return JSON.stringify(all, (_, value: unknown) => jsonOf(value), 2);
}

/** Reads one meter; returns the exit status: 1 when a table could not be decoded. */
export async function readOne(address: string, command: ReadCommand): Promise<number> {
  const { json, csv, follow, every, ...options } = command;
  if (csv !== undefined && (json === true || follow === true)) {
    const sentence = "--csv cannot be combined with --json or --follow; leave out one of them.";
    throw new InputError("E-READ-03", sentence);
  }
  if (follow === true) return followLogs(address, { ...options, every, json: json === true });
  const read = await readOnce(address, { ...options, quiet: json === true });
  if (json === true) print(asJson(address, read));
  else printed(read);
  if (csv !== undefined) writeTables(csv, read);
  return [...read.problems.keys()].every((table) => read.values.has(table)) ? 0 : 1;
}

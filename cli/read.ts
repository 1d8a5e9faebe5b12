/** `bptm read`: what a meter is and has registered, over ANSI C12.18. */
import { connectLine } from "@bptm/c12/line";
import { readMeter } from "@bptm/c12/read-meter";
import type { MeterOctets } from "@bptm/c12/read-meter";
import { MeterReader } from "@bptm/c12/reader";
import { registerLines } from "@bptm/c12/register-lines";
import type { RegisterLine } from "@bptm/c12/register-lines";
import { understand } from "@bptm/c12/understand";
import { InputError, Progress, print } from "./output";

/** Options of the command. */
interface ReadCommand {
  readonly userId: number;
  readonly user: string;
  readonly identity: number;
  readonly json?: boolean;
}

type Understood = ReturnType<typeof understand>;

/** Where the password is looked for: a command line is seen by everybody on a computer. */
const PASSWORD = "BPTM_C12_PASSWORD";

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(?:\[?([^[\]]+?)\]?:)?(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  if (number >= 1 && number <= 65_535) return { host: host ?? "127.0.0.1", port: number };
  throw new InputError("E-READ-01", `"${text}" is no address; give HOST:PORT.`);
}

const field = (value: object | undefined, name: string): string =>
  String((value as Record<string, unknown> | undefined)?.[name] ?? "unknown").trim();

function registerText({ register, value, unit, direction }: RegisterLine): string {
  const shown =
    value === undefined ? "unknown" : value.toLocaleString("en-US", { maximumFractionDigits: 3 });
  return (
    `register ${register}`.padEnd(14) +
    `${shown.padStart(16)} ${unit.padEnd(5)} ${direction}`.trimEnd()
  );
}

function printed({ tables, refused }: MeterOctets, { values, problems }: Understood): void {
  const maker = values.get(1);
  print(`manufacturer  ${field(maker, "manufacturer")}`);
  print(`model         ${field(maker, "ed_model")}`);
  print(`serial        ${field(maker, "mfg_serial_number")}`);
  print(`device        ${field(values.get(5), "identification")}`);
  for (const line of registerLines(values)) print(registerText(line));
  print(`tables        ${tables.size} read, ${refused.size} not given`);
  for (const [table, why] of [...refused, ...problems]) print(`table ${table}`.padEnd(14) + why);
}

/** Octets as hex; values under the names of the standard. */
function asJson(address: string, read: MeterOctets, understood: Understood): string {
  const { values, problems } = understood;
  const tables = Object.fromEntries(
    [...read.tables].map(([table, octets]) => [
      table,
      {
        octets: Buffer.from(octets).toString("hex"),
        value: values.get(table) ?? null,
        problem: problems.get(table) ?? null,
      },
    ]),
  );
  const { identity } = read;
  const refused = Object.fromEntries(read.refused);
  const registers = registerLines(values).map((line) => ({ ...line, value: line.value ?? null }));
  const all = { format: "bptm-read-1", address, identity, registers, tables, refused };
  return JSON.stringify(all, (_, value: unknown) => value ?? null, 2);
}

/** Reads one meter; gives the exit status: 1 when a table could not be understood. */
export async function readOne(
  address: string,
  { userId, user, identity, json }: ReadCommand,
): Promise<number> {
  const { host, port } = addressOf(address);
  const password = process.env[PASSWORD];
  const line = await connectLine(host, port, identity);
  const progress = new Progress(json);
  try {
    const who = { user_id: userId, user, password };
    const read = await readMeter(new MeterReader(line), who, (part, table) =>
      progress.show(part, `table ${table}`),
    );
    progress.clear();
    const understood = understand(read.tables);
    if (json === true) print(asJson(address, read, understood));
    else printed(read, understood);
    return understood.problems.size > 0 ? 1 : 0;
  } finally {
    progress.clear();
    line.close();
  }
}

/** The optical probe: one wire, and a rate that both ends must change at the same octet. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Passwords } from "@bptm/c12/link/passwords";
import { Port } from "@bptm/c12/link/port";
import { MeterReader } from "@bptm/c12/reader/reader";
import { serialLine, serveSerial } from "@bptm/c12/link/serial";
import type { SerialStream } from "@bptm/c12/link/serial";
import { tablesDevice } from "@bptm/c12/meter/tables-device";
import { afterEach, expect, test, vi } from "vitest";
import { METER, testMeter } from "../c12/meter";
import { needs } from "../needs";

const BAUD_57600 = 10;
const PASSWORD = "read it";
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  vi.useRealTimers();
});

/** One end of a wire. What is sent at another rate than the other end's arrives as noise. */
class End extends Duplex implements SerialStream {
  baud = 9600;
  readonly rates: number[] = [];
  other: End | undefined;

  override _read(): void {}

  override _write(octets: Buffer, _encoding: string, done: () => void): void {
    const right = this.other?.baud === this.baud;
    const arrived = right ? octets : octets.map((octet) => octet ^ 0x5a);
    this.other?.push(Buffer.from(arrived));
    done();
  }

  drain(done: (error: Error | null) => void): void {
    done(null);
  }

  close(done: (error: Error | null) => void): void {
    this.destroy();
    done(null);
  }

  update({ baudRate }: { readonly baudRate: number }, done: (error: Error | null) => void): void {
    this.baud = baudRate;
    this.rates.push(baudRate);
    done(null);
  }
}

function device(): Parameters<typeof makePort>[0] {
  const passwords = new Passwords([{ level: 1, password: PASSWORD }]);
  return tablesDevice(testMeter(() => METER).tables, passwords);
}

const makePort = (one: ConstructorParameters<typeof Port>[0]): Port => new Port(one);

function wire(): { readonly meter: End; readonly probe: End } {
  const meter = new End();
  const probe = new End();
  meter.other = probe;
  probe.other = meter;
  const port = makePort(device());
  serveSerial(meter, port);
  ends.push(() => port.close());
  return { meter, probe };
}

function reader(probe: End): MeterReader {
  const line = serialLine(probe);
  ends.push(() => line.close());
  return new MeterReader(line);
}

const SIZES = { packet: 512, packets: 255 };

test("the rate changes after the negotiation, and back at the end", async () => {
  const { meter, probe } = wire();
  const one = reader(probe);
  await one.identify();
  expect(await one.negotiate(SIZES, [BAUD_57600])).toMatchObject({ baud: BAUD_57600 });
  expect([meter.baud, probe.baud]).toEqual([57_600, 57_600]);
  await one.logon(1, "probe");
  await one.security(PASSWORD);
  expect((await one.read(23)).length).toBeGreaterThan(60);
  await one.terminate();
  await vi.waitFor(() => expect(meter.baud).toBe(9600));
  expect(meter.rates).toEqual([57_600, 9600]);
  probe.baud = 9600;
  expect((await one.identify()).version).toBe(2);
});

test("an unsupported rate is answered with the present one", async () => {
  const { meter, probe } = wire();
  const one = reader(probe);
  await one.identify();
  const fastest_of_all = 14;
  expect(await one.negotiate(SIZES, [fastest_of_all])).toMatchObject({ baud: 6 });
  expect([meter.baud, probe.baud]).toEqual([9600, 9600]);
  await one.logon(1, "probe");
});

test("after a reader that vanished at its own rate the next one is served at 9600", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  const { meter, probe } = wire();
  const gone = reader(probe);
  await gone.identify();
  await gone.negotiate(SIZES, [BAUD_57600]);
  await gone.logon(1, "gone");
  expect(meter.baud).toBe(57_600);
  vi.advanceTimersByTime(5900);
  expect(meter.baud).toBe(57_600);
  vi.advanceTimersByTime(200);
  expect(meter.baud).toBe(9600);
  probe.baud = 9600;
  expect((await gone.identify()).version).toBe(2);
});

/** A pair of pseudo terminals that are one wire. */
async function pair(): Promise<readonly [string, string]> {
  const folder = mkdtempSync(join(tmpdir(), "bptm-wire-"));
  const names = ["meter", "probe"].map((name) => join(folder, name)) as [string, string];
  const socat = spawn(
    "socat",
    names.map((name) => `pty,raw,echo=0,link=${name}`),
  );
  ends.push(async () => {
    socat.kill();
    await once(socat, "exit");
  });
  await vi.waitFor(() => expect(names.every((name) => existsSync(name))).toBe(true), 10_000);
  return names;
}

const COMMAND = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));

async function bptm(args: readonly string[]): Promise<readonly [number, string, string]> {
  const env = { ...process.env, BPTM_C12_PASSWORD: PASSWORD };
  const child = spawn(process.execPath, [COMMAND, "read", ...args], { env });
  const status = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return [await status, out, error];
}

/** The demonstration on a serial port. In a process of its own: the native code wants that. */
async function demo(path: string): Promise<void> {
  const args = [COMMAND, "demo", "--port-panel", "0", "--port-c12", "0", "--c12-serial", path];
  const env = { ...process.env, BPTM_C12_READ: PASSWORD };
  const child = spawn(process.execPath, args, { env });
  const ended = once(child, "exit");
  ends.push(async () => {
    child.kill();
    expect(await ended).toEqual([0, null]);
  });
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const lines = [await said.next(), await said.next(), await said.next()];
  expect(lines.at(-1)).toMatchObject({ value: `c12   ${path}, starts at 9600 baud` });
}

needs("socat", "socat")("a real serial device", () => {
  test("`bptm read` reads through it at a rate of its own, twice in a row", async () => {
    const [meter, probe] = await pair();
    await demo(meter);
    const [status, out] = await bptm([probe, "--baud", "57600"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^register 0 +\d+ Wh +utility delivered energy$/m);
    expect((await bptm([probe]))[0]).toBe(0);
  });
});

test("a missing port and an unsupported rate are reported in one sentence", async () => {
  expect((await bptm(["/dev/no-such-probe"]))[2]).toMatch(
    /^bptm: E-C12-08: .* check the path\.\n$/,
  );
  expect((await bptm(["/dev/no", "--baud", "1234"]))[2]).toMatch(/^bptm: E-READ-06: /);
});

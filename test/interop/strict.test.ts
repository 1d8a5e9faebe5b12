/** A client that knows only the standard, and was written without these sources, checks the port. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Device } from "@bptm/c12/device";
import { Passwords } from "@bptm/c12/passwords";
import { listen } from "@bptm/c12/port";
import { tablesDevice } from "@bptm/c12/tables-device";
import { afterEach, expect, test } from "vitest";
import { METER, NOON_S, testMeter } from "../c12/meter";
import { MemoryDevice, OPERATE, READ } from "../link/memory-device";
import { needs } from "../needs";

const CLIENT = fileURLToPath(new URL("./strict_client.py", import.meta.url));
const SEED = process.env["BPTM_SEED"] ?? String(Math.floor(Math.random() * 2 ** 30));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Result {
  readonly check: string;
  readonly good: boolean;
  readonly problems: readonly string[];
}

interface Verdict {
  readonly status: number;
  readonly results: readonly Result[];
}

/** What the client says of a device. */
async function judge(device: Device): Promise<Verdict> {
  const { port, close } = await listen(device, "127.0.0.1", 0);
  ends.push(close);
  const words = ["--read-password", READ, "--operate-password", OPERATE];
  const command = [CLIENT, "127.0.0.1", String(port), "--json", "--seed", SEED, ...words];
  return new Promise((resolve, reject) => {
    execFile("/usr/bin/python3", command, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout === "") return reject(new Error(stderr));
      const { checks } = JSON.parse(stdout) as { readonly checks: readonly Result[] };
      const status = typeof error?.code === "number" ? error.code : 0;
      return resolve({ status, results: checks });
    });
  });
}

const wrong = ({ results }: Verdict): readonly Result[] => results.filter(({ good }) => !good);

needs("python3", "python3")("the strict client", () => {
  test("finds nothing wrong with the meter", { timeout: 120_000 }, async () => {
    console.log(`strict.test: BPTM_SEED=${SEED}`);
    const requests: string[] = [];
    let demand_resets = 1;
    const { tables } = testMeter(
      () => ({
        ...METER,
        counters: { ...METER.counters, demand_resets },
        last_reset: { at_s: NOON_S - 7200, demand_resets: 1, registers: METER.registers },
      }),
      {},
      {
        request: (number, { kind }) => {
          requests.push(`${number} ${kind}`);
          return { reason: 0 };
        },
        setClock: () => undefined,
        resetDemand: () => {
          demand_resets++;
        },
      },
    );
    const passwords = new Passwords([
      { level: 1, password: READ },
      { level: 3, password: OPERATE },
    ]);
    const verdict = await judge(tablesDevice(tables, passwords));
    expect(wrong(verdict)).toEqual([]);
    expect(verdict.status).toBe(0);
    expect(verdict.results.length).toBeGreaterThan(50);
    // The client asked three times with one number, and twice for a reset with one number.
    expect(requests).toEqual(["1 clear-lock-open"]);
    expect(demand_resets).toBe(2);
  });

  test("finds fault with a device whose tables mean nothing", { timeout: 120_000 }, async () => {
    const verdict = await judge(new MemoryDevice());
    expect(verdict.status).toBe(1);
    const found = wrong(verdict).map(({ check }) => check);
    expect(found).toContain(
      "table 0 has the size of its own dimensions, and says nothing impossible",
    );
    expect(found).not.toContain(
      "a response that is answered with NAK is repeated, octet for octet",
    );
  });
});

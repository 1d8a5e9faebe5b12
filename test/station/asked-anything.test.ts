/** After any sequence of requests, the hosted meter can still encode every table. */
import { Passwords } from "@bptm/c12/link/passwords";
import { SimulatedHome } from "@bptm/control/host/simulated-home";
import { HostedMeter } from "@bptm/station/host/meter-tables";
import { requestOf } from "@bptm/station/host/requests";
import { HOME_IDENTITY } from "../c12/meter";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const SEED = Date.now() % 1_000_000;
console.log(`seed of the test of anything asked: ${SEED}`);

const HOME = { seed: 7310, start_ms: 0, house: "standard", generator: "open-frame-7500" };
const OPERATE = 3;
/** All numbers with tables, and some more. */
const NUMBERS = Array.from({ length: 160 }, (_, n) => (n < 80 ? n : 2048 + n - 80));

/** Octets of table 7 for an existing procedure. */
const procedure = fc
  .tuple(
    fc.constantFrom(4, 5, 6, 9, 21, 2048, 2049, 2050, 2051),
    fc.nat(255),
    fc.uint8Array({ maxLength: 10 }),
  )
  .map(([number, seq, parm]) => [number & 255, number >> 8, seq, ...parm]);

/** The last second of a day, also of the last day that can be encoded. */
const clock = fc
  .tuple(
    fc.nat(255),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(0, 26, 89, 90, 99),
    fc.constantFrom(2, 12),
    fc.constantFrom(28, 31),
  )
  .map(([seq, mask, ...date]) => [10, 0, seq, mask, ...date, 23, 59, 59, 0]);

/** A change of any setting, also of an unknown one. */
const setting = fc
  .tuple(
    fc.nat(255),
    fc.nat(0xffff),
    fc.oneof(fc.nat(60), fc.integer({ min: 0xff00, max: 0xffff })),
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
  )
  .map(([seq, number, place, value]) => {
    const numbers = [number & 255, number >> 8, 0, 0, place & 255, place >> 8];
    return [2052 & 255, 2052 >> 8, seq, ...numbers, ...value];
  });

test("no procedure makes a table unreadable", () => {
  const home = new SimulatedHome(HOME);
  const advance = (samples: number): void => {
    for (let done = 0; done < samples; done += 240) {
      home.advance(240);
      meter.update([]);
    }
  };
  const meter = new HostedMeter(
    {
      meter: home.meter,
      life: () => home.life,
      ready: () => true,
      clock_s: () => Math.floor(home.clock_ms(home.sample) / 1000),
      sendOrder: (order) => {
        home.give({ number: 1, expires_at_ms: 0, ...requestOf(order) });
        return Promise.resolve(undefined);
      },
    },
    HOME_IDENTITY,
  );
  while (home.life === 0) home.advance(20);
  const asked = fc.array(fc.oneof(procedure, clock, setting), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(asked, (all) => {
      const session = meter.open(new Passwords([]), 1, "");
      for (const octets of all) session.write(7, OPERATE, Uint8Array.from(octets));
      // A bit more than a second, so that everything requested has started.
      advance(5040);
      const given = NUMBERS.filter((table) => "octets" in session.read(table, OPERATE));
      expect(given.length).toBeGreaterThan(40);
      const { last_block_element: newest } = meter.records.profile.status();
      for (const block of [newest, (newest + 179) % 180]) {
        const part = { indices: [0, block], count: 1 };
        expect(session.read(64, OPERATE, part)).toHaveProperty("octets");
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

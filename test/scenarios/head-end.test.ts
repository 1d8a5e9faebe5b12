/**
 * Two errors that a head end could make, tested on conditions of the library: a house on its
 * generator is not tampering, and a meter powered by the generator must not hide an outage.
 */
import { MeterRecords } from "@bptm/c12/records/records";
import type { MeterData } from "@bptm/c12/records/meter-data";
import { library } from "@bptm/lab/scenario/library";
import { LiveCondition } from "@bptm/control/bench/live-condition";
import { describe, expect, test } from "vitest";
import { HOME_IDENTITY } from "../c12/meter";

const LOOK_MS = 50;
/** Time that the meter may need to detect a change. */
const SETTLED_MS = 2_000;
/** An outage begins after a fifth of a second (core/metering/outages.ts); a look is 50 ms late. */
const OUTAGE_MS = 250;
const START_S = Date.UTC(2026, 4, 4, 12) / 1000;

/** Meter data and the true connection at one time. */
interface Look {
  readonly time_ms: number;
  readonly data: MeterData;
  readonly connected: string;
}

/** How long something has been true without interruption. */
class Steady {
  private since_ms: number | undefined;

  for_ms(now_ms: number, holds: boolean): number {
    if (!holds) this.since_ms = undefined;
    else this.since_ms ??= now_ms;
    return this.since_ms === undefined ? 0 : now_ms - this.since_ms;
  }
}

function told(id: string, see: (look: Look) => void): MeterRecords {
  const found = library().find((one) => one.id === id);
  if (found === undefined) throw new Error(`no condition ${id}`);
  const { bench } = new LiveCondition(found);
  const records = new MeterRecords(HOME_IDENTITY);
  while (bench.time_ms < found.duration_s * 1000) {
    bench.advance(LOOK_MS);
    const clock_s = START_S + Math.floor(bench.time_ms / 1000);
    for (const event of bench.drain()) records.event(bench.meter, event, clock_s);
    if (!bench.powered) continue;
    records.sample(bench.meter, clock_s);
    const data = records.data(bench.meter, clock_s);
    see({ time_ms: bench.time_ms, data, connected: bench.connected });
  }
  return records;
}

/** Restarts, swapped sensors, races, and every fourth of the other runs with a generator. */
const NAMED = ["H-01", "H-42", "H-76", "H-87", "H-93", "H-117", "R-02", "R-03"];
const IDS = library()
  .filter(({ id, duration_s, timeline }, n) => {
    const generator = timeline.some((one) => one.generator === "start");
    return NAMED.includes(id) || (generator && duration_s <= 150 && n % 4 === 0);
  })
  .map(({ id }) => id);

describe.each(IDS)("%s", (id) => {
  test("no tampering, no hidden outage, and each outage once", () => {
    const on_generator = new Steady();
    const dead = new Steady();
    let wrong = "";
    const records = told(id, ({ time_ms, data, connected }) => {
      const steady_ms = on_generator.for_ms(time_ms, connected === "generator");
      const dead_ms = dead.for_ms(time_ms, (data.utility.line_mv ?? 0) < 10_000);
      // A contradiction (swapped sensors, a weld) may be reported as tampering.
      if (steady_ms < SETTLED_MS || data.faults.self_check || wrong !== "") return;
      const { load_source, utility_power_failed } = data.state;
      if (data.faults.tamper) wrong = `${time_ms} ms: tampering`;
      if (load_source === "utility") wrong = `${time_ms} ms: on the utility`;
      if (dead_ms >= OUTAGE_MS && !utility_power_failed) wrong = `${time_ms} ms: no outage`;
    });
    expect(wrong).toBe("");
    const powers = records.logs.events.entries
      .filter(({ code }) => !code.mfg && code.number <= 2)
      .map(({ code }) => code.number);
    expect(powers).toEqual(powers.map((_, n) => (n % 2) + 1));
  });
});

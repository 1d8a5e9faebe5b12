/** Registers against power cuts: nothing that was told goes backwards, whenever the power goes. */
import { chance } from "../chance";
import type { Registers } from "@bptm/core/metering/registers";
import { SAMPLE_HZ } from "@bptm/core/hardware/units";
import { Simulation } from "@bptm/lab/run/simulation";
import { WRITE_SAMPLES, corrupt, newestBank } from "@bptm/twin/meter/store";
import { expect, test } from "vitest";

const CUTS = 1000;
const SEED = Number(process.env["BPTM_SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

/** Everything that only grows, by name; a register is told with what is not yet one of it. */
function told(registers: Registers): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (at: object, path: string): void => {
    if ("value" in at && "remainder" in at) {
      found.set(path, Number(at.value) * 2 ** 30 + Number(at.remainder));
      return;
    }
    for (const [name, value] of Object.entries(at)) {
      if (value instanceof Int32Array) continue;
      if (typeof value === "object") visit(value as object, `${path}.${name}`);
      else if (!name.endsWith("_w") && !["last_source", "outage_open"].includes(name)) {
        found.set(`${path}.${name}`, Number(value));
      }
    }
  };
  visit(registers, "");
  return found;
}

/** A meter whose house draws much, and which somebody reads after every tick. */
class Reader {
  readonly simulation = new Simulation({
    seed: SEED,
    house: "large",
    generator: "open-frame-7500",
  });
  readonly broken: string[] = [];
  private before = new Map<string, number>();

  constructor() {
    for (const name of ["dryer", "range"]) this.simulation.apply({ load: "on", name });
    this.simulation.observe({ tick: () => this.read() });
  }

  get published(): Registers {
    return this.simulation.world.meter.metering.published;
  }

  private read(): void {
    const { world } = this.simulation;
    if (world.home.supply.alive === 0 || world.boots !== world.home.supply.boots) return;
    const now = told(this.published);
    for (const [name, value] of now) {
      const was = this.before.get(name) ?? 0;
      if (value < was)
        this.broken.push(`${name} from ${was} to ${value} at ${this.simulation.time_ms}`);
    }
    this.before = now;
  }
}

/** Takes the power away at this very sample, and gives it back after a while. */
function cut(simulation: Simulation, samples: number): void {
  const { supply } = simulation.world.home;
  supply.alive = 0;
  supply.held_in_reset = 1;
  simulation.advance(samples);
  supply.held_in_reset = 0;
}

/** Advances until a write runs, at most so many samples. */
function untilWrite(simulation: Simulation, samples: number): void {
  const { store } = simulation.world.home;
  for (let n = 0; n < samples && store.write_sample < 0; n++) simulation.advance(1);
}

test(`no register goes backwards over ${CUTS} cuts at random instants (BPTM_SEED=${SEED})`, () => {
  const reader = new Reader();
  const { simulation } = reader;
  const { home, meter } = simulation.world;
  const draw = chance(SEED);
  for (let n = 0; n < CUTS; n++) {
    const kind = draw(4);
    // Any time; within the write at power-up; within the write on the reserve; in between.
    simulation.advance(kind === 0 ? 1 + draw(2 * SAMPLE_HZ) : 1 + draw(400));
    if (kind === 2) {
      simulation.advance(SAMPLE_HZ);
      simulation.apply({ utility: "cut" });
    }
    if (kind !== 0) {
      untilWrite(simulation, SAMPLE_HZ);
      simulation.advance(1 + draw(kind === 3 ? WRITE_SAMPLES + 40 : WRITE_SAMPLES));
    }
    cut(simulation, 1 + draw(100));
    if (kind === 2) simulation.apply({ utility: "restore" });
    if (n % 100 === 99) simulation.advance(70 * SAMPLE_HZ);
  }
  simulation.advance(2 * SAMPLE_HZ);
  expect(reader.broken).toEqual([]);
  const { store } = home;
  expect(store.torn, "cuts in the middle of a write").toBeGreaterThan(CUTS / 4);
  expect(meter.control.stored.boots).toBeGreaterThan(CUTS / 2);
  // Something was at stake, and each write that was completed was counted.
  expect(reader.published.utility.wh_delivered.value).toBeGreaterThan(1000);
  expect(meter.registers.writes).toBe(store.writes - 1);
  // At most a handful of writes for each time that the power came: nothing writes in a loop.
  expect(store.writes + store.torn).toBeLessThan(6 * CUTS);
}, 300_000);

test("an ordinary outage takes nothing away: the registers are saved on the reserve", () => {
  const reader = new Reader();
  const { simulation } = reader;
  const { meter, home } = simulation.world;
  simulation.advance(31 * SAMPLE_HZ);
  simulation.apply({ utility: "cut" });
  while (home.supply.alive !== 0) simulation.advance(20);
  const { value, remainder } = meter.registers.utility.wh_delivered;
  simulation.advance(SAMPLE_HZ);
  simulation.apply({ utility: "restore" });
  while (home.supply.alive === 0) simulation.advance(20);
  simulation.advance(20);
  expect(value).toBeGreaterThan(80);
  const back = reader.published.utility.wh_delivered;
  expect(back.value).toBe(value);
  // The last window of twelve cycles may have ended after the write.
  expect(Math.abs(back.remainder - remainder)).toBeLessThan(8_640_000);
  simulation.advance(3 * SAMPLE_HZ);
  const { outages, outage_open, outage_log } = meter.registers;
  expect([outages, outage_open]).toEqual([1, 0]);
  const [number, start_s, start_boot, end_s, end_boot, lowest_mv] = outage_log;
  expect([number, start_boot, end_boot]).toEqual([1, 1, 2]);
  expect(start_s).toBeGreaterThanOrEqual(30);
  expect(end_s).toBeGreaterThanOrEqual(start_s ?? Infinity);
  expect(lowest_mv).toBeLessThan(20_000);
}, 60_000);

test("a bank that has lost a bit is not believed: the copy before it counts on", () => {
  const { simulation, published } = new Reader();
  const { home, meter } = simulation.world;
  const { store } = home;
  simulation.advance(125 * SAMPLE_HZ);
  const before = published.utility.wh_delivered.value;
  expect(before).toBeGreaterThan(300);
  const newest = newestBank(store);
  corrupt(store, newest, 3 + 150, 1 << 7);
  cut(simulation, 50);
  simulation.advance(SAMPLE_HZ);
  const after = meter.registers.utility.wh_delivered.value;
  expect(meter.control.store_state).toBe(0);
  // A minute of 10 kW is 170 Wh: the older bank is at most so old.
  expect(after).toBeGreaterThan(before - 400);
  expect(after).toBeLessThanOrEqual(before + 10);
}, 60_000);

test("a store that accepts no write is found out: nothing is told that is not in it", () => {
  const reader = new Reader();
  const { simulation } = reader;
  simulation.advance(SAMPLE_HZ);
  simulation.world.home.store.write_protected = 1;
  simulation.advance(130 * SAMPLE_HZ);
  expect(simulation.world.meter.registers.utility.wh_delivered.value).toBeGreaterThan(300);
  const { published } = reader;
  expect(published.utility.wh_delivered.value).toBeLessThan(10);
  cut(simulation, 50);
  simulation.advance(2 * SAMPLE_HZ);
  expect(reader.broken).toEqual([]);
}, 60_000);

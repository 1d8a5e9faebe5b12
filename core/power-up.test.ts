import { expect, test } from "vitest";
import { Blank, Meter, powerUp, sampleMeter, tickMeter } from "./meter";
import { StoreState } from "./storage/store";
import { Coil } from "./hardware/signals";
import { Latch } from "./lists/latches";

/** Runs a meter on noise so that every part of it has a past. */
function used(): Meter {
  const m = new Meter();
  powerUp(m, StoreState.Empty);
  let x = 12345;
  for (let k = 0; k < 48_000; k++) {
    for (let c = 0; c < 10; c++) {
      x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
      m.inputs.samples[c] = ((x >> 8) % 20_000) - 10_000;
    }
    m.inputs.utility_contacts = (x >> 4) & 15;
    m.inputs.coil_reserve_mv = 24_000;
    sampleMeter(m);
    if (k % 20 === 19) tickMeter(m);
  }
  return m;
}

test("a power cut leaves nothing behind but the store's record", () => {
  const m = used();
  powerUp(m, StoreState.Bad);
  const blank = new Blank();
  expect(m.sense).toEqual(blank.sense);
  expect(m.estimate).toEqual(blank.estimate);
  expect(m.neutral).toEqual(blank.neutral);
  expect(m.outputs).toEqual(blank.outputs);
  const { stored: _, raised: __, store_state: ___, ...control } = m.control;
  const { stored: _1, raised: _2, store_state: _3, ...fresh } = blank.control;
  expect(control).toEqual(fresh);
});

test("a bad store locks transfers out and takes the defaults; a good one comes back whole", () => {
  const m = new Meter();
  m.settings.restore_s = 90;
  m.stored.lock_open = 1;
  powerUp(m, StoreState.Good);
  expect(m.settings.restore_s).toBe(90);
  expect(m.stored.lock_open).toBe(1);
  m.settings.restore_s = 1;
  powerUp(m, StoreState.Good);
  expect(m.stored.latches, "a setting outside its limits").toBe(Latch.StoreBad);
  expect(m.settings.restore_s).toBe(60);
});

test("a bad store is not trusted, even when its settings are possible", () => {
  const m = new Meter();
  m.settings.restore_s = 90;
  Object.assign(m.stored, { lock_open: 1, transfers: 3 });
  powerUp(m, StoreState.Bad);
  expect(m.stored).toMatchObject({ latches: Latch.StoreBad, lock_open: 0, transfers: 0, boots: 1 });
  expect(m.settings.restore_s).toBe(60);
});

test("a pulse that a power cut ended counts as one that did not move its switch, once", () => {
  const m = new Meter();
  Object.assign(m.stored, { intent: Coil.GeneratorClose, tries_generator_close: 1 });
  for (let boot = 0; boot < 2; boot++) {
    powerUp(m, StoreState.Good);
    expect(m.stored).toMatchObject({ intent: 0, tries_generator_close: 2 });
  }
});

test("a long back voltage outlasts a power cut", () => {
  const m = new Meter();
  m.stored.back_voltage = 1;
  powerUp(m, StoreState.Good);
  expect(m.evidence.back_voltage_long).toBe(1);
});

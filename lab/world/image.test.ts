import { Meter } from "@bptm/core/meter";
import { Registers } from "@bptm/core/metering/registers";
import { expect, test } from "vitest";
import { IMAGE_WORDS_USED, loadImage, loadRegisters, saveImage } from "@bptm/core/image";

/** Sets every word of a record, at any depth, to a distinct value; returns their number. */
function fill(record: object, first: number): number {
  let used = 0;
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === "object") used += fill(value as object, first + used);
    else {
      Reflect.set(record, name, first + used);
      used += 1;
    }
  }
  return used;
}

test("every field of a record is stored, each in a word of its own", () => {
  const meter = new Meter();
  const { stored, settings } = meter.control;
  const words = fill(stored, 1000) + fill(settings, 2000) + fill(meter.registers, 3000);
  expect(words).toBeGreaterThan(170);
  const image = new Int32Array(512);
  saveImage(image, meter);
  const back = new Meter();
  loadImage(image, back);
  expect(back.control.stored).toEqual(stored);
  expect(back.control.settings).toEqual(settings);
  expect(back.registers).toEqual(meter.registers);
  expect(IMAGE_WORDS_USED).toBe(words + 1);
  expect(image[IMAGE_WORDS_USED]).toBe(0);
  const alone = new Registers();
  loadRegisters(image, alone);
  expect(alone).toEqual(meter.registers);
});

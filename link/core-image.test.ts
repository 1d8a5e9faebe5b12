import { expect, test } from "vitest";
import { Meter } from "@bptm/core/meter";
import { IMAGE, ImageReader, ImageWriter } from "./core-image";

/** Numbers every word of what an image shows, so that no two are alike. */
function numbered(): { meter: Meter; words: Int32Array } {
  const reader = new ImageReader();
  const words = Int32Array.from({ length: IMAGE.words }, (_, index) => 1000 + index);
  reader.read(words);
  return { meter: reader.meter, words };
}

test("an image shows every word again, in its place", () => {
  const { meter, words } = numbered();
  const image = new Int32Array(IMAGE.words);
  new ImageWriter(meter).write(image);
  expect(image).toEqual(words);
  const reader = new ImageReader();
  reader.read(image);
  const { sense: _1, request: _2, blank: _3, ...shown } = reader.meter;
  const { sense: _4, request: _5, blank: _6, ...sent } = meter;
  expect(shown).toEqual(sent);
});

test("second names of the controlling half show the same words", () => {
  const { meter } = numbered();
  expect(meter.settings).toBe(meter.control.settings);
  expect(meter.settings.restore_s).toBeGreaterThanOrEqual(1000);
});

test("a meter with other fields has no image here", () => {
  const other = Object.assign(new Meter(), { explanation: { sentence: 0 } });
  expect(() => new ImageWriter(other as unknown as Meter)).toThrow(/another core/);
});

test("an image is small enough for a serial line", () => {
  // 115 200 baud carry two of them a second.
  expect(IMAGE.words * 4).toBeLessThan(5760);
});

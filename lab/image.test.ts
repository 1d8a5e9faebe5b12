import { Settings } from "@bptm/core/settings";
import { Stored } from "@bptm/core/store";
import { expect, test } from "vitest";
import { IMAGE_WORDS_USED, loadImage, saveImage } from "./image";

/** Gives every field of a record a value of its own. */
function fill(record: object, first: number): string[] {
  const names = Object.keys(record);
  for (const [at, name] of names.entries()) Reflect.set(record, name, first + at);
  return names;
}

test("no field of a record is forgotten, and no two share a word", () => {
  const stored = new Stored();
  const settings = new Settings();
  const names = [...fill(stored, 1000), ...fill(settings, 2000)];
  expect(names.length).toBeGreaterThan(70);
  const image = new Int32Array(512);
  saveImage(image, stored, settings);
  const storedBack = new Stored();
  const settingsBack = new Settings();
  loadImage(image, storedBack, settingsBack);
  expect(storedBack).toEqual(stored);
  expect(settingsBack).toEqual(settings);
  expect(IMAGE_WORDS_USED).toBe(names.length + 1);
  expect(image[IMAGE_WORDS_USED]).toBe(0);
});

/**
 * The record of every earlier release is read by this one: registers, settings, an order to stay
 * open and lock-outs survive, and what that release did not have starts from its default. Each file
 * of stores/ is the record of one earlier layout, with the names that its fields had.
 */
import { readFileSync, readdirSync } from "node:fs";
import { IMAGE_FORMAT, IMAGE_WORDS_USED, ImageAge, mendSettings } from "@bptm/core/image";
import { loadImage, saveImage, upgradeImage } from "@bptm/core/image";
import { Latch } from "@bptm/core/lists/latches";
import { Meter } from "@bptm/core/meter";
import { array, assert, integer, pre, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Earlier {
  readonly commit: string;
  readonly fields: readonly string[];
  readonly words: readonly number[];
}

const folder = new URL("stores/", import.meta.url);
const stores = readdirSync(folder)
  .toSorted()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Earlier);

/** Fields that have another name today. */
const RENAMED: Readonly<Record<string, string>> = {
  "Stored.utility_wh": "Registers.utility.wh_delivered.value",
  "Stored.generator_wh": "Registers.generator.wh_delivered.value",
};
/** Fields that this release no longer has, and the lock-out that became a latch. */
const GONE = /^Stored\.(lockout|finding|minutes|(utility|generator)_(opened|closed)_minute)$/;

const imageOf = (words: readonly number[]): Int32Array => {
  const image = new Int32Array(512);
  image.set(words);
  return image;
};

/** The value of a field such as `Registers.outage_log[3]` in a meter. */
function valueOf(meter: Meter, field: string): number {
  const now = (RENAMED[field] ?? field).replace(/\.rest$/, ".remainder");
  const [record, ...rest] = now.split(/[.[\]]+/).filter((part) => part !== "");
  const { stored, settings } = meter.control;
  const root = { Stored: stored, Settings: settings, Registers: meter.registers }[record ?? ""];
  return rest.reduce<unknown>((at, key) => Reflect.get(at as object, key), root) as number;
}

function read(words: readonly number[]): { age: ImageAge; meter: Meter } {
  const image = imageOf(words);
  const meter = new Meter();
  const age = upgradeImage(image, words.length, meter) as ImageAge;
  if (age === ImageAge.Present || age === ImageAge.Earlier) loadImage(image, meter);
  return { age, meter };
}

/** The record of a meter of this release. */
function present(change: (meter: Meter) => void = () => undefined): number[] {
  const meter = new Meter();
  change(meter);
  const image = new Int32Array(512);
  saveImage(image, meter);
  return Array.from(image.subarray(0, IMAGE_WORDS_USED));
}

test("there is a record of every earlier layout that the list names", () => {
  const list = readFileSync(new URL("../../core/lists/store.yaml", import.meta.url), "utf8");
  const { earlier } = parse(list) as { earlier: { versions: number[] }[] };
  const versions = stores.map(({ words }) => words[0]);
  expect(versions.toSorted()).toEqual(earlier.flatMap(({ versions }) => versions).toSorted());
});

describe("the record of an earlier release", () => {
  test.each(stores.map((one) => [one.commit, one] as const))("%s", (_, { fields, words }) => {
    const { age, meter } = read(words);
    expect(age).toBe(ImageAge.Earlier);
    const kept = fields.filter((field) => !GONE.test(field));
    expect(kept.map((field) => [field, valueOf(meter, field)])).toEqual(
      kept.map((field) => [field, words[fields.indexOf(field) + 1]]),
    );
    expect(meter.control.stored.lock_open).toBe(2);
    const latches = fields.includes("Stored.latches") ? 65 : Latch.UtilityFedBack;
    expect(meter.control.stored.latches).toBe(latches);
    expect(meter.control.settings.restore_s).toBe(77);
    if (!fields.includes("Stored.house_sources")) {
      expect(meter.control.stored.house_sources).toBe(0);
    }
  });

  test("of the format with ids, with fewer fields", () => {
    const words = present((meter) => (meter.registers.utility.wh_delivered.value = 4711));
    for (const length of [words.length - 1, 150, 30]) {
      const { age, meter } = read(words.slice(0, length));
      expect(age).toBe(ImageAge.Earlier);
      const survives = length > 100;
      expect(meter.registers.utility.wh_delivered.value).toBe(survives ? 4711 : 0);
      expect(meter.control.settings).toEqual(new Meter().control.settings);
    }
  });

  test("with settings outside the present limits: they go back to their defaults", () => {
    const { settings } = new Meter().control;
    const blank = new Meter().control.settings;
    settings.restore_s = -1;
    settings.dead_time_ms = 1;
    expect(mendSettings(settings, blank)).toBeGreaterThan(0);
    expect(settings).toEqual(blank);
    expect(mendSettings(settings, blank)).toBe(0);
  });
});

test("the present record is read as it is", () => {
  expect(read(present()).age).toBe(ImageAge.Present);
});

test("the record of a later release is not read", () => {
  expect(read([...present(), 1]).age).toBe(ImageAge.Later);
  expect(read([IMAGE_FORMAT + 1, ...present().slice(1)]).age).toBe(ImageAge.Later);
});

test("words that no release wrote are unknown, and nothing is read from them", () => {
  const any = array(integer(), { minLength: 1, maxLength: 512 });
  const known = new Set(stores.map(({ words }) => words[0]));
  assert(
    property(any, (words) => {
      pre(!known.has(words[0]) && ((words[0] ?? 0) ^ IMAGE_FORMAT) >>> 8 !== 0);
      expect(read(words).age).toBe(ImageAge.Unknown);
    }),
  );
});

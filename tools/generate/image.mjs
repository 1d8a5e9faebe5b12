/**
 * Writes core/image.ts: it saves and loads every field of the stored records at its place in
 * core/lists/store.yaml, and reads the records of earlier releases.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { path } from "../project/paths.mjs";
import { classes } from "./copies.mjs";

const LIST = "core/lists/store.yaml";
/** Records of the image, and where a blank one is found in the meter. */
const RECORDS = { Stored: "control.stored", Settings: "control.settings", Registers: "registers" };
/** Words of the store's image; the upper half holds an earlier record while it is read. */
const HALF = 256;

/** Path of every word of a class, including those of its members. */
function words(found, name, prefix) {
  return found.get(name).fields.flatMap(({ field, type, length }) => {
    const at = `${prefix}.${field}`;
    if (type === "i32") return [at];
    if (type === "Int32Array") return Array.from({ length }, (_, index) => `${at}[${index}]`);
    return words(found, type, at);
  });
}

/** Each field of the list with its place; an array has one for each of its words. */
function placesOf(fields) {
  let at = 1;
  return fields.flatMap((entry) => {
    const [, retired, name, length] = /^(retired )?([\w.]+)(?:\[(\d+)\])?$/.exec(entry);
    const names =
      length === undefined
        ? [name]
        : Array.from({ length: Number(length) }, (_, index) => `${name}[${index}]`);
    return names.map((one) => ({ name: one, place: at++, retired: retired !== undefined }));
  });
}

/** Refuses a list in which a field of the core has no place, or a place no field. */
function checkPlaces(places, wanted) {
  const live = new Map();
  for (const { name, place, retired } of places) {
    if (!retired && live.has(name)) throw new Error(`${LIST}: ${name} stands twice, remove one.`);
    if (!retired) live.set(name, place);
  }
  for (const name of wanted) {
    if (!live.has(name)) {
      throw new Error(`${LIST}: ${name} has no place; append it to the end of fields.`);
    }
  }
  for (const name of live.keys()) {
    if (!wanted.includes(name)) {
      throw new Error(
        `${LIST}: the core has no ${name}; write "retired" before it, keep its place.`,
      );
    }
  }
  if (places.length >= HALF) throw new Error(`${LIST}: more than ${HALF - 1} words; make room.`);
  return live;
}

function both(name, fields, live) {
  const cast = (field) => (field.endsWith("]") ? `s.${field} as i32` : `s.${field}`);
  const at = (field) => `image[${live.get(`${name}.${field}`)}]`;
  // The registers are published from a written image, so others need to load them.
  const exported = name === "Registers" ? "export " : "";
  return [
    `function save${name}(image: Int32Array, s: ${name}): void {`,
    ...fields.map((field) => `  ${at(field)} = ${cast(field)};`),
    "}",
    "",
    `${exported}function load${name}(image: Int32Array, s: ${name}): void {`,
    ...fields.map((field) => `  s.${field} = ${at(field)} as i32;`),
    "}",
    "",
  ];
}

/** Reads one earlier record: its runs of words, and the lock-out that is now a latch. */
const earlierLines = ({ versions, words: length, lockout, runs }, live) => [
  `  if (words === ${length} && (${versions.map((one) => `version === ${one}`).join(" || ")})) {`,
  ...runs.map(([from, to, count]) => `    place(image, ${from}, ${to}, ${count});`),
  ...(lockout === undefined
    ? []
    : [`    image[${live.get("Stored.latches")}] = latchOf(image[HALF + ${lockout}] as i32);`]),
  "    return true;",
  "  }",
];

/** Settings of an earlier release may lie outside the limits of this one. */
const resetLines = (settings) => [
  "/** Puts one setting, by its number from 1, back to the blank's. */",
  "function resetSetting(s: Settings, blank: Settings, index: i32): void {",
  ...settings.map((name, at) => `  if (index === ${at + 1}) s.${name} = blank.${name};`),
  "}",
  "",
  "/**",
  " * Puts every setting that the present limits refuse back to the blank's. Returns the number,",
  " * from 1, of the first; 0 when there was none.",
  " */",
  "export function mendSettings(s: Settings, blank: Settings): i32 {",
  "  const first: i32 = settingsError(s);",
  `  for (let k: i32 = 0; k < ${settings.length}; k++) {`,
  "    const bad: i32 = settingsError(s);",
  "    if (bad === 0) return first;",
  "    resetSetting(s, blank, bad);",
  "  }",
  "  if (settingsError(s) !== 0) copySettings(s, blank);",
  "  return first;",
  "}",
  "",
];

/** Reads the records of other releases. */
const upgradeLines = (records, earlier, live) => [
  "/** Takes words of the earlier record over, from their place in it to their place here. */",
  "function place(image: Int32Array, from: i32, to: i32, count: i32): void {",
  "  for (let k: i32 = 0; k < count; k++) image[to + k] = image[HALF + from + k] as i32;",
  "}",
  "",
  "/** Takes a record without ids over; false when it is none. */",
  "function placeEarlier(image: Int32Array, version: i32, words: i32): boolean {",
  ...earlier.flatMap((one) => earlierLines(one, live)),
  "  return false;",
  "}",
  "",
  "/** How a record that was found in the store relates to this release. */",
  "export const enum ImageAge {",
  "  Present = 0,",
  "  /** Of an earlier release; the image now has the present format. */",
  "  Earlier = 1,",
  "  /** Of a later release: it must not be overwritten. */",
  "  Later = 2,",
  "  Unknown = 3,",
  "}",
  "",
  "/**",
  " * Brings a record of `words` words, with a good check sum, into the present format. What it",
  " * does not have yet starts from the meter's blank.",
  " */",
  "export function upgradeImage(image: Int32Array, words: i32, m: Meter): i32 {",
  "  const version: i32 = image[0] as i32;",
  "  const present: boolean = version === IMAGE_FORMAT;",
  "  if (present && words === IMAGE_WORDS_USED) return ImageAge.Present;",
  "  const later: boolean = version > IMAGE_FORMAT && version <= (IMAGE_FORMAT | 0xff);",
  "  if (later || (present && words > IMAGE_WORDS_USED)) return ImageAge.Later;",
  "  if (words > HALF || words < 2) return ImageAge.Unknown;",
  "  for (let k: i32 = 0; k < words; k++) image[HALF + k] = image[k] as i32;",
  "  image[0] = IMAGE_FORMAT;",
  ...records.map(({ name, blank }) => `  save${name}(image, m.blank.${blank});`),
  "  if (present) {",
  "    place(image, 1, 1, words - 1);",
  "    return ImageAge.Earlier;",
  "  }",
  "  return placeEarlier(image, version, words) ? ImageAge.Earlier : ImageAge.Unknown;",
  "}",
];

/** The text of core/image.ts without its header. */
export function emitImage(folder) {
  const found = classes(folder);
  const list = parse(readFileSync(path(LIST), "utf8"));
  const records = Object.entries(RECORDS).map(([name, blank]) => {
    const fields = words(found, name, name).map((one) => one.slice(name.length + 1));
    return { name, blank, file: found.get(name).file, fields };
  });
  const places = placesOf(list.fields);
  const wanted = records.flatMap(({ name, fields }) => fields.map((one) => `${name}.${one}`));
  const live = checkPlaces(places, wanted);
  return [
    'import { Meter } from "./meter";',
    'import { copySettings } from "./lists/copies";',
    'import { latchOf } from "./lists/latches";',
    'import { settingsError } from "./lists/settings";',
    ...records.map(({ name, file }) => `import { ${name} } from "./${file}";`),
    "",
    "/** First word of the image: the format in which the place of a word is its field's id. */",
    "export const IMAGE_FORMAT: i32 = 0x42505401;",
    `export const IMAGE_WORDS_USED: i32 = ${places.length + 1};`,
    "/** Place in the image of an earlier record while it is read. */",
    `const HALF: i32 = ${HALF};`,
    "",
    ...records.flatMap(({ name, fields }) => both(name, fields, live)),
    "/** Writes what a meter keeps into the image. */",
    "export function saveImage(image: Int32Array, m: Meter): void {",
    "  image[0] = IMAGE_FORMAT;",
    ...records.map(({ name, blank }) => `  save${name}(image, m.${blank});`),
    "}",
    "",
    "/** Reads it back into the meter. */",
    "export function loadImage(image: Int32Array, m: Meter): void {",
    ...records.map(({ name, blank }) => `  load${name}(image, m.${blank});`),
    "}",
    "",
    ...resetLines(records.find(({ name }) => name === "Settings").fields),
    ...upgradeLines(records, list.earlier, live),
  ].join("\n");
}

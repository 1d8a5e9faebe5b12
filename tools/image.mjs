/** Writes lab/image.ts: what the store keeps, every field of its two records, both ways. */
import { classes } from "./copies.mjs";

/** Records of the image in their order, and the files they come from. */
const RECORDS = ["Stored", "Settings"];

function both(name, fields, at) {
  const save = fields.map(({ field }, index) => `  image[${at + index}] = s.${field};`);
  const load = fields.map(({ field }, index) => `  s.${field} = image[${at + index}] as i32;`);
  return [
    `function save${name}(image: Int32Array, s: ${name}): void {`,
    ...save,
    "}",
    "",
    `function load${name}(image: Int32Array, s: ${name}): void {`,
    ...load,
    "}",
    "",
  ];
}

/** A number that changes with every change of a record, so that an old image is not misread. */
function versionOf(text) {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.codePointAt(0)) % 0x3fffffff;
  return sum;
}

/** The text of lab/image.ts without its header. */
export function emitImage(folder) {
  const found = classes(folder);
  const records = RECORDS.map((name) => ({ name, ...found.get(name) }));
  for (const { fields } of records) {
    if (fields.some(({ type }) => type !== "i32")) throw new Error("the store keeps i32 alone");
  }
  let at = 1;
  const functions = records.flatMap(({ name, fields }) => {
    const lines = both(name, fields, at);
    at += fields.length;
    return lines;
  });
  const names = records.flatMap(({ fields }) => fields.map(({ field }) => field));
  return [
    ...records.map(({ name, file }) => `import { ${name} } from "@bptm/core/${file}";`),
    "",
    "/** First word of the image: another list of fields gives another number. */",
    `export const IMAGE_VERSION: i32 = ${versionOf(names.join())};`,
    `export const IMAGE_WORDS_USED: i32 = ${at};`,
    "",
    ...functions,
    "/** Writes both records into the image. */",
    "export function saveImage(image: Int32Array, stored: Stored, settings: Settings): void {",
    "  image[0] = IMAGE_VERSION;",
    "  saveStored(image, stored);",
    "  saveSettings(image, settings);",
    "}",
    "",
    "/** Reads both records back from the image. */",
    "export function loadImage(image: Int32Array, stored: Stored, settings: Settings): void {",
    "  loadStored(image, stored);",
    "  loadSettings(image, settings);",
    "}",
  ].join("\n");
}

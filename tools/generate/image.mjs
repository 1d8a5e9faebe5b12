/** Writes core/image.ts: it saves and loads every field of the stored records. */
import { classes } from "./copies.mjs";

/** Records of the image in their order, and the files they come from. */
const RECORDS = ["Stored", "Settings", "Registers"];

/** Path of every word of a class, including those of its members. */
function words(found, name, prefix = "") {
  return found.get(name).fields.flatMap(({ field, type, length }) => {
    const path = `${prefix}${field}`;
    if (type === "i32") return [path];
    if (type === "Int32Array") return Array.from({ length }, (_, at) => `${path}[${at}]`);
    return words(found, type, `${path}.`);
  });
}

function both(name, fields, at) {
  const cast = (field) => (field.endsWith("]") ? `s.${field} as i32` : `s.${field}`);
  const save = fields.map((field, index) => `  image[${at + index}] = ${cast(field)};`);
  const load = fields.map((field, index) => `  s.${field} = image[${at + index}] as i32;`);
  // The registers are published from a written image, so others need to load them.
  const exported = name === "Registers" ? "export " : "";
  return [
    `function save${name}(image: Int32Array, s: ${name}): void {`,
    ...save,
    "}",
    "",
    `${exported}function load${name}(image: Int32Array, s: ${name}): void {`,
    ...load,
    "}",
    "",
  ];
}

/** A number that changes with the list of fields, so that an old image is not misread. */
function versionOf(text) {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.codePointAt(0)) % 0x3fffffff;
  return sum;
}

/** The text of core/image.ts without its header. */
export function emitImage(folder) {
  const found = classes(folder);
  const records = RECORDS.map((name) => {
    return { name, file: found.get(name).file, fields: words(found, name) };
  });
  let at = 1;
  const functions = records.flatMap(({ name, fields }) => {
    const lines = both(name, fields, at);
    at += fields.length;
    return lines;
  });
  const names = records.flatMap(({ fields }) => fields);
  return [
    'import { Meter } from "./meter";',
    ...records.map(({ name, file }) => `import { ${name} } from "./${file}";`),
    "",
    "/** First word of the image: another list of fields gives another number. */",
    `export const IMAGE_VERSION: i32 = ${versionOf(names.join())};`,
    `export const IMAGE_WORDS_USED: i32 = ${at};`,
    "",
    ...functions,
    "/** Writes what a meter keeps into the image. */",
    "export function saveImage(image: Int32Array, m: Meter): void {",
    "  image[0] = IMAGE_VERSION;",
    "  saveStored(image, m.control.stored);",
    "  saveSettings(image, m.control.settings);",
    "  saveRegisters(image, m.registers);",
    "}",
    "",
    "/** Reads it back into the meter. */",
    "export function loadImage(image: Int32Array, m: Meter): void {",
    "  loadStored(image, m.control.stored);",
    "  loadSettings(image, m.control.settings);",
    "  loadRegisters(image, m.registers);",
    "}",
  ].join("\n");
}

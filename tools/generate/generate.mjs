/**
 * Writes every generated file: from the tables in core/lists/*.yaml, the network's lines, the
 * tables of the safety case, the descriptions of C12.19 tables, and the READMEs of the rooms.
 *
 *     node tools/generate/generate.mjs            writes what differs
 *     node tools/generate/generate.mjs --check    fails when a file on disk differs
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { emitCopies } from "./copies.mjs";
import { emitImage } from "./image.mjs";
import {
  emitCodes,
  emitEvents,
  emitHardware,
  emitLatches,
  emitLatchTexts,
  emitSettings,
  emitTexts,
} from "./emit.mjs";
import { profile, tablesPage } from "./c12-page.mjs";
import {
  eventsPage,
  hardwarePage,
  latchesPage,
  sentencesPage,
  settingsPage,
} from "./emit-pages.mjs";
import { load } from "./load.mjs";
import { networkFiles } from "./network-lines.mjs";
import { path } from "../project/paths.mjs";
import { roomFiles } from "./rooms.mjs";
import { safetyFiles } from "./safety.mjs";
import { readTables } from "./tables.mjs";

const ALL = ["settings", "events", "sentences"];
const TABLES = [...ALL, "hardware", "latches", "holds"];

/** Each generated file, the tables it comes from, and its writer. */
const FILES = [
  { file: "core/lists/settings.ts", from: ["settings"], emit: emitSettings },
  { file: "core/lists/events.ts", from: ["events"], emit: emitEvents },
  { file: "core/lists/codes.ts", from: ["sentences"], emit: emitCodes },
  { file: "core/lists/latches.ts", from: ["latches"], emit: emitLatches },
  { file: "core/hardware/contract.ts", from: ["hardware"], emit: emitHardware },
  { file: "docs/hardware.md", from: ["hardware"], emit: hardwarePage },
  { file: "text/latch-list.ts", from: ["latches", "sentences"], emit: emitLatchTexts },
  { file: "text/texts.ts", from: ALL, emit: emitTexts },
  { file: "docs/reference/settings.md", from: ["settings"], emit: settingsPage },
  { file: "docs/reference/events.md", from: ["events"], emit: eventsPage },
  { file: "docs/reference/latches.md", from: ["latches", "holds", "sentences"], emit: latchesPage },
  { file: "docs/reference/sentences.md", from: ["sentences"], emit: sentencesPage },
];

const sources = (from) => (from.length === 1 ? `core/lists/${from[0]}.yaml` : "core/lists/*.yaml");

async function formatted(file, text) {
  const { format } = await import("oxfmt");
  const { printWidth } = JSON.parse(readFileSync(path(".oxfmtrc.json"), "utf8"));
  const { code, errors } = await format(file, text, { printWidth });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return code;
}

async function render({ file, from, emit }, tables) {
  const header = `Generated from ${sources(from)} by \`npm run generate\`; do not edit.`;
  const body = emit(tables).trim();
  if (file.endsWith(".md")) return `<!-- ${header} -->\n\n${body}\n`;
  return formatted(file, `// ${header}\n\n${body}\n`);
}

/** The text of every file whose tables exist, by name. */
export async function renderAll(tables) {
  const ready = FILES.filter(({ from }) => from.every((name) => tables[name]));
  const texts = ready.map(async (one) => [one.file, await render(one, tables)]);
  return Object.fromEntries(await Promise.all(texts));
}

function sayMissing(tables) {
  for (const name of TABLES.filter((one) => !tables[one])) {
    console.log(`generate: skipped, there is no core/lists/${name}.yaml yet`);
  }
}

/** Generates from the classes of core on disk. */
async function fromClasses() {
  const header = "// Generated from the classes of core by `npm run generate`; do not edit.";
  const folder = pathToFileURL(`${path("core")}/`);
  const made = { ...emitCopies(folder), "image.ts": emitImage(folder) };
  const texts = Object.entries(made).map(async ([name, text]) => {
    const file = `core/${name}`;
    return [file, await formatted(file, `${header}\n\n${text}\n`)];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** Generates from the descriptions of tables on disk. */
async function fromDescriptions() {
  const header = "Generated from c12/tables/table-*.ts by `npm run generate`; do not edit.";
  return {
    "docs/reference/c12-tables.md": `<!-- ${header} -->\n\n${(await tablesPage()).trim()}\n`,
    "c12/profiles/bptm.yaml": `# ${header}\n\n${await profile()}\n`,
  };
}

/** The schemas of conditions and results, from the sources that check them. */
async function schemas() {
  const { schemaFiles } = await load("lab/schema.ts");
  return Object.fromEntries(schemaFiles());
}

const differs = (file, text) =>
  !existsSync(path(file)) || readFileSync(path(file), "utf8") !== text;

async function differing() {
  const tables = readTables(path("core/lists"));
  sayMissing(tables);
  const texts = {
    ...(await renderAll(tables)),
    ...(await networkFiles()),
    ...(await fromClasses()),
    ...(await fromDescriptions()),
    ...(await schemas()),
    ...safetyFiles(),
    ...roomFiles(),
  };
  return Object.entries(texts).filter(([file, text]) => differs(file, text));
}

/** Writes only the files that differ, so that the others keep their time of change. */
export async function generate() {
  // Twice: the copies are made from classes that the first round may have written.
  for (let round = 0; round < 2; round++) {
    for (const [file, text] of await differing()) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    }
  }
}

/** Fails with the names of files on disk that differ from the generated text. */
async function check() {
  const stale = await differing();
  for (const [file] of stale) console.error(`${file} is stale: run \`npm run generate\`.`);
  if (stale.length > 0) process.exitCode = 1;
}

if (process.argv[1] === path("tools/generate/generate.mjs")) {
  await (process.argv.includes("--check") ? check() : generate()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

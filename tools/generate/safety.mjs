/**
 * The safety case: checks docs/safety.yaml and docs/hazards.yaml against the repository, and writes
 * pages from them.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { parse } from "yaml";
import { path } from "../project/paths.mjs";
import { checkSafety } from "./safety-checks.mjs";
import { matrixPage } from "./safety-matrix.mjs";
import { fillSections } from "./safety-sections.mjs";
import { verdictsOf } from "./safety-verdicts.mjs";

const PAGE = "docs/safety.md";
const MATRIX = "docs/reference/safety-matrix.md";
const VERDICTS = "docs/reference/proof.json";

const text = (name) => readFileSync(path(name), "utf8");
const found = (name, pattern) => [...text(name).matchAll(pattern)];
const numbers = (matches) => new Set(matches.map(([, number]) => Number(number)));

function conditionsIn(folder) {
  const files = readdirSync(path(folder)).filter((name) => name.endsWith(".yaml"));
  return files.map((name) => {
    const { id, group, severity } = parse(text(`${folder}/${name}`));
    return [id, { file: `${folder}/${name}`, group, severity }];
  });
}

/** Invariants with an obligation of their own. */
function provedNumbers() {
  const file = "proof/induction/obligations.ts";
  const judged = numbers(found(file, /^ {2}\[(\d+), "/gm));
  const claimed = numbers(found(file, /\bclaim\(\s*(\d+),/g));
  return new Set([...judged, ...claimed, ...numbers(found(file, /\binvariants: \[([1-9]\d*)/g))]);
}

/** Constants of the contract with the hardware, and of what the core derives from it. */
function figures() {
  const lines = ["contract", "hardware"].flatMap((name) =>
    found(`core/hardware/${name}.ts`, /^export const (\w+): i32 = (\d+);/gm),
  );
  return Object.fromEntries(lines.map(([, name, value]) => [name, Number(value)]));
}

function settings() {
  const list = parse(text("core/lists/settings.yaml"));
  return Object.fromEntries(list.map((one) => [one.name, Number(one.default)]));
}

/** Everything in the repository that a safety case can name. */
export function repository() {
  return {
    conditions: Object.fromEntries([
      ...conditionsIn("lab/conditions"),
      ...conditionsIn("proof/examples/conditions"),
    ]),
    faults: Object.fromEntries(
      found("proof/model/faults.ts", /^ {2}(\w+): "([^"]+)",$/gm).map(([, name, says]) => [
        name,
        says,
      ]),
    ),
    judged: numbers(found("lab/run/rules.ts", /^ {2}(\d+): \{$/gm)),
    explored: numbers(found("proof/model/monitor.ts", /\b1 << (\d+)/g)),
    proved: provedNumbers(),
    figures: figures(),
    settings: settings(),
    commands: new Set(found("cli/main.ts", /\.command\("([\w-]+)"\)/g).map(([, name]) => name)),
    scripts: Object.keys(JSON.parse(text("package.json")).scripts),
    /** The text of a file, or undefined; empty for a folder. */
    textOf: (name) => {
      if (!existsSync(path(name))) return undefined;
      return /\.\w+$/.test(name) ? text(name) : "";
    },
  };
}

/** The two tables. */
export function safetyTables() {
  return { ...parse(text("docs/safety.yaml")), hazards: parse(text("docs/hazards.yaml")) };
}

const SOURCE = /(?<!\.test|\.d)\.ts$/;

/** Hash of the core's sources, without tests. */
export function coreHash() {
  const hash = createHash("sha256");
  const sources = readdirSync(path("core"), { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => SOURCE.test(name) && !name.includes("node_modules/"));
  for (const name of sources.toSorted()) hash.update(`${name}\n${text(`core/${name}`)}`);
  return hash.digest("hex");
}

function verdicts(tables) {
  if (!existsSync(path(VERDICTS))) return verdictsOf(undefined, tables, "");
  return verdictsOf(JSON.parse(text(VERDICTS)), tables, coreHash());
}

/** The text of every file of the safety case, by name. */
export function safetyFiles() {
  const tables = safetyTables();
  const known = repository();
  checkSafety(tables, known);
  const shown = verdicts(tables);
  return {
    [MATRIX]: matrixPage(tables, known, shown),
    [PAGE]: fillSections(text(PAGE), tables, known, shown),
  };
}

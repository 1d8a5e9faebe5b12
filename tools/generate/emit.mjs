/** Writes the generated TypeScript: portable classes and enums for core, text tables for lab. */

/** Settings per checking function, so that each stays short. */
const CHECKS_PER_FUNCTION = 30;
const WIDTH = 96;

/** Breaks a text into lines of at most `width` characters. */
export function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

/** A doc comment, on one line where it fits. */
export function comment(text, indent = "") {
  const safe = text.replaceAll("*/", "* /");
  if (safe === "") return [];
  if (indent.length + safe.length + 7 <= WIDTH) return [`${indent}/** ${safe} */`];
  const lines = wrap(safe, WIDTH - indent.length - 3).map((line) => `${indent} * ${line}`);
  return [`${indent}/**`, ...lines, `${indent} */`];
}

const field = ({ name, unit, default: value, min, max, why }) => [
  ...comment(`${min} to ${max}${unit && ` ${unit}`}. ${why}`, "  "),
  `  ${name}: i32 = ${value};`,
];

const check = ({ name, min, max, index }) =>
  `  if (s.${name} < ${min} || s.${name} > ${max}) return ${index};`;

function chunks(entries, size) {
  const count = Math.ceil(entries.length / size);
  return Array.from({ length: count }, (_, at) => entries.slice(at * size, (at + 1) * size));
}

/** The functions that check every setting against its limits, and those that call them. */
function limits(settings) {
  const numbered = settings.map((setting, at) => ({ ...setting, index: at + 1 }));
  const groups = chunks(numbered, CHECKS_PER_FUNCTION);
  const functions = groups.flatMap((group, at) => [
    `function firstError${at + 1}(s: Settings): i32 {`,
    ...group.map(check),
    "  return 0;",
    "}",
    "",
  ]);
  const asks = groups.flatMap((_, at) => [
    `  const error${at + 1}: i32 = firstError${at + 1}(s);`,
    `  if (error${at + 1} !== 0) return error${at + 1};`,
  ]);
  return [
    ...functions,
    ...groups.flatMap((group, at) => [
      `function firstDifference${at + 1}(a: Settings, b: Settings): i32 {`,
      ...group.map(({ name, index }) => `  if (a.${name} !== b.${name}) return ${index};`),
      "  return 0;",
      "}",
      "",
    ]),
    "/** 0 when both are equal; else the number, from 1, of the first setting that differs. */",
    "export function settingsDifference(a: Settings, b: Settings): i32 {",
    ...groups.flatMap((_, at) => [
      `  const different${at + 1}: i32 = firstDifference${at + 1}(a, b);`,
      `  if (different${at + 1} !== 0) return different${at + 1};`,
    ]),
    "  return 0;",
    "}",
    "",
    "/** 0 when every setting is inside its hard limits; else the number, from 1, of the first. */",
    "export function settingsError(s: Settings): i32 {",
    ...asks,
    "  return 0;",
    "}",
  ];
}

/** Every pair of settings that must keep a distance, with the number of the upper one. */
function relations(settings) {
  return settings.flatMap(({ name, above = {} }, at) =>
    Object.entries(above).map(([below, margin]) => ({ above: name, below, margin, index: at + 1 })),
  );
}

/** The function that checks the settings against each other. */
function conflicts(settings) {
  return [
    "",
    "/** 0 when the settings fit each other; else the number, from 1, of one that is too low. */",
    "export function settingsConflict(s: Settings): i32 {",
    ...relations(settings).map(
      ({ above, below, margin, index }) =>
        `  if (s.${above} - s.${below} < ${margin}) return ${index};`,
    ),
    "  return 0;",
    "}",
    "",
    "/** The one check of a set: its first setting outside its limits or in conflict, or 0. */",
    "export function settingsFault(s: Settings): i32 {",
    "  const outside: i32 = settingsError(s);",
    "  return outside !== 0 ? outside : settingsConflict(s);",
    "}",
    "",
    "/** Puts the first pair in conflict back to `safe`; the number of its lower one, or 0. */",
    "export function resetConflict(s: Settings, safe: Settings): i32 {",
    ...relations(settings).flatMap(({ above, below, margin }) => [
      `  if (s.${above} - s.${below} < ${margin}) {`,
      `    s.${above} = safe.${above};`,
      `    s.${below} = safe.${below};`,
      `    return ${settings.findIndex(({ name }) => name === below) + 1};`,
      "  }",
    ]),
    "  return 0;",
    "}",
  ];
}

/** core/lists/settings.ts */
export function emitSettings({ settings }) {
  return [
    "/** Every setting with its default. The order is that of the table. */",
    "export class Settings {",
    ...settings.flatMap(field),
    "}",
    "",
    ...limits(settings),
    ...conflicts(settings),
  ].join("\n");
}

const enumeration = (name, entries, meaning) => [
  `export const enum ${name} {`,
  ...entries.flatMap((entry) => [
    ...comment(meaning(entry), "  "),
    `  ${entry.id} = ${entry.code},`,
  ]),
  "}",
  "",
];

const meaningOf = (event) => event.meaning || event.sentence;

/** core/lists/events.ts */
export function emitEvents({ events }) {
  return [
    "/** Everything that the core reports. */",
    ...enumeration("Event", events, meaningOf),
  ].join("\n");
}

const KINDS = {
  doing: ["Doing", "What the meter does."],
  why: ["Why", "Why it does so."],
  next: ["Next", "What it waits for."],
  advice: ["Advice", "What the customer may do."],
  reason: ["Reason", "Why something was refused or went wrong."],
};

/** core/lists/codes.ts */
export function emitCodes({ sentences }) {
  return Object.entries(KINDS)
    .flatMap(([kind, [name, meaning]]) => [
      `/** ${meaning} */`,
      ...enumeration(name, sentences[kind], (entry) => entry.text),
    ])
    .join("\n");
}

const TEXT_TYPES = `
import type { Settings } from "@bptm/core/lists/settings";

/** One setting: what it is, how far it may go, and why. */
export interface SettingRelation {
  readonly above: keyof Settings;
  readonly below: keyof Settings;
  readonly margin: number;
}

export interface SettingText {
  readonly name: keyof Settings;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly why: string;
  readonly source: string;
}

/** One kind of event. \`{a}\` and \`{b}\` are its two arguments, with a format after a colon. */
export interface EventText {
  readonly id: string;
  readonly code: number;
  readonly severity: "info" | "warning" | "alarm";
  readonly sentence: string;
  /** Event code of ANSI C12.19; 0 when there is none. */
  readonly c1219: number;
  /** End device event type of IEC 61968-9; empty when there is none. */
  readonly cim: string;
}

/** One sentence that the meter can say. */
export interface Sentence {
  readonly id: string;
  readonly code: number;
  readonly text: string;
}
`;

const pick = (keys) => (entry) => Object.fromEntries(keys.map((key) => [key, entry[key]]));

function literal(entries, keys) {
  return JSON.stringify(entries.map(pick(keys)));
}

/** text/texts.ts */
export function emitTexts({ settings, events, sentences }) {
  const settingKeys = ["name", "unit", "default", "min", "max", "why", "source"];
  const eventKeys = ["id", "code", "severity", "sentence", "c1219", "cim"];
  const kinds = Object.keys(KINDS).map((kind) => `readonly ${kind}: readonly Sentence[];`);
  const texts = Object.keys(KINDS).map(
    (kind) => `${kind}: ${literal(sentences[kind], ["id", "code", "text"])},`,
  );
  return [
    TEXT_TYPES,
    `export const SETTINGS: readonly SettingText[] = ${literal(settings, settingKeys)};`,
    "",
    "/** Pairs of settings of which the upper one must lie `margin` or more above the other. */",
    "export const SETTING_RELATIONS: readonly SettingRelation[] =",
    `  ${literal(relations(settings), ["above", "below", "margin"])};`,
    "",
    `export const EVENTS: readonly EventText[] = ${literal(events, eventKeys)};`,
    "",
    `export const SENTENCES: { ${kinds.join(" ")} } = { ${texts.join("\n")} };`,
  ].join("\n");
}

const bitOf = ({ bit }) => 2 ** bit;
const maskOf = (latches) => latches.reduce((sum, one) => sum + bitOf(one), 0);

/** core/lists/latches.ts */
export function emitLatches({ latches }) {
  const mask = (name, meaning, wanted) => [
    ...comment(meaning),
    `export const ${name}: i32 = ${maskOf(latches.filter(wanted))};`,
    "",
  ];
  return [
    'import { Reason } from "./codes";',
    "",
    "/** The latches, gravest first: each a bit of the stored set. */",
    "export const enum Latch {",
    ...latches.flatMap((one) => [...comment(one.way_in, "  "), `  ${one.id} = ${bitOf(one)},`]),
    "}",
    "",
    ...mask("FORBIDS_UTILITY", "Latches that keep the service switch from closing.", (one) =>
      one.forbids.includes("utility"),
    ),
    ...mask("FORBIDS_GENERATOR", "Latches that keep the generator switch from closing.", (one) =>
      one.forbids.includes("generator"),
    ),
    ...mask(
      "OPENS_GENERATOR",
      "Latches that open the generator switch.",
      (one) => one.opens === "generator",
    ),
    ...mask(
      "CLEARED_BY_DEAD_HOUSE",
      "Latches that a dead house clears.",
      (one) => one.way_out === "dead house",
    ),
    "/** The gravest latch of a set, as a `Reason`; `Reason.None` for an empty set. */",
    "export function gravest(latches: i32): i32 {",
    ...latches.map(({ id }) => `  if ((latches & Latch.${id}) !== 0) return Reason.${id};`),
    "  return Reason.None;",
    "}",
    "",
    "/** The latch that a `Reason` names; 0 = none. */",
    "export function latchOf(reason: i32): i32 {",
    ...latches.map(({ id }) => `  if (reason === Reason.${id}) return Latch.${id};`),
    "  return 0;",
    "}",
  ].join("\n");
}

/** text/latch-list.ts */
export function emitLatchTexts({ latches, sentences }) {
  const entries = latches.map(({ id, bit, severity, forbids, way_out }) => {
    const text = sentences.reason.find((one) => one.id === id)?.text;
    if (text === undefined)
      throw new Error(`core/lists/latches.yaml: ${id}: add it to \`reason\`.`);
    return { id, bit, severity, forbids, way_out, text };
  });
  return [
    "/** One latch: what it forbids and how it is cleared. */",
    "export interface LatchText {",
    "  readonly id: string;",
    "  /** Its place in the stored set. */",
    "  readonly bit: number;",
    '  readonly severity: "danger" | "part" | "doubt";',
    '  readonly forbids: readonly ("utility" | "generator")[];',
    '  readonly way_out: "order" | "dead house";',
    "  readonly text: string;",
    "}",
    "",
    "/** Gravest first. */",
    `export const LATCHES: readonly LatchText[] = ${JSON.stringify(entries)};`,
  ].join("\n");
}

/** The figures of the contract with the hardware, for core, twin, judge and proof. */
export function emitHardware({ hardware }) {
  const figures = hardware.flatMap(({ entries }) => entries).filter(({ name }) => name);
  return figures
    .flatMap(({ name, value, unit, requires }) => [
      ...comment(`${unit}. ${requires}`),
      `export const ${name}: i32 = ${value};`,
      "",
    ])
    .join("\n");
}

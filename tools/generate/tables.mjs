/** Reads and checks the tables from which files are generated. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const KINDS = ["doing", "why", "next", "advice", "reason"];
const I32_MAX = 2 ** 31 - 1;
/** Length of a reason in the meter's table 2056 (c12/tables/table-meter.ts). */
const REASON_OCTETS = 90;

/** Thrown for a bad table; the message names the file, the entry and the fix. */
class ListError extends Error {}

/** One line of a text that may be written over several. */
const oneLine = (text) =>
  String(text ?? "")
    .replace(/\s+/g, " ")
    .trim();

function demand(holds, file, entry, fix) {
  if (!holds) throw new ListError(`${file}: ${entry}: ${fix}.`);
}

function unique(file, entries, key) {
  const seen = new Set();
  for (const entry of entries) {
    const name = entry.id ?? entry.name;
    demand(!seen.has(entry[key]), file, name, `${key} ${entry[key]} is used twice, choose another`);
    seen.add(entry[key]);
  }
}

function checkSetting(file, setting) {
  const { name, min, max } = setting;
  demand(/^[a-z][a-z0-9_]*$/.test(name), file, name, "a name is written like_this_s, unit last");
  for (const key of ["default", "min", "max"]) {
    const value = setting[key];
    const fits = Number.isInteger(value) && Math.abs(value) <= I32_MAX;
    demand(fits, file, name, `${key} must be a whole number that fits 32 bits`);
  }
  const inside = min <= setting.default && setting.default <= max;
  demand(inside, file, name, `the default must lie between ${min} and ${max}`);
  demand(setting.why && setting.source, file, name, "say why, and give the source");
}

/** Each `above` names another setting, and the defaults keep the distance. */
function checkRelations(file, entries) {
  const defaults = new Map(entries.map(({ name, default: value }) => [name, value]));
  for (const { name, default: value, above } of entries) {
    for (const [below, margin] of Object.entries(above)) {
      demand(defaults.has(below), file, name, `above: there is no setting ${below}`);
      const fits = value - defaults.get(below) >= margin;
      demand(fits, file, name, `its default must be at least ${margin} above that of ${below}`);
    }
  }
}

/** The settings in their order: the index of one, from 1, is what `settingsError` returns. */
function settings(file, list) {
  const entries = list.map((entry) => ({
    ...entry,
    default: Number(entry.default),
    min: Number(entry.min),
    max: Number(entry.max),
    unit: oneLine(entry.unit),
    why: oneLine(entry.why),
    source: oneLine(entry.source),
    above: entry.above ?? {},
  }));
  for (const entry of entries) checkSetting(file, entry);
  checkRelations(file, entries);
  unique(file, entries, "name");
  return entries;
}

function checkCoded(file, { id, code }) {
  demand(/^[A-Z][A-Za-z0-9]*$/.test(id), file, id, "an id is written LikeThis");
  demand(Number.isInteger(code) && code >= 0 && code <= I32_MAX, file, id, "code: a whole number");
}

function events(file, list) {
  const entries = list.map((entry) => ({
    ...entry,
    sentence: oneLine(entry.sentence),
    c1219: Number(entry.c1219 ?? 0),
    cim: oneLine(entry.cim),
    meaning: oneLine(entry.meaning),
  }));
  for (const entry of entries) {
    checkCoded(file, entry);
    const known = ["info", "warning", "alarm"].includes(entry.severity);
    demand(known, file, entry.id, "severity is info, warning or alarm");
    demand(entry.sentence, file, entry.id, "write its sentence");
  }
  unique(file, entries, "id");
  unique(file, entries, "code");
  return entries;
}

/** Events that no longer exist: their codes stay taken, because stored journals keep them. */
function retiredEvents(file, list) {
  const entries = list.map((entry) => ({ ...entry, reason: oneLine(entry.reason) }));
  for (const entry of entries) {
    checkCoded(file, entry);
    demand(entry.reason, file, entry.id, "give the reason why it was retired");
  }
  unique(file, entries, "code");
  return entries;
}

function refuseRetired(folder, { events: live = [], "retired-events": retired = [] }) {
  const names = new Map(retired.map(({ id, code }) => [code, id]));
  for (const { id, code } of live) {
    const fix = `code ${code} belonged to the retired event ${names.get(code)}, choose another`;
    demand(!names.has(code), `${folder}/events.yaml`, id, fix);
  }
}

function sentences(file, map) {
  const kinds = KINDS.map((kind) => {
    const entries = (map[kind] ?? []).map((entry) => ({ ...entry, text: oneLine(entry.text) }));
    for (const entry of entries) {
      checkCoded(file, entry);
      const fits = kind !== "reason" || Buffer.byteLength(entry.text) <= REASON_OCTETS;
      demand(fits, file, entry.id, `at most ${REASON_OCTETS} octets, as C12.19 table 2056 holds`);
    }
    unique(file, entries, "id");
    unique(file, entries, "code");
    return [kind, entries];
  });
  return Object.fromEntries(kinds);
}

const SWITCHES = ["utility", "generator"];
const WAYS_OUT = ["order", "dead house"];

/** The latches, gravest first. */
function latches(file, list) {
  const entries = list.map((entry) => ({
    ...entry,
    opens: entry.opens ?? "nothing",
    way_in: oneLine(entry.way_in),
  }));
  for (const { id, bit, severity, forbids, opens, way_in, way_out } of entries) {
    demand(/^[A-Z][A-Za-z0-9]*$/.test(id), file, id, "an id is written LikeThis");
    demand(Number.isInteger(bit) && bit >= 0 && bit < 31, file, id, "bit: a number from 0 to 30");
    const known = ["danger", "part", "doubt"].includes(severity);
    demand(known, file, id, "severity is danger, part or doubt");
    const switches = forbids?.length > 0 && forbids.every((one) => SWITCHES.includes(one));
    demand(switches, file, id, "forbids: a list of utility and generator");
    demand(["nothing", "generator"].includes(opens), file, id, "opens: generator, or left out");
    demand(way_in, file, id, "say in way_in how it comes about");
    demand(WAYS_OUT.includes(way_out), file, id, `way_out is ${WAYS_OUT.join(" or ")}`);
  }
  unique(file, entries, "id");
  unique(file, entries, "bit");
  return entries;
}

/** The holds, each with its way out. */
function holds(file, list) {
  const entries = list.map((entry) => ({
    ...entry,
    way_in: oneLine(entry.way_in),
    longest: oneLine(entry.longest),
  }));
  for (const { id, forbids, way_in, way_out, longest } of entries) {
    demand(/^[A-Z][A-Za-z0-9]*$/.test(id), file, id, "an id is written LikeThis");
    const switches = forbids?.length > 0 && forbids.every((one) => SWITCHES.includes(one));
    demand(switches, file, id, "forbids: a list of utility and generator");
    demand(way_in && longest, file, id, "say in way_in how it begins, and in longest how it ends");
    const known = ["time", "evidence", "order"].includes(way_out);
    demand(known, file, id, "way_out is time, evidence or order");
  }
  unique(file, entries, "id");
  return entries;
}

/** The contract with the hardware, by parts. */
function hardware(file, parts) {
  const tidy = parts.map(({ part, entries }) => ({
    part,
    entries: entries.map((entry) => ({ ...entry, requires: oneLine(entry.requires) })),
  }));
  const all = tidy.flatMap(({ entries }) => entries);
  for (const { id, name, value, unit, requires, source } of all) {
    const what = name ?? id;
    const words = id !== undefined && name === undefined && value === undefined;
    const figure = /^[A-Z][A-Z0-9_]*$/.test(name ?? "") && Number.isInteger(value) && unit;
    demand(
      words || figure,
      file,
      what,
      "give an id alone, or a NAME with a whole value and a unit",
    );
    demand(requires && source, file, what, "say in requires what the maker shows, and the source");
  }
  unique(
    file,
    all.filter(({ id }) => id),
    "id",
  );
  unique(
    file,
    all.filter(({ name }) => name),
    "name",
  );
  return tidy;
}

const READERS = {
  settings,
  events,
  sentences,
  hardware,
  latches,
  holds,
  "retired-events": retiredEvents,
};

/** The tables found in a folder, by the names of their files; each absent with its file. */
export function readTables(folder) {
  const found = Object.entries(READERS).flatMap(([name, reader]) => {
    const file = `${folder}/${name}.yaml`;
    return existsSync(file) ? [[name, reader(file, parse(readFileSync(file, "utf8")))]] : [];
  });
  const tables = Object.fromEntries(found);
  refuseRetired(folder, tables);
  return tables;
}

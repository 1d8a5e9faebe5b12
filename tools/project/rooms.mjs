/**
 * The rooms of the project. Which room may import which stands here; what a room and its sub-rooms
 * are for stands in the README of each. `npm run generate` writes both into ARCHITECTURE.md.
 */
import { readFileSync } from "node:fs";
import { path } from "./paths.mjs";

/** Each room with what it may import, whole rooms or parts of one; ground floor first. */
export const ROOMS = {
  runtime: [],
  core: [],
  text: ["core"],
  twin: ["core"],
  lab: ["runtime", "core", "text", "twin"],
  proof: ["runtime", "core"],
  c12: ["runtime", "core", "text"],
  link: ["core"],
  control: ["runtime", "core", "text", "twin", "lab", "link"],
  station: ["runtime", "core", "text", "twin", "lab", "c12", "link", "control"],
  panel: ["station/wire/api"],
  cli: ["runtime", "text", "twin", "lab", "proof", "c12", "station"],
};

/** Folders that are no room, and have a README with a table of their folders all the same. */
export const BESIDE = ["tools", "test"];

/** What a README says: its first sentence, and its rows, ground floor first. */
export function parseReadme(text) {
  const [, about = ""] = /^# .+\n\n((?:(?!\||#).+\n)+)/.exec(text) ?? [];
  const rows = [...text.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)];
  return {
    about: about.trim().replaceAll("\n", " "),
    rows: rows.map(([, name, sentence]) => ({ name, sentence })),
  };
}

/** What the README of a room, or of `tools` or `test`, says. */
export const readmeOf = (room) => parseReadme(readFileSync(path(`${room}/README.md`), "utf8"));

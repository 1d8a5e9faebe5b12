/** Writes the picture of the rooms in ARCHITECTURE.md, between its two marks. */
import { readFileSync } from "node:fs";
import { path } from "../project/paths.mjs";
import { ROOMS, readmeOf } from "../project/rooms.mjs";
import { table } from "./emit-pages.mjs";

const FILE = "ARCHITECTURE.md";
const [OPEN, CLOSE] = ["<!-- rooms -->", "<!-- /rooms -->"];

const roomOf = (part) => part.split("/")[0];

/** Rooms that can be reached from a room by one import or several. */
function reach(rooms, room) {
  const direct = rooms[room].map(roomOf);
  return new Set([...direct, ...direct.flatMap((next) => [...reach(rooms, next)])]);
}

/** The arrows that do not follow from other arrows. */
export function arrows(rooms) {
  return Object.keys(rooms).flatMap((room) => {
    const direct = rooms[room].map(roomOf);
    const implied = new Set(direct.flatMap((next) => [...reach(rooms, next)]));
    return direct.filter((to) => !implied.has(to)).map((to) => [room, to]);
  });
}

function picture(rooms) {
  const lines = arrows(rooms).map(([from, to]) => `    ${from} --> ${to}`);
  return ["```mermaid", "flowchart TD", ...lines, "```"];
}

function roomRow(room) {
  const { about, rows } = readmeOf(room);
  const mayImport = ROOMS[room].map((part) => `\`${part}\``).join(", ") || "nothing";
  const inside = rows.map(({ name }) => `\`${name}\``).join(", ");
  return [`[\`${room}\`](${room}/README.md)`, about, mayImport, inside];
}

function section() {
  return [
    OPEN,
    "",
    "Ground floor first. `npm run generate` writes this from `tools/project/rooms.mjs` and from",
    "the README of each room, which says what its sub-rooms are for.",
    "",
    ...table(
      ["Room", "Contents", "May import", "Sub-rooms, ground floor first"],
      Object.keys(ROOMS).map(roomRow),
    ),
    "An arrow stands for import; a room may also import what its arrows reach, if its row says so.",
    "",
    ...picture(ROOMS),
    "",
    CLOSE,
  ].join("\n");
}

/** A page with the section between its marks replaced. */
export function between(page, text) {
  const [start, end] = [page.indexOf(OPEN), page.indexOf(CLOSE)];
  if (start < 0 || end < start) {
    throw new Error(`${FILE} has no ${OPEN} before ${CLOSE}: put both marks back.`);
  }
  return page.slice(0, start) + text + page.slice(end + CLOSE.length);
}

/** The updated file, by its name. */
export const roomFiles = () => ({
  [FILE]: between(readFileSync(path(FILE), "utf8"), section()),
});

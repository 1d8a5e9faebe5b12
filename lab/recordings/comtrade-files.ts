/** Finds the parts of a recording: a .cff, or a .cfg with its .dat, in any letter case. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { textOf } from "./comtrade-text";
import { RecordingError, causeOf } from "./recording-error";

/** The parts, each with its name in error messages. */
interface Parts {
  readonly config: string;
  readonly config_file: string;
  readonly data: Uint8Array;
  readonly data_file: string;
}

/** Larger files are refused before they fill memory. */
const MAX_BYTES = 1 << 30;

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size <= MAX_BYTES) return readFileSync(file);
  } catch (error) {
    const cause = causeOf(error);
    const why = cause === "ENOENT" ? "there is no such file" : `it cannot be read (${cause})`;
    throw new RecordingError("E-REC-01", file, `${why}; name a .cff or a .cfg.`);
  }
  throw new RecordingError("E-REC-01", file, "it is larger than 1 GiB; cut it into parts.");
}

/** The file of the same name with the other extension. */
function companion(file: string, ending: string): string {
  const stem = basename(file, extname(file));
  const folder = dirname(file);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    names = [];
  }
  const wanted = `${stem}${ending}`;
  const found = names.filter((name) => name.toLowerCase() === wanted.toLowerCase());
  const exact = found.filter((name) => name.startsWith(`${stem}.`));
  const [one, other] = exact.length > 0 ? exact : found;
  if (one === undefined) {
    const sentence = `its companion ${wanted} is missing; copy both files into the same folder.`;
    throw new RecordingError("E-REC-02", file, sentence);
  }
  if (other !== undefined) {
    const sentence = `both ${one} and ${other} might be its companion; remove one of them.`;
    throw new RecordingError("E-REC-02", file, sentence);
  }
  return join(folder, one);
}

interface Section {
  readonly kind: string;
  readonly from: number;
  to: number;
}

/** Kind of section, its data format, and its length in bytes. */
const KIND = String.raw`([A-Z]+)(?:[ \t]+([A-Z0-9]+))?[ \t]*(?::[ \t]*(\d+))?`;
const SEPARATOR = new RegExp(
  String.raw`^---[ \t]*file type:[ \t]*${KIND}[ \t]*---[ \t]*\r?\n?`,
  "i",
);
/** Maximum length of a separator. */
const SEPARATOR_BYTES = 200;

/** The separator at this byte, if there is one. */
function separatorAt(bytes: Buffer, at: number): RegExpExecArray | undefined {
  let start = at;
  while (start > 0 && (bytes[start - 1] === 32 || bytes[start - 1] === 9)) start--;
  const before = bytes[start - 1];
  if (start > 0 && before !== 10 && before !== 13) return undefined;
  return SEPARATOR.exec(bytes.toString("latin1", at, at + SEPARATOR_BYTES)) ?? undefined;
}

/** Start and end of each section of a .cff; binary data end by their stated length. */
function sectionsOf(given: Uint8Array, file: string): Section[] {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const sections: Section[] = [];
  let line = 1;
  let counted = 0;
  for (let at = bytes.indexOf("---"); at >= 0;) {
    const hit = separatorAt(bytes, at);
    if (hit === undefined) {
      at = bytes.indexOf("---", at + 3);
      continue;
    }
    for (; counted < at; counted++) if (bytes[counted] === 10) line++;
    const last = sections.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, at);
    const from = at + hit[0].length;
    const length = hit[3] === undefined ? undefined : Number(hit[3]);
    const to = length === undefined ? bytes.length : from + length;
    if (to > bytes.length) {
      const has = bytes.length - from;
      const sentence = `${length} bytes of data are announced, but ${has} follow; copy it again.`;
      throw new RecordingError("E-REC-10", `${file}:${line}`, sentence);
    }
    sections.push({ kind: (hit[1] ?? "").toUpperCase(), from, to });
    // Ignore anything that looks like a separator inside binary data.
    at = bytes.indexOf("---", length === undefined ? from : to);
  }
  return sections;
}

function cffParts(file: string): Parts {
  const bytes = bytesOf(file);
  const sections = sectionsOf(bytes, file);
  const section = (kind: string): Section => {
    const found = sections.find((one) => one.kind === kind);
    if (found !== undefined) return found;
    const separator = kind === "CFG" ? "--- file type: CFG ---" : "--- file type: DAT ... ---";
    const sentence = `it has no section "${separator}", so it is incomplete; copy it again.`;
    throw new RecordingError("E-REC-10", file, sentence);
  };
  const config = section("CFG");
  const data = section("DAT");
  const text = textOf(bytes.subarray(config.from, config.to));
  return {
    // Error messages count lines from the start of the section.
    config: text,
    config_file: `${file} (CFG)`,
    data: bytes.subarray(data.from, data.to),
    data_file: `${file} (DAT)`,
  };
}

/** The parts of the recording that `file` names: its .cff, its .cfg or its .dat. */
export function readParts(file: string): Parts {
  const ending = extname(file).toLowerCase();
  if (ending === ".cff") return cffParts(file);
  if (ending !== ".cfg" && ending !== ".dat") {
    const sentence = "a recording ends in .cff or .cfg; name one of these.";
    throw new RecordingError("E-REC-01", file, sentence);
  }
  const config_file = ending === ".cfg" ? file : companion(file, ".cfg");
  const config = textOf(bytesOf(config_file));
  const data_file = ending === ".dat" ? file : companion(file, ".dat");
  return { config, config_file, data: bytesOf(data_file), data_file };
}

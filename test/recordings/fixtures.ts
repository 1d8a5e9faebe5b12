/** Small recordings of every revision and format, written independently of the code under test. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Revision and format of a recording. */
export interface Style {
  readonly revision: "1991" | "1999" | "2013";
  readonly format: "ASCII" | "BINARY" | "BINARY32" | "FLOAT32";
  readonly hz: number;
  readonly line_hz: number;
  readonly samples: number;
  /** Lines for the sampling rates; by default a single rate. */
  readonly rates?: string;
  readonly newline?: string;
}

export const PLAIN: Style = {
  revision: "1999",
  format: "ASCII",
  hz: 1920,
  line_hz: 60,
  samples: 384,
};

/** Every recording has a voltage of 120 V with a peak of 20 000 counts, and a current. */
export const VOLTS_PER_COUNT: number = (120 * Math.SQRT2) / 20_000;
export const OFFSET_V = 0.25;

export function countsAt({ hz, line_hz }: Style, sample: number): [number, number] {
  const angle = (2 * Math.PI * line_hz * sample) / hz;
  return [Math.round(20_000 * Math.sin(angle)), Math.round(5000 * Math.cos(angle))];
}

/** The second of two status channels closes in the middle. */
const statusAt = (style: Style, sample: number): number => (sample * 2 >= style.samples ? 1 : 0);

export function configOf(style: Style): string {
  const { revision, format, hz, line_hz, samples, newline = "\r\n" } = style;
  const old = revision === "1991";
  const date = old ? "03/04/91,10:20:30.250000" : "04/03/1991,10:20:30.250000";
  const analog = (at: number, name: string, unit: string, a: number, b: number): string => {
    const line = `${at},${name},A,,${unit},${a},${b},0,-32767,32767`;
    return old ? line : `${line},120,1,S`;
  };
  const status = (at: number, name: string): string => `${at},${name}${old ? ",0" : ",,,0"}`;
  const lines = [
    old ? "Fixture,R1" : `Fixture,R1,${revision}`,
    "4,2A,2D",
    analog(1, "Va", "V", VOLTS_PER_COUNT, OFFSET_V),
    analog(2, "Ia", "A", 0.01, 0),
    status(1, "Never"),
    status(2, "Trip"),
    `${line_hz}`,
    style.rates ?? `1${newline}${hz},${samples}`,
    date,
    date,
    format,
    ...(old ? [] : ["1"]),
    ...(revision === "2013" ? ["0,0", "0,0"] : []),
  ];
  return lines.map((line) => `${line}${newline}`).join("");
}

export function dataOf(style: Style): Buffer {
  const { format, hz, samples, newline = "\r\n" } = style;
  const width = format === "BINARY" ? 2 : 4;
  const rows = Array.from({ length: samples }, (_, at) => {
    const stamp = Math.round((at * 1e6) / hz);
    const [v, i] = countsAt(style, at);
    const trip = statusAt(style, at);
    if (format === "ASCII") return Buffer.from(`${at + 1},${stamp},${v},${i},0,${trip}${newline}`);
    const row = Buffer.alloc(10 + 2 * width);
    row.writeUInt32LE(at + 1, 0);
    row.writeUInt32LE(stamp, 4);
    for (const [k, value] of [v, i].entries()) {
      if (format === "BINARY") row.writeInt16LE(value, 8 + 2 * k);
      else if (format === "BINARY32") row.writeInt32LE(value, 8 + 4 * k);
      else row.writeFloatLE(value, 8 + 4 * k);
    }
    row.writeUInt16LE(trip << 1, 8 + 2 * width);
    return row;
  });
  return Buffer.concat(rows);
}

/** Creates a temporary folder. */
export const folder = (): string => mkdtempSync(join(tmpdir(), "bptm-rec-"));

/** Writes a pair and returns the path of its .cfg. */
export function writePair(
  config: string | Uint8Array,
  data: Uint8Array,
  names: readonly [string, string] = ["a.cfg", "a.dat"],
): string {
  const here = folder();
  writeFileSync(join(here, names[0]), config);
  writeFileSync(join(here, names[1]), data);
  return join(here, names[0]);
}

/** Writes a recording as a .cfg and .dat pair. */
export const pairOf = (style: Style): string => writePair(configOf(style), dataOf(style));

/** Writes a recording as one .cff. */
export function cffOf(style: Style): string {
  const data = dataOf(style);
  const length = style.format === "ASCII" ? "" : `: ${data.length}`;
  const separator = (kind: string): string => `--- file type: ${kind} ---\r\n`;
  const notes = `${separator("INF")}\r\n${separator("HDR")}\r\n`;
  const head = `${separator("CFG")}${configOf(style)}${notes}`;
  const file = join(folder(), "a.CFF");
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(head + separator(`DAT ${style.format}${length}`)), data]),
  );
  return file;
}

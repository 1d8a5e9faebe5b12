/** Recordings as CSV by RFC 4180: one line per sample, CR LF, quotes where a field needs them. */
import type { Waveforms } from "./waveforms";

const PIECE_SAMPLES = 4096;

/** One field; an apostrophe keeps a spreadsheet from running the text as a formula. */
function field(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Nine digits restore a 32-bit floating-point number exactly. */
const digits = (value: number): string => String(Number(value.toPrecision(9)));

/** The file in pieces. */
export function* csvPieces(w: Waveforms): Generator<Uint8Array> {
  const analog = w.analog.map(({ name, unit }) => field(`${name} (${unit})`));
  const status = w.status.map(({ name }) => field(name));
  yield Buffer.from(`${["time_s", ...analog, ...status, "event"].join(",")}\r\n`);
  const said = new Map<number, string>();
  for (const { sample, text } of w.remarks) {
    const before = said.get(sample);
    said.set(sample, before === undefined ? text : `${before} ${text}`);
  }
  for (let from = 0; from < w.samples; from += PIECE_SAMPLES) {
    const lines: string[] = [];
    for (let at = from; at < Math.min(w.samples, from + PIECE_SAMPLES); at++) {
      const time = (w.from_s + at / w.hz).toFixed(6);
      const values = w.analog.map((one) => digits(one.values[at] ?? 0));
      const states = w.status.map((one) => one.values[at] ?? 0);
      lines.push([time, ...values, ...states, field(said.get(at) ?? "")].join(","));
    }
    yield Buffer.from(`${lines.join("\r\n")}\r\n`);
  }
}

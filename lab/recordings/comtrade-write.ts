/** Writes recordings as COMTRADE 2013 (IEEE C37.111-2013): .cff, or .cfg with .dat and .inf. */
import { RecordingError } from "./recording-error";
import type { Waveform, Waveforms } from "./waveforms";
import type { WholeFile } from "@bptm/runtime/whole-files";

/** Storage format of the data. */
export type Encoding = "ascii" | "binary" | "float32";

/** Largest stored number that every reader accepts. */
const LARGEST = { ascii: 99_998, binary: 32_767, float32: 0 } as const;
const PIECE_SAMPLES = 4096;

/** A channel with the scale factor of its stored numbers. */
interface Scaled extends Waveform {
  readonly a: number;
}

function scaled(waveform: Waveform, encoding: Encoding): Scaled {
  if (encoding === "float32") return { ...waveform, a: 1 };
  const peak = waveform.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { ...waveform, a: peak === 0 ? 1 : peak / LARGEST[encoding] };
}

const stored = ({ a }: Scaled, value: number): number => Math.round(value / a) + 0;

/** A name without commas, which separate fields. */
const name = (text: string, most: number): string =>
  text.replaceAll(/[,\p{Cc}]+/gu, " ").slice(0, most);

/** A run has no calendar date, so it starts at midnight of 1 January 2000. */
function stampText(seconds: number): string {
  const micro = Math.round(seconds * 1e6);
  const whole = new Date(Date.UTC(2000, 0, 1) + Math.floor(micro / 1e6) * 1000).toISOString();
  const [year, month, day] = whole.slice(0, 10).split("-");
  const part = String(micro % 1e6).padStart(6, "0");
  return `${day}/${month}/${year},${whole.slice(11, 19)}.${part}`;
}

function configText(w: Waveforms, channels: readonly Scaled[], encoding: Encoding): string {
  const most = encoding === "float32" ? 3.4028235e38 : LARGEST[encoding];
  const analog = channels.map(
    ({ name: id, phase, unit, a }, at) =>
      `${at + 1},${name(id, 128)},${phase},,${unit},${a},0,0,${-most},${most},1,1,P`,
  );
  const status = w.status.map(({ name: id }, at) => `${at + 1},${name(id, 128)},,,0`);
  const first = w.remarks[0]?.sample ?? 0;
  return [
    `${name(w.title, 64)},${name(w.device, 64)},2013`,
    `${analog.length + status.length},${analog.length}A,${status.length}D`,
    ...analog,
    ...status,
    `${w.line_hz}`,
    "1",
    `${w.hz},${w.samples}`,
    stampText(w.from_s),
    stampText(w.from_s + first / w.hz),
    encoding.toUpperCase(),
    "1",
    "0,0",
    "0,0",
  ]
    .map((line) => `${line}\r\n`)
    .join("");
}

/** The public part of an .inf: each remark with its sample, counted from one as in the data. */
function infoText({ remarks }: Waveforms): string {
  if (remarks.length === 0) return "";
  const lines = remarks.map(
    ({ sample, text }, at) => `Sample_Number_Text_#${at + 1}=${sample + 1},${name(text, 240)}`,
  );
  const head = ["[Public Event_Information_#1]", "Channel_Number=1"];
  return [...head, ...lines].map((line) => `${line}\r\n`).join("");
}

/** Microseconds since the first sample, as in the data's stamps. */
const stampOf = (w: Waveforms, sample: number): number => Math.round((sample * 1e6) / w.hz);

function* asciiPieces(w: Waveforms, channels: readonly Scaled[]): Generator<Uint8Array> {
  for (let from = 0; from < w.samples; from += PIECE_SAMPLES) {
    const lines: string[] = [];
    for (let at = from; at < Math.min(w.samples, from + PIECE_SAMPLES); at++) {
      const values = channels.map((channel) => stored(channel, channel.values[at] ?? 0));
      const states = w.status.map(({ values: bits }) => bits[at] ?? 0);
      lines.push([at + 1, stampOf(w, at), ...values, ...states].join(","));
    }
    yield Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");
  }
}

function recordBytes(w: Waveforms, encoding: Encoding): number {
  const width = encoding === "float32" ? 4 : 2;
  return 8 + width * w.analog.length + 2 * Math.ceil(w.status.length / 16);
}

function* binaryPieces(
  w: Waveforms,
  channels: readonly Scaled[],
  encoding: Encoding,
): Generator<Uint8Array> {
  const record = recordBytes(w, encoding);
  const words = Math.ceil(w.status.length / 16);
  for (let from = 0; from < w.samples; from += PIECE_SAMPLES) {
    const samples = Math.min(PIECE_SAMPLES, w.samples - from);
    const bytes = new Uint8Array(record * samples);
    const view = new DataView(bytes.buffer);
    for (let k = 0, place = 0; k < samples; k++) {
      const at = from + k;
      view.setUint32(place, at + 1, true);
      view.setUint32(place + 4, stampOf(w, at), true);
      place += 8;
      for (const channel of channels) {
        const value = channel.values[at] ?? 0;
        if (encoding === "float32") view.setFloat32(place, value, true);
        else view.setInt16(place, stored(channel, value), true);
        place += encoding === "float32" ? 4 : 2;
      }
      for (let word = 0; word < words; word++, place += 2) {
        const bits = w.status.slice(word * 16, word * 16 + 16);
        const packed = bits.reduce((all, { values }, bit) => all | ((values[at] ?? 0) << bit), 0);
        view.setUint16(place, packed, true);
      }
    }
    yield bytes;
  }
}

function* joined(text: string, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield Buffer.from(text, "utf8");
  yield* pieces;
}

/** The files of a recording, depending on whether `file` ends in .cff or .cfg. */
export function comtradeFiles(w: Waveforms, file: string, encoding: Encoding): WholeFile[] {
  if (w.samples === 0) {
    const sentence = "the recording would hold no sample; record a longer part of the run.";
    throw new RecordingError("E-REC-14", file, sentence);
  }
  const channels = w.analog.map((one) => scaled(one, encoding));
  const config = configText(w, channels, encoding);
  const info = infoText(w);
  const data =
    encoding === "ascii" ? asciiPieces(w, channels) : binaryPieces(w, channels, encoding);
  if (/\.cff$/i.test(file)) {
    const length = encoding === "ascii" ? "" : `: ${recordBytes(w, encoding) * w.samples}`;
    const separator = (kind: string): string => `--- file type: ${kind} ---\r\n`;
    const head = `${separator("CFG")}${config}${separator("INF")}${info}${separator("HDR")}`;
    const data_head = separator(`DAT ${encoding.toUpperCase()}${length}`);
    return [{ file, pieces: joined(head + data_head, data) }];
  }
  const beside = (ending: string): string => file.replace(/\.[^.]*$/, ending);
  const text = (of: string): Uint8Array[] => [Buffer.from(of, "utf8")];
  const files = [
    { file: beside(".dat"), pieces: data },
    { file, pieces: text(config) },
  ];
  return info === "" ? files : [...files, { file: beside(".inf"), pieces: text(info) }];
}

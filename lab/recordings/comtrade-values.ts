/**
 * Decodes the data of a recording into one typed array per channel. The length of the data, not the
 * configuration, decides how much memory is allocated.
 */
import type { Config } from "./comtrade-config";
import { shown } from "./comtrade-text";
import { RecordingError } from "./recording-error";

/** Stored numbers by channel, before scaling. */
export interface StoredValues {
  readonly samples: number;
  /** Time stamps as stored; NaN where missing. */
  readonly stamps: Float64Array;
  readonly analog: readonly Column[];
  /** Status channels, sixteen to a word. */
  readonly words: readonly Uint16Array[];
  /** Irregularities that were tolerated. */
  readonly notes: readonly string[];
}

type Column = Int16Array | Int32Array | Float32Array | Float64Array;

/** The raw data and the configuration that describes them. */
interface RecordingData {
  readonly config: Config;
  readonly config_file: string;
  readonly data: Uint8Array;
  readonly data_file: string;
}

const WIDTH = { BINARY: 2, BINARY32: 4, FLOAT32: 4 } as const;
const END_OF_FILE = 0x1a;

/** Compares the number of samples with the configuration; returns how many to read. */
function checkedSampleCount(
  { config, config_file, data_file }: RecordingData,
  has: number,
  notes: string[],
): number {
  const { samples: said, samples_line } = config;
  if (has === 0) {
    throw new RecordingError("E-REC-06", data_file, "it holds no sample; copy the file again.");
  }
  if (said === undefined || said === has) return has;
  const where = `${config_file}:${samples_line}`;
  if (has < said) {
    const what = `it ends after ${has} of the ${said} samples that ${where} announces`;
    const fix = "copy it again, or correct the count";
    throw new RecordingError("E-REC-06", data_file, `${what}; ${fix}.`);
  }
  if (has - said > Math.max(1, said / 100)) {
    const what = `it holds ${has} samples, but ${where} says ${said}; correct the count there`;
    throw new RecordingError("E-REC-06", data_file, `${what}.`);
  }
  notes.push(`it holds ${has} samples although ${said} are announced; all of them are read`);
  return has;
}

function noteJumps(jumps: number, first: number, notes: string[]): void {
  if (jumps === 0) return;
  const where = `after sample ${first}`;
  notes.push(`sample numbers jump ${jumps} times, first ${where}; records are read in file order`);
}

/** Bytes that some tools append to the last record. */
function isPadding(bytes: Uint8Array): boolean {
  return bytes.every((byte) => [0, 10, 13, END_OF_FILE].includes(byte));
}

function columnFor(format: keyof typeof WIDTH, samples: number): Column {
  if (format === "BINARY") return new Int16Array(samples);
  return format === "BINARY32" ? new Int32Array(samples) : new Float32Array(samples);
}

function readBinary(source: RecordingData, format: keyof typeof WIDTH): StoredValues {
  const { config, data, data_file } = source;
  const { analog, status } = config;
  const notes: string[] = [];
  const width = WIDTH[format];
  const words = Math.ceil(status.length / 16);
  const record = 8 + width * analog.length + 2 * words;
  const has = Math.floor(data.length / record);
  const rest = data.subarray(has * record);
  const complete = has >= (config.samples ?? 1) && isPadding(rest);
  if (rest.length > 0 && !complete) {
    const channels = `${analog.length} analog and ${status.length} status channels`;
    const what = `${data.length} bytes are not a multiple of the record length ${record}`;
    const cause = `(${channels}), so it is truncated or the channel counts are wrong`;
    throw new RecordingError("E-REC-06", data_file, `${what} ${cause}; copy it again.`);
  }
  const samples = checkedSampleCount(source, has, notes);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const stamps = new Float64Array(samples);
  const columns = analog.map(() => columnFor(format, samples));
  const packed = Array.from({ length: words }, () => new Uint16Array(samples));
  let jumps = 0;
  let first_jump = 0;
  for (let at = 0, place = 0; at < samples; at++) {
    const number = view.getUint32(place, true);
    if (at > 0 && number !== view.getUint32(place - record, true) + 1) {
      if (jumps === 0) first_jump = at;
      jumps++;
    }
    const stamp = view.getUint32(place + 4, true);
    stamps[at] = stamp === 0xffffffff ? Number.NaN : stamp;
    place += 8;
    for (const column of columns) {
      column[at] =
        format === "BINARY"
          ? view.getInt16(place, true)
          : format === "BINARY32"
            ? view.getInt32(place, true)
            : view.getFloat32(place, true);
      place += width;
    }
    for (const word of packed) {
      word[at] = view.getUint16(place, true);
      place += 2;
    }
  }
  checkNumbers(source, samples, jumps);
  noteJumps(jumps, first_jump, notes);
  return { samples, stamps, analog: columns, words: packed, notes };
}

/** Sample numbers that mostly do not count up show that the stated record length is wrong. */
function checkNumbers({ config, data_file }: RecordingData, samples: number, jumps: number): void {
  if (samples < 8 || jumps * 2 < samples) return;
  const { analog, status, format } = config;
  const channels = `${analog.length} analog and ${status.length} status channels in ${format}`;
  const what = `its sample numbers do not count up, so its records are not ${channels}`;
  throw new RecordingError("E-REC-07", data_file, `${what}; correct the counts or the format.`);
}

/** A column of ASCII numbers that grows line by line. */
class GrowingColumn {
  private values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** The values so far. */
  done(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

/** Reads ASCII records, one per line; skips blank lines. */
class AsciiReader {
  private at = 0;
  line = 0;

  constructor(private readonly source: RecordingData) {}

  /** Fields of the next record; undefined at the end. */
  next(): string[] | undefined {
    const { data } = this.source;
    while (this.at < data.length) {
      let end = data.indexOf(10, this.at);
      if (end < 0) end = data.length;
      const text = Buffer.from(data.buffer, data.byteOffset + this.at, end - this.at)
        .toString("latin1")
        .replaceAll("\u001A", "")
        .replaceAll("\0", "")
        .trim();
      this.at = end + 1;
      this.line++;
      if (text !== "") return text.split(",");
    }
    return undefined;
  }

  fail(code: string, sentence: string): never {
    throw new RecordingError(code, `${this.source.data_file}:${this.line}`, sentence);
  }

  /** One number; NaN when the field is empty. */
  number(text: string, what: string): number {
    const trimmed = text.trim();
    if (trimmed === "") return Number.NaN;
    const value = Number(trimmed);
    if (Number.isNaN(value) && !/^nan$/i.test(trimmed)) {
      this.fail("E-REC-07", `${what} is "${shown(trimmed)}"; write a number there.`);
    }
    return value;
  }
}

/** Treats carriage returns as line ends when there are no line feeds. */
function withLineFeeds(data: Uint8Array): Uint8Array {
  return data.includes(10) ? data : data.map((byte) => (byte === 13 ? 10 : byte));
}

function readAscii(given: RecordingData): StoredValues {
  const source = { ...given, data: withLineFeeds(given.data) };
  const { analog, status } = source.config;
  const notes: string[] = [];
  const fields = 2 + analog.length + status.length;
  const stamps = new GrowingColumn();
  const columns = analog.map(() => new GrowingColumn());
  const packed = Array.from({ length: Math.ceil(status.length / 16) }, () => new GrowingColumn());
  const reader = new AsciiReader(source);
  let jumps = 0;
  let first_jump = 0;
  let before = Number.NaN;
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    while (record.length > fields && record.at(-1)?.trim() === "") record.pop();
    if (record.length !== fields) {
      const what = `${record.length} fields instead of ${fields} (number, time, channels)`;
      reader.fail("E-REC-07", `${what}; complete the line or correct the channel counts.`);
    }
    const number = reader.number(record[0] ?? "", "the sample number");
    if (number !== before + 1 && stamps.length > 0) {
      if (jumps === 0) first_jump = stamps.length;
      jumps++;
    }
    before = number;
    stamps.push(reader.number(record[1] ?? "", "the time stamp"));
    for (const [at, column] of columns.entries()) {
      column.push(reader.number(record[2 + at] ?? "", `channel ${at + 1}`));
    }
    for (const [at, word] of packed.entries()) word.push(wordOf(reader, record, at, source));
  }
  checkedSampleCount(source, stamps.length, notes);
  noteJumps(jumps, first_jump, notes);
  const words = packed.map((word) => Uint16Array.from(word.done()));
  const values = columns.map((column) => column.done());
  return { samples: stamps.length, stamps: stamps.done(), analog: values, words, notes };
}

/** Sixteen status channels of a record as one word, as in BINARY. */
function wordOf(
  reader: AsciiReader,
  record: string[],
  word: number,
  { config }: RecordingData,
): number {
  let bits = 0;
  const first = word * 16;
  for (let bit = 0; bit < 16 && first + bit < config.status.length; bit++) {
    const text = record[2 + config.analog.length + first + bit] ?? "";
    if (reader.number(text, `status channel ${first + bit + 1}`) === 1) bits |= 1 << bit;
  }
  return bits;
}

/** Decodes the data in their format. */
export function readValues(source: RecordingData): StoredValues {
  const { format } = source.config;
  return format === "ASCII" ? readAscii(source) : readBinary(source, format);
}

/** Reads a .cfg file of COMTRADE 1991, 1999 or 2013, with the deviations of real recorders. */
import { linesOf, shown } from "./comtrade-text";
import { stampOf } from "./comtrade-date";
import type { Stamp } from "./comtrade-date";
import { RecordingError } from "./recording-error";

/** An analog channel. A value is `a` times the stored number plus `b`, in `unit`. */
interface AnalogChannel {
  readonly name: string;
  readonly phase: string;
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  /** Microseconds between the record's time and this channel's sample. */
  readonly skew_us: number;
  readonly min: number;
  readonly max: number;
  /** Ratio of the instrument transformer, and the side of it that the values refer to. */
  readonly primary: number;
  readonly secondary: number;
  readonly side: "primary" | "secondary";
}

/** A channel whose values are 0 or 1. */
interface StatusChannel {
  readonly name: string;
}

/** Samples per second, up to and including sample number `last`. */
export interface Rate {
  readonly hz: number;
  readonly last: number;
}

const FORMATS = ["ASCII", "BINARY", "BINARY32", "FLOAT32"] as const;
/** Storage format of the data. */
type DataFormat = (typeof FORMATS)[number];

/** Contents of a configuration. */
export interface Config {
  readonly station: string;
  readonly device: string;
  /** The year in the first line; 1991 when it is missing. */
  readonly revision: string;
  readonly analog: readonly AnalogChannel[];
  readonly status: readonly StatusChannel[];
  /** Line frequency in hertz; 0 when it is not given. */
  readonly line_hz: number;
  /** Empty when the samples are timed by stamps alone. */
  readonly rates: readonly Rate[];
  /** Number of samples as stated; undefined when it is not stated. */
  readonly samples: number | undefined;
  /** Line of the file that states it. */
  readonly samples_line: number;
  readonly start: Stamp | undefined;
  readonly trigger: Stamp | undefined;
  readonly format: DataFormat;
  /** Factor for the time stamps of the samples. */
  readonly time_multiplier: number;
}

/** Reads line by line and tracks the line number for error messages. */
class Lines {
  private readonly lines: readonly string[];
  private at = 0;

  constructor(
    text: string,
    readonly file: string,
  ) {
    this.lines = linesOf(text);
  }

  /** Number of the line read last. */
  get line(): number {
    return this.at;
  }

  peek(): string | undefined {
    return this.lines[this.at]?.trim();
  }

  skipBlank(): void {
    while (this.peek() === "") this.at++;
  }

  next(what: string): string {
    const line = this.peek();
    if (line === undefined) {
      const sentence = `the configuration ends before ${what}; copy the whole file again.`;
      throw new RecordingError("E-REC-03", `${this.file}:${this.at}`, sentence);
    }
    this.at++;
    return line;
  }

  fields(what: string): string[] {
    return this.next(what)
      .split(",")
      .map((field) => field.trim());
  }

  fail(code: string, sentence: string): never {
    throw new RecordingError(code, `${this.file}:${this.at}`, sentence);
  }

  number(text: string | undefined, what: string, missing?: number): number {
    const given = (text ?? "").replace(/[dD](?=[+-]?\d)/, "e");
    if (given === "" && missing !== undefined) return missing;
    const value = given === "" ? Number.NaN : Number(given);
    if (Number.isFinite(value)) return value;
    return this.fail("E-REC-04", `${what} is "${shown(text ?? "")}"; write a number there.`);
  }
}

interface Counts {
  readonly analog: number;
  readonly status: number;
  readonly line: number;
}

function countsOf(lines: Lines): Counts {
  const [all = "", analog = "", status = ""] = lines.fields("the numbers of channels");
  const count = (text: string, letter: string): number => {
    const found = new RegExp(`^(\\d{1,6})\\s*${letter}?$`, "i").exec(text);
    if (found !== null) return Number(found[1]);
    if (text === "") return 0;
    const wanted = 'write it like "8,6A,2D"';
    return lines.fail("E-REC-03", `"${shown(text)}" is not a number of channels; ${wanted}.`);
  };
  const counts = { analog: count(analog, "A"), status: count(status, "D"), line: lines.line };
  const sum = counts.analog + counts.status;
  if (all !== "" && count(all, "") !== sum) {
    const sentence = `it states ${all} channels, but ${analog} and ${status} make ${sum}`;
    lines.fail("E-REC-05", `${sentence}; correct the counts.`);
  }
  return counts;
}

/** Hint for a line that contradicts the channel counts: which line states them, and the fix. */
const countsHint = ({ line, analog, status }: Counts): string =>
  `line ${line} states ${analog} analog and ${status} status channels; ` +
  "correct the counts or the lines";

/** Fields are counted from the left; commas within a name shift the fields after it. */
function analogChannel(lines: Lines, counts: Counts, number: number): AnalogChannel {
  lines.skipBlank();
  const fields = lines.fields(`analog channel ${number} (${countsHint(counts)})`);
  while (fields.length > 13 && fields.at(-1) === "") fields.pop();
  const extra = Math.max(0, fields.length - (/^[ps]$/i.test(fields.at(-1) ?? "") ? 13 : 99));
  const name = fields.slice(1, 2 + extra).join(",");
  const [phase = "", , unit = "", a, b, skew, min, max, primary, secondary, side = ""] =
    fields.slice(2 + extra);
  if (fields.length < 7) {
    const what = `this line is not an analog channel, but ${countsHint(counts)}`;
    lines.fail("E-REC-05", `${what}.`);
  }
  const of = (what: string): string => `${what} of channel ${number}`;
  return {
    name: shown(name),
    phase: shown(phase),
    unit: shown(unit),
    a: lines.number(a, of("the factor a"), 1),
    b: lines.number(b, of("the offset b"), 0),
    skew_us: lines.number(skew, of("the skew"), 0),
    min: lines.number(min, of("the smallest value"), -Infinity),
    max: lines.number(max, of("the largest value"), Infinity),
    primary: lines.number(primary, of("the primary ratio"), 1) || 1,
    secondary: lines.number(secondary, of("the secondary ratio"), 1) || 1,
    side: /^s/i.test(side) ? "secondary" : "primary",
  };
}

function statusChannel(lines: Lines, counts: Counts, number: number): StatusChannel {
  lines.skipBlank();
  const fields = lines.fields(`status channel ${number} (${countsHint(counts)})`);
  const analog = fields.length >= 10 && /^[-+.\d]/.test(fields[5] ?? "");
  if (fields.length < 2 || analog || fields[1]?.includes(":") === true) {
    lines.fail("E-REC-05", `this line is not a status channel, but ${countsHint(counts)}.`);
  }
  const end = fields.length > 5 ? fields.length - 3 : 2;
  return { name: shown(fields.slice(1, end).join(",")) };
}

const isDate = (line: string | undefined): boolean =>
  line !== undefined && /\d\s*[/.-]\s*\d.*,.*:|^,+$/.test(line);

function ratesOf(lines: Lines, counts: Counts): Pick<Config, "rates" | "samples" | "samples_line"> {
  const [text] = lines.fields("the number of sampling rates");
  const stated = lines.number(text, `the number of sampling rates (or ${countsHint(counts)}),`, 0);
  const rates: Rate[] = [];
  // A line with the number of samples follows even without a rate; some recorders omit it.
  for (let at = 0; at < Math.max(1, stated); at++) {
    const line = lines.peek();
    if (isDate(line) || line === "") {
      if (stated === 0) break;
      lines.next("a rate");
      const sentence = `${stated} sampling rates are announced, but this line is not a rate`;
      lines.fail("E-REC-05", `${sentence}; correct the number of rates.`);
    }
    const [hz, last] = lines.fields(`sampling rate ${at + 1}`);
    const rate = {
      hz: lines.number(hz, `sampling rate ${at + 1}`, 0),
      last: lines.number(last, `the last sample of rate ${at + 1}`),
    };
    if (rate.hz < 0 || !Number.isInteger(rate.last) || rate.last < (rates.at(-1)?.last ?? 0)) {
      const what = `rate ${rate.hz} up to sample ${rate.last}`;
      lines.fail("E-REC-05", `${what} is impossible; correct this line.`);
    }
    rates.push(rate);
  }
  const samples = rates.at(-1)?.last;
  const known = stated > 0 && rates.every(({ hz }) => hz > 0);
  return { rates: known ? rates : [], samples, samples_line: lines.line };
}

function formatOf(lines: Lines): DataFormat {
  lines.skipBlank();
  const line = lines.next("the data format").toUpperCase();
  const found = FORMATS.find((one) => one === line.replaceAll(/[\s,]/g, ""));
  if (found !== undefined) return found;
  const sentence = `"${shown(line)}" is not a data format; use one of ${FORMATS.join(", ")}.`;
  return lines.fail("E-REC-09", sentence);
}

/** Reads a configuration; `file` is its name in error messages. */
export function readConfig(text: string, file: string): Config {
  const lines = new Lines(text, file);
  const head = lines.fields("the station");
  // The station name may contain commas; the year, if any, comes last.
  const year = head.length > 2 && /^(\d{4})?$/.test(head.at(-1) ?? "") ? (head.pop() ?? "") : "";
  const device = head.length > 1 ? (head.pop() ?? "") : "";
  const counts = countsOf(lines);
  const analog: AnalogChannel[] = [];
  for (let at = 1; at <= counts.analog; at++) analog.push(analogChannel(lines, counts, at));
  const status: StatusChannel[] = [];
  for (let at = 1; at <= counts.status; at++) status.push(statusChannel(lines, counts, at));
  const [hz, more = ""] = lines.fields("the line frequency");
  if (more !== "") {
    lines.fail("E-REC-05", `this line is not a line frequency, but ${countsHint(counts)}.`);
  }
  const line_hz = lines.number(hz, `the line frequency (or ${countsHint(counts)})`, 0);
  const rates = ratesOf(lines, counts);
  const monthFirst = year === "" || Number(year) < 1997;
  const stamps: (Stamp | undefined)[] = [];
  while (stamps.length < 2) {
    const line = lines.peek() ?? "";
    if (/^[a-z]/i.test(line)) break;
    stamps.push(stampOf(lines.next("the time of the first sample"), monthFirst));
  }
  const format = formatOf(lines);
  lines.skipBlank();
  const multiplier = lines.peek() === undefined ? "" : lines.fields("the multiplier")[0];
  return {
    station: shown(head.join(",")),
    device: shown(device),
    revision: year === "" ? "1991" : year,
    analog,
    status,
    line_hz,
    ...rates,
    start: stamps[0],
    trigger: stamps[1],
    format,
    time_multiplier: lines.number(multiplier, "the multiplier of the time stamps", 1) || 1,
  };
}

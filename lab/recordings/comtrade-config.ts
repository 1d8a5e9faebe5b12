/** Reads a recording's configuration: the .cfg of 1991, 1999 and 2013, as recorders write it. */
import { linesOf, shown } from "./comtrade-text";
import { stampOf } from "./comtrade-date";
import type { Stamp } from "./comtrade-date";
import { RecordingError } from "./recording-error";

/** A channel with numbers. A value is `a` times the stored number plus `b`, in `unit`. */
interface AnalogChannel {
  readonly name: string;
  readonly phase: string;
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  /** Microseconds that it was sampled later than the record's time. */
  readonly skew_us: number;
  readonly min: number;
  readonly max: number;
  /** Ratio of the transformer before the recorder, and on which side of it the values are. */
  readonly primary: number;
  readonly secondary: number;
  readonly side: "primary" | "secondary";
}

/** A channel that is 0 or 1. */
interface StatusChannel {
  readonly name: string;
}

/** So many samples a second, up to and with the sample of this number. */
export interface Rate {
  readonly hz: number;
  readonly last: number;
}

const FORMATS = ["ASCII", "BINARY", "BINARY32", "FLOAT32"] as const;
/** How the data are stored. */
type DataFormat = (typeof FORMATS)[number];

/** What a configuration says. */
export interface Config {
  readonly station: string;
  readonly device: string;
  /** The year that the first line names, or 1991. */
  readonly revision: string;
  readonly analog: readonly AnalogChannel[];
  readonly status: readonly StatusChannel[];
  /** Line frequency in hertz; 0 when it is not given. */
  readonly line_hz: number;
  /** Empty when only time stamps tell. */
  readonly rates: readonly Rate[];
  /** Number of samples as given; undefined when nothing is said. */
  readonly samples: number | undefined;
  /** Line of the file that gives it. */
  readonly samples_line: number;
  readonly start: Stamp | undefined;
  readonly trigger: Stamp | undefined;
  readonly format: DataFormat;
  /** What the time stamps of samples are multiplied by. */
  readonly time_multiplier: number;
}

/** Walks over the lines, and knows where it is. */
class Lines {
  private readonly lines: readonly string[];
  private at = 0;

  constructor(
    text: string,
    readonly file: string,
  ) {
    this.lines = linesOf(text);
  }

  /** Number of the line that was read last. */
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
    return lines.fail("E-REC-03", `"${shown(text)}" is no number of channels; ${wanted}.`);
  };
  const counts = { analog: count(analog, "A"), status: count(status, "D"), line: lines.line };
  const sum = counts.analog + counts.status;
  if (all !== "" && count(all, "") !== sum) {
    lines.fail("E-REC-05", `it says ${all} channels, but ${analog} and ${status} make ${sum}.`);
  }
  return counts;
}

/** Which line gave a count that the lines after it do not keep to. */
const lied = ({ line, analog, status }: Counts): string =>
  `line ${line} says ${analog} analog and ${status} status channels; mend the counts or the lines`;

/** Field of each thing, counted from the left; a name with commas in it moves those after it. */
function analogChannel(lines: Lines, counts: Counts, number: number): AnalogChannel {
  lines.skipBlank();
  const fields = lines.fields(`analog channel ${number} (${lied(counts)})`);
  while (fields.length > 13 && fields.at(-1) === "") fields.pop();
  const extra = Math.max(0, fields.length - (/^[ps]$/i.test(fields.at(-1) ?? "") ? 13 : 99));
  const name = fields.slice(1, 2 + extra).join(",");
  const [phase = "", , unit = "", a, b, skew, min, max, primary, secondary, side = ""] =
    fields.slice(2 + extra);
  if (fields.length < 7) {
    const what = `this line is no analog channel, but ${lied(counts)}`;
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
  const fields = lines.fields(`status channel ${number} (${lied(counts)})`);
  const analog = fields.length >= 10 && /^[-+.\d]/.test(fields[5] ?? "");
  if (fields.length < 2 || analog || fields[1]?.includes(":") === true) {
    lines.fail("E-REC-05", `this line is no status channel, but ${lied(counts)}.`);
  }
  const end = fields.length > 5 ? fields.length - 3 : 2;
  return { name: shown(fields.slice(1, end).join(",")) };
}

const isDate = (line: string | undefined): boolean =>
  line !== undefined && /\d\s*[/.-]\s*\d.*,.*:|^,+$/.test(line);

function ratesOf(lines: Lines, counts: Counts): Pick<Config, "rates" | "samples" | "samples_line"> {
  const [text] = lines.fields("the number of sampling rates");
  const stated = lines.number(text, `the number of sampling rates (or ${lied(counts)}),`, 0);
  const rates: Rate[] = [];
  // Without a rate there still is a line that gives the number of samples; some recorders omit it.
  for (let at = 0; at < Math.max(1, stated); at++) {
    const line = lines.peek();
    if (isDate(line) || line === "") {
      if (stated === 0) break;
      lines.next("a rate");
      lines.fail("E-REC-05", `${stated} sampling rates were announced, but this is no rate.`);
    }
    const [hz, last] = lines.fields(`sampling rate ${at + 1}`);
    const rate = {
      hz: lines.number(hz, `sampling rate ${at + 1}`, 0),
      last: lines.number(last, `the last sample of rate ${at + 1}`),
    };
    if (rate.hz < 0 || !Number.isInteger(rate.last) || rate.last < (rates.at(-1)?.last ?? 0)) {
      const sentence = `rate ${rate.hz} up to sample ${rate.last} cannot be; mend this line.`;
      lines.fail("E-REC-05", sentence);
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
  const sentence = `"${shown(line)}" is no data format; there are ${FORMATS.join(", ")}.`;
  return lines.fail("E-REC-09", sentence);
}

/** Reads a configuration; `file` is its name in errors. */
export function readConfig(text: string, file: string): Config {
  const lines = new Lines(text, file);
  const head = lines.fields("the station");
  // The station's own name may hold commas; the year is last when there is one.
  const year = head.length > 2 && /^(\d{4})?$/.test(head.at(-1) ?? "") ? (head.pop() ?? "") : "";
  const device = head.length > 1 ? (head.pop() ?? "") : "";
  const counts = countsOf(lines);
  const analog: AnalogChannel[] = [];
  for (let at = 1; at <= counts.analog; at++) analog.push(analogChannel(lines, counts, at));
  const status: StatusChannel[] = [];
  for (let at = 1; at <= counts.status; at++) status.push(statusChannel(lines, counts, at));
  const [hz, more = ""] = lines.fields("the line frequency");
  if (more !== "") lines.fail("E-REC-05", `this is no line frequency, but ${lied(counts)}.`);
  const line_hz = lines.number(hz, `the line frequency (or ${lied(counts)})`, 0);
  const rates = ratesOf(lines, counts);
  const monthFirst = year === "" || Number(year) < 1997;
  const moments: (Stamp | undefined)[] = [];
  while (moments.length < 2) {
    const line = lines.peek() ?? "";
    if (/^[a-z]/i.test(line)) break;
    moments.push(stampOf(lines.next("the moment of the first sample"), monthFirst));
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
    start: moments[0],
    trigger: moments[1],
    format,
    time_multiplier: lines.number(multiplier, "the multiplier of the time stamps", 1) || 1,
  };
}

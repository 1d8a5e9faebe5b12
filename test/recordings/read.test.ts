/** Recordings of real recorders are read; invalid ones are refused in one sentence. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { readRecording } from "@bptm/lab/recordings/comtrade-read";
import type { ComtradeRecording } from "@bptm/lab/recordings/comtrade-read";
import { describe, expect, test } from "vitest";
import {
  OFFSET_V,
  PLAIN,
  VOLTS_PER_COUNT,
  cffOf,
  configOf,
  countsAt,
  dataOf,
  folder,
  pairOf,
  writePair,
} from "./fixtures";
import type { Style } from "./fixtures";

const styles = (["1991", "1999", "2013"] as const).flatMap((revision) =>
  (["ASCII", "BINARY", "BINARY32", "FLOAT32"] as const)
    .filter((format) => revision === "2013" || !format.endsWith("32"))
    .flatMap((format) =>
      [50, 60].map((line_hz): Style => ({ ...PLAIN, revision, format, line_hz, hz: line_hz * 32 })),
    ),
);

function expectWhole(recording: ComtradeRecording, style: Style): void {
  const { samples, hz } = style;
  expect(recording.samples).toBe(samples);
  expect(recording.notes).toEqual([]);
  expect(recording.config.start?.text).toBe("1991-03-04T10:20:30.250000");
  const volts = recording.analog(0, style.revision === "1991" ? "primary" : "secondary");
  const trip = recording.status(1);
  for (let at = 0; at < samples; at++) {
    expect(volts[at]).toBe(countsAt(style, at)[0] * VOLTS_PER_COUNT + OFFSET_V);
    expect(recording.times.seconds[at]).toBeCloseTo(at / hz, 9);
    expect(trip[at]).toBe(at * 2 >= samples ? 1 : 0);
  }
  expect(recording.status(0).every((one) => one === 0)).toBe(true);
}

test.each(styles)("$revision, $format, $line_hz Hz", (style) => {
  expectWhole(readRecording(pairOf(style)), style);
});

test.each(styles.filter(({ revision }) => revision === "2013"))("a .cff in $format", (style) => {
  expectWhole(readRecording(cffOf(style)), style);
});

test("either side of the transformers", () => {
  const recording = readRecording(pairOf(PLAIN));
  const [primary, secondary] = [recording.analog(0, "primary"), recording.analog(0, "secondary")];
  for (const [at, value] of primary.entries()) expect(value).toBe((secondary[at] ?? 0) * 120);
});

describe("oddities of recorders", () => {
  test.each([
    ["a.CFG", "a.DAT"],
    ["A.cfg", "A.Dat"],
    ["a.cfg", "A.DAT"],
  ] as const)("%s with %s", (config, data) => {
    const file = writePair(configOf(PLAIN), dataOf(PLAIN), [config, data]);
    expectWhole(readRecording(file), PLAIN);
    const other = file.replace(config, data);
    expectWhole(readRecording(other), PLAIN);
  });

  test.each([
    ["line feeds alone", (text: string) => text.replaceAll("\r\n", "\n")],
    ["carriage returns alone", (text: string) => text.replaceAll("\r\n", "\r")],
    ["trailing spaces", (text: string) => text.replaceAll("\r\n", "  \r\n")],
    ["every line ended twice", (text: string) => text.replaceAll("\r\n", "\n\n")],
    ["an end-of-file mark", (text: string) => `${text}\u001A\u001A`],
    ["no end of the last line", (text: string) => text.trimEnd()],
  ])("%s", (_, change) => {
    const text = dataOf(PLAIN).toString("latin1");
    const file = writePair(change(configOf(PLAIN)), Buffer.from(change(text), "latin1"));
    expectWhole(readRecording(file), PLAIN);
  });

  test("missing values are read as NaN in each format", () => {
    const hole = (style: Style, change: (data: Buffer) => Buffer): number[] => {
      const recording = readRecording(writePair(configOf(style), change(dataOf(style))));
      return Array.from(recording.analog(0, "primary").subarray(0, 3));
    };
    const ascii = (field: string) => (data: Buffer) =>
      Buffer.from(data.toString().replace(/^2,(\d+),-?\d+/m, `2,$1,${field}`));
    const binary =
      (write: (data: Buffer, at: number) => void, record: number) => (data: Buffer) => {
        write(data, record + 8);
        return data;
      };
    const wide = (format: Style["format"]): Style => ({ ...PLAIN, revision: "2013", format });
    const seen = [
      hole(PLAIN, ascii("99999")),
      hole(PLAIN, ascii("")),
      hole(
        wide("BINARY"),
        binary((data, at) => data.writeInt16LE(-32_768, at), 14),
      ),
      hole(
        wide("BINARY32"),
        binary((data, at) => data.writeInt32LE(-2_147_483_648, at), 18),
      ),
      hole(
        wide("FLOAT32"),
        binary((data, at) => data.writeUInt32LE(0xffff8000, at), 18),
      ),
    ];
    for (const [first, second, third] of seen) {
      expect(second).toBeNaN();
      expect([first, third]).not.toContain(Number.NaN);
    }
  });

  test.each(["0\r\n0,384", "0", "1\r\n0,384"])("time stamps alone, stated as %j", (rates) => {
    const style = { ...PLAIN, rates };
    const { times, samples } = readRecording(pairOf(style));
    expect(times.by).toBe("stamps");
    expect(times.seconds[samples - 1]).toBeCloseTo((samples - 1) / PLAIN.hz, 6);
  });

  test("nanoseconds and a multiplier in the stamps", () => {
    const config = configOf({ ...PLAIN, rates: "0\r\n0,384" });
    const nano = config.replaceAll(".250000\r\n", ".250000000\r\n");
    const length = (PLAIN.samples - 1) / PLAIN.hz;
    const read = (text: string): number => readRecording(writePair(text, dataOf(PLAIN))).length_s;
    expect(read(nano)).toBeCloseTo(length / 1000, 8);
    expect(read(config.replace("ASCII\r\n1\r\n", "ASCII\r\n2.5\r\n"))).toBeCloseTo(length * 2.5, 5);
  });

  test("several rates in one file", () => {
    const { times } = readRecording(pairOf({ ...PLAIN, rates: "2\r\n1920,192\r\n960,384" }));
    expect(times.seconds[191]).toBeCloseTo(191 / 1920, 9);
    expect(times.seconds[383]).toBeCloseTo(191 / 1920 + 192 / 960, 9);
    expect(readRecording(pairOf({ ...PLAIN, rates: "1\r\n960,384" })).notes[0]).toContain(
      "the rates are used",
    );
  });

  test("an extra sample is read and noted; lost records are noted", () => {
    const more = readRecording(pairOf({ ...PLAIN, rates: "1\r\n1920,383" }));
    expect(more.samples).toBe(384);
    expect(more.notes[0]).toContain("384 samples although 383 are announced");
    const lost = dataOf(PLAIN)
      .toString()
      .replace(/^100,.*\r\n/m, "");
    const config = configOf({ ...PLAIN, rates: "1\r\n1920,383" });
    expect(readRecording(writePair(config, Buffer.from(lost))).notes[0]).toContain("jump 1 times");
  });

  test("more than sixteen status channels, packed and not", () => {
    const names = Array.from({ length: 20 }, (_, at) => `${at + 1},S${at + 1},,,0`).join("\r\n");
    const config = configOf(PLAIN)
      .replace("4,2A,2D", "22,2A,20D")
      .replace(/1,Never[^]*?2,Trip,,,0/, names);
    const rows = Array.from({ length: 384 }, (_, at) => {
      const bits = Array.from(
        { length: 20 },
        (__, bit) => ((at >> (bit % 9)) & 1) ^ (bit > 16 ? 1 : 0),
      );
      return `${at + 1},,0,0,${bits.join(",")}\r\n`;
    });
    const recording = readRecording(writePair(config, Buffer.from(rows.join(""))));
    expect(Array.from(recording.status(18).subarray(0, 3))).toEqual([1, 0, 1]);
    expect(recording.status(3)[8]).toBe(1);
  });
});

function refused(file: string): string {
  try {
    readRecording(file);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "";
}

const BINARY: Style = { ...PLAIN, format: "BINARY" };

describe("what is refused", () => {
  test.each([
    [
      "a truncated .dat",
      BINARY,
      (data: Buffer) => data.subarray(0, -3),
      /^E-REC-06: .*a\.dat: \d+ .*not a multiple of the record length 14 \(.*copy it again\.$/,
    ],
    [
      "missing records",
      BINARY,
      (data: Buffer) => data.subarray(0, -140),
      /^E-REC-06: .*a\.dat: it ends after 374 of the 384 samples that .*a\.cfg:9 announces/,
    ],
    ["an empty .dat", BINARY, () => Buffer.alloc(0), /^E-REC-06: .* it holds no sample/],
    [
      "a .dat of another recording",
      BINARY,
      (data: Buffer) => Buffer.concat([data, data]),
      /^E-REC-06: .* it holds 768 samples, but .*a\.cfg:9 says 384/,
    ],
    [
      "missing ASCII lines",
      PLAIN,
      (data: Buffer) => data.subarray(0, data.indexOf("300,")),
      /^E-REC-06: .* it ends after 299 of the 384/,
    ],
    [
      "a truncated line",
      PLAIN,
      (data: Buffer) => data.subarray(0, -9),
      /^E-REC-0[67]: .*a\.dat:384: \d fields instead of 6/,
    ],
    [
      "a word among numbers",
      PLAIN,
      (data: Buffer) => Buffer.from(data.toString().replace("\r\n7,3125,", "\r\n7,3125,x")),
      /^E-REC-07: .*a\.dat:7: channel 1 is "x\d+"; write a number there\.$/,
    ],
    ["binary data under ASCII", PLAIN, () => dataOf(BINARY), /^E-REC-07: .*a\.dat:1: /],
  ] as const)("%s", (_, style, change, sentence) => {
    const said = refused(writePair(configOf(style), change(dataOf(style))));
    expect(said).toMatch(sentence);
    expect(said.split("\n")).toHaveLength(1);
  });

  test("wrong channel counts, although the length fits", () => {
    const config = configOf(BINARY)
      .replace("4,2A,2D", "3,1A,2D")
      .replace(/2,Ia.*\r\n/, "");
    const data = dataOf(BINARY).subarray(0, 14 * 12 * 30);
    const counted = config.replace("1920,384", `1920,${data.length / 12}`);
    expect(refused(writePair(counted, data))).toMatch(
      /^E-REC-07: .* sample numbers do not count up/,
    );
  });

  test("counts in the configuration allocate no memory", () => {
    const config = configOf(BINARY).replace("1920,384", "1920,999999999999");
    expect(refused(writePair(config, dataOf(BINARY)))).toMatch(/^E-REC-06: /);
    const channels = configOf(BINARY).replace("4,2A,2D", "999999,999997A,2D");
    expect(refused(writePair(channels, dataOf(BINARY)))).toMatch(/^E-REC-05: /);
  });

  test("missing or ambiguous companions, and files that are not recordings", () => {
    const file = pairOf(PLAIN);
    const data = file.replace(".cfg", ".dat");
    writeFileSync(file.replace(".cfg", ".DAT"), "");
    expect(refused(file)).toMatch(/^E-REC-02: .* both a\.DAT and a\.dat might be its companion/);
    rmSync(file.replace(".cfg", ".DAT"));
    rmSync(data);
    expect(refused(file)).toMatch(/^E-REC-02: .*a\.cfg: its companion a\.dat is missing/);
    expect(refused(`${folder()}/none.cff`)).toMatch(/^E-REC-01: .* there is no such file/);
    expect(refused("picture.png")).toMatch(/^E-REC-01: .* ends in \.cff or \.cfg/);
  });

  test("time stamps that do not increase, or are missing", () => {
    const config = configOf({ ...PLAIN, rates: "0\r\n0,384" });
    const text = dataOf(PLAIN).toString();
    const still = text.replace(/^9,\d+,/m, "9,1,");
    expect(refused(writePair(config, Buffer.from(still)))).toMatch(
      /^E-REC-08: .*a\.dat, sample 9: .* not later than the previous one; add the sampling rate/,
    );
    const none = text.replaceAll(/^(\d+),\d+,/gm, "$1,,");
    expect(refused(writePair(config, Buffer.from(none)))).toMatch(/^E-REC-08: .* no time stamp/);
  });

  test("a truncated .cff", () => {
    const style: Style = { ...PLAIN, revision: "2013", format: "FLOAT32" };
    const file = cffOf(style);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, -10));
    expect(refused(file)).toMatch(/^E-REC-10: .*a\.CFF:\d+: 6912 bytes of data are announced, but/);
    writeFileSync(file, whole.subarray(0, 300));
    expect(refused(file)).toMatch(/^E-REC-10: .* it has no section "--- file type: DAT/);
    writeFileSync(file, "nothing of the kind");
    expect(refused(file)).toMatch(/^E-REC-10: .* it has no section "--- file type: CFG ---"/);
  });

  test("a recording truncated anywhere is refused in one sentence or read completely", () => {
    const style: Style = { ...PLAIN, revision: "2013", samples: 12 };
    const file = cffOf(style);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length - 12; length += 3) {
      writeFileSync(file, whole.subarray(0, length));
      expect(refused(file)).toMatch(/^E-REC-\d\d: [^\n]+\.$/);
    }
  });
});

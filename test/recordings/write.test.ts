/** Written recordings are read back by our reader and by an independent one. */
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRecording } from "@bptm/lab/recordings/comtrade-read";
import { comtradeFiles } from "@bptm/lab/recordings/comtrade-write";
import type { Encoding } from "@bptm/lab/recordings/comtrade-write";
import { csvPieces } from "@bptm/lab/recordings/waveform-csv";
import type { Waveforms } from "@bptm/lab/recordings/waveforms";
import { writeWholeFiles } from "@bptm/lab/recordings/whole-files";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needs } from "../needs";
import { folder } from "./fixtures";

const SEED = Number(process.env["BPTM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const ENCODINGS: readonly Encoding[] = ["ascii", "binary", "float32"];
const STATUS = 19;

function waveformsOf(columns: readonly (readonly number[])[]): Waveforms {
  const samples = columns[0]?.length ?? 0;
  return {
    title: "H-01, a run",
    device: "twin",
    hz: 4800,
    line_hz: 60,
    from_s: 12.5,
    samples,
    analog: columns.map((values, at) => ({
      name: `channel_${at}`,
      phase: "L1",
      unit: at % 2 === 0 ? "V" : "A",
      values: Float32Array.from(values),
    })),
    status: Array.from({ length: STATUS }, (_, bit) => ({
      name: `state_${bit}`,
      values: Uint8Array.from({ length: samples }, (__, at) => ((at + 1) >> (bit % 7)) & 1),
    })),
    remarks: samples > 2 ? [{ sample: 2, text: "Grid lost: 0.4 V, at once." }] : [],
  };
}

const SINES = waveformsOf(
  [170, 0.004, 1e6, 0].map((crest) =>
    Array.from({ length: 5000 }, (_, at) => crest * Math.sin((2 * Math.PI * 60 * at) / 4800)),
  ),
);

function written(waveforms: Waveforms, ending: string, encoding: Encoding): string {
  const file = join(folder(), `run.${ending}`);
  writeWholeFiles(comtradeFiles(waveforms, file, encoding));
  return file;
}

/** Quantization step of the stored numbers. */
function quantumOf(values: Float32Array, encoding: Encoding): number {
  const peak = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return encoding === "float32" ? 0 : peak / (encoding === "ascii" ? 99_998 : 32_767);
}

function expectSame(waveforms: Waveforms, encoding: Encoding, read: Read): void {
  expect(read.names).toEqual(waveforms.analog.map(({ name }) => name));
  for (const [at, { values }] of waveforms.analog.entries()) {
    const most = quantumOf(values, encoding) * 0.50001;
    const far = values.findIndex(
      (value, k) => !(Math.abs(value - (read.analog[at]?.[k] ?? NaN)) <= most),
    );
    expect(far, `channel ${at}`).toBe(-1);
  }
  for (const [bit, { values }] of waveforms.status.entries()) {
    expect(Array.from(values)).toEqual(Array.from(read.status[bit] ?? []));
  }
}

interface Read {
  readonly names: readonly string[];
  readonly analog: readonly ArrayLike<number>[];
  readonly status: readonly ArrayLike<number>[];
}

function ours(file: string): Read {
  const recording = readRecording(file);
  expect(recording.notes).toEqual([]);
  return {
    names: recording.config.analog.map(({ name }) => name),
    analog: recording.config.analog.map((_, at) => recording.analog(at, "primary")),
    status: recording.config.status.map((_, at) => recording.status(at)),
  };
}

const combinations = ENCODINGS.flatMap((encoding) =>
  ["cff", "cfg"].map((ending) => [ending, encoding] as const),
);

test.each(combinations)("any values in .%s, %s", (ending, encoding) => {
  const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
  const column = (length: number) => fc.array(value, { minLength: length, maxLength: length });
  const columns = fc
    .integer({ min: 1, max: 40 })
    .chain((length) => fc.array(column(length), { minLength: 1, maxLength: 4 }));
  fc.assert(
    fc.property(columns, (values) => {
      const waveforms = waveformsOf(values);
      expectSame(waveforms, encoding, ours(written(waveforms, ending, encoding)));
    }),
    { seed: SEED, numRuns: 40 },
  );
});

test("remarks are in a separate file of a pair, and within a .cff", () => {
  const file = written(SINES, "cfg", "binary");
  expect(readdirSync(join(file, "..")).toSorted()).toEqual(["run.cfg", "run.dat", "run.inf"]);
  const info = readFileSync(file.replace(".cfg", ".inf"), "utf8");
  expect(info).toContain("Sample_Number_Text_#1=3,Grid lost: 0.4 V  at once.\r\n");
  expect(readFileSync(written(SINES, "cff", "ascii"), "latin1")).toContain(info);
});

test("a run starts at 1 January 2000", () => {
  const { start, trigger } = readRecording(written(SINES, "cff", "binary")).config;
  expect(start?.text).toBe("2000-01-01T00:00:12.500000");
  expect(trigger?.text).toBe("2000-01-01T00:00:12.500417");
});

test("CSV holds every value exactly, and every remark", () => {
  const lines = Buffer.concat([...csvPieces(SINES)])
    .toString()
    .split("\r\n");
  expect(lines).toHaveLength(SINES.samples + 2);
  expect(lines[0]).toMatch(/^time_s,channel_0 \(V\),channel_1 \(A\),.*,state_18,event$/);
  for (const at of [0, 1, 7, 4999]) {
    const [time, ...fields] = lines[at + 1]?.split(",") ?? [];
    expect(Number(time)).toBeCloseTo(12.5 + at / 4800, 6);
    for (const [channel, { values }] of SINES.analog.entries()) {
      expect(Math.fround(Number(fields[channel]))).toBe(values[at]);
    }
  }
  expect(lines[3]?.endsWith(',"Grid lost: 0.4 V, at once."')).toBe(true);
});

const SCRIPT = fileURLToPath(new URL("read.py", import.meta.url));

function python(...words: string[]): { status: number | null; out: string; err: string } {
  const ended = spawnSync("python3", words, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { status: ended.status, out: ended.stdout, err: ended.stderr };
}

needs("python3", "python3")("an independent reader in Python", () => {
  test.each(combinations)("reads .%s, %s", (ending, encoding) => {
    const { status, out, err } = python(SCRIPT, written(SINES, ending, encoding));
    expect(err).toBe("");
    expect(status).toBe(0);
    expectSame(SINES, encoding, JSON.parse(out) as Read);
  });

  // The package is optional: it is used where it is installed.
  const present = python("-c", "import comtrade").status === 0;
  if (!present) console.warn("SKIPPED: needs Python package comtrade");
  // The line above reports the skipped tests.
  describe.runIf(present)("the package comtrade", () => {
    test.each(combinations)("reads .%s, %s", (ending, encoding) => {
      const { out } = python(SCRIPT, "--package", written(SINES, ending, encoding));
      expectSame(SINES, encoding, JSON.parse(out) as Read);
    });
  });
});

/** What the meter senses and decides on recordings; replays of its own runs must be equal. */
import { join } from "node:path";
import { readRecording } from "@bptm/lab/recordings/comtrade-read";
import { readCondition } from "@bptm/lab/scenario/condition-file";
import { libraryFiles } from "@bptm/lab/scenario/library";
import { replay } from "@bptm/lab/replay/replay";
import type { ReplayResult } from "@bptm/lab/replay/replay";
import { guessMapping } from "@bptm/lab/replay/replay-guess";
import { mappingOfWords } from "@bptm/lab/replay/replay-mapping";
import { runCondition } from "@bptm/lab/run/run";
import { RunRecorder } from "@bptm/lab/run/run-recorder";
import { describe, expect, test } from "vitest";
import { PLAIN, configOf, dataOf, folder, pairOf, writePair } from "./fixtures";
import type { Style } from "./fixtures";

interface Playing {
  readonly map?: string[];
  readonly before_s?: number;
  readonly after_s?: number;
  readonly to_hz?: number;
}

function played(
  file: string,
  { map, before_s = 5, after_s = 1, to_hz }: Playing = {},
): ReplayResult {
  const recording = readRecording(file);
  const side = "primary";
  const feeds =
    map === undefined ? guessMapping(recording, side) : mappingOfWords(map, recording.config);
  return replay({ recording, feeds, side, before_s, after_s, to_hz, connected: "utility" });
}

const ids = ({ events }: ReplayResult): string[] => events.map(({ id }) => id);

/** A pair whose voltage is multiplied by `level` at each sample. */
function leveled(style: Style, level: (sample: number) => number): string {
  const text = dataOf(style).toString();
  const lines = text
    .trimEnd()
    .split("\r\n")
    .map((line, at) => {
      const [number, stamp, volts, ...rest] = line.split(",");
      return [number, stamp, Math.round(Number(volts) * level(at)), ...rest].join(",");
    });
  return writePair(configOf(style), Buffer.from(`${lines.join("\r\n")}\r\n`));
}

describe("runs of the twin, recorded and replayed", () => {
  test.each(["H-02", "H-08"])("%s: the same events at the same times", async (id) => {
    const found = libraryFiles().find((one) => one.id === id);
    const condition = readCondition(found?.file ?? "");
    const file = join(folder(), "run.cff");
    const recorder = new RunRecorder({ file, encoding: "float32", from_s: 0, for_s: 600 });
    const result = await runCondition(condition, { observers: [recorder] });
    expect(recorder.write()).toEqual([file]);
    const { events } = played(file, { before_s: 0, after_s: 0 });
    expect(result.events.length).toBeGreaterThan(3);
    expect(events.map(({ time_s, id: of }) => `${time_s.toFixed(2)} ${of}`)).toEqual(
      result.events.map(({ time_s, id: of }) => `${time_s.toFixed(2)} ${of}`),
    );
  });
});

describe("what is sensed", () => {
  const short: Style = { ...PLAIN, samples: 96 };

  test("three cycles qualify when steady waves precede them, and not without", () => {
    const long = played(pairOf(short));
    expect(ids(long)).toEqual(["PowerUp", "UtilityGood"]);
    expect(long.final).toMatchObject({ utility: "qualified", switches: ["closed", "open"] });
    expect(long.statements.join(" ")).toContain("5 s before it are synthetic: steady waves");
    expect(ids(played(pairOf(short), { before_s: 0, after_s: 0 }))).not.toContain("UtilityGood");
  });

  test.each([
    [1920, 60],
    [960, 60],
    [3840, 60],
    [12_000, 60],
    [1920, 57],
  ])("%i samples a second of %i Hz: volts and hertz are right", (hz, line_hz) => {
    const { seconds, measured_hz } = played(pairOf({ ...PLAIN, hz, line_hz, samples: hz / 5 }));
    const last = seconds.at(-1);
    // The fixture's 120 V are secondary; its primary voltage is scaled to the meter.
    expect(last?.utility.l1_v).toBeCloseTo(120, -0.5);
    expect(last?.utility.hz).toBeCloseTo(line_hz, 1);
    expect(measured_hz).toBeCloseTo(line_hz, 1);
  });

  test("the depth of a sag is measured", () => {
    const style: Style = { ...PLAIN, samples: 1920 };
    const file = leveled(style, (at) => (at >= 480 && at < 1440 ? 0.6 : 1));
    const { seconds } = played(file);
    const within = seconds.find(({ time_s }) => time_s === 1);
    expect(within?.utility_line_min_v).toBeGreaterThan(142);
    expect(within?.utility_line_min_v).toBeLessThan(146);
  });

  test("an outage is reported, and the meter loses power with it", () => {
    const style: Style = { ...PLAIN, samples: 960 };
    const file = leveled(style, (at) => (at < 480 ? 1 : 0));
    const outage = played(file, { after_s: 5 });
    expect(ids(outage)).toEqual(["PowerUp", "UtilityGood", "PowerFailing", "UtilityLost"]);
    expect(outage.final).toMatchObject({ powered: false, sentence: "" });
  });

  test("a recorded generator is qualified, and the house is transferred to it", () => {
    const map = ["Va=generator_l1*0.00833", "Va=generator_l2*-0.00833"];
    const moved = played(pairOf({ ...PLAIN, line_hz: 60 }), { map, before_s: 30, after_s: 1 });
    expect(ids(moved)).toContain("GeneratorAccepted");
    expect(moved.final).toMatchObject({ generator: "qualified", switches: ["open", "closed"] });
  });

  test("50 Hz is rejected, and accepted when played as 60 Hz", () => {
    const style: Style = { ...PLAIN, line_hz: 50, hz: 1600, samples: 320 };
    const slow = played(pairOf(style));
    expect(ids(slow)).not.toContain("UtilityGood");
    expect(slow.statements.join(" ")).toMatch(/It has 50\.00 Hz: this meter is for 60 Hz/);
    const fast = played(pairOf(style), { to_hz: 60 });
    expect(ids(fast)).toContain("UtilityGood");
    expect(fast.statements.join(" ")).toContain("Played 60/50 times as fast");
  });

  test("missing values, clipping and a wrong frequency are reported", () => {
    const text = dataOf(PLAIN)
      .toString()
      .replace(/^9,(\d+),-?\d+/m, "9,$1,99999");
    const config = configOf({ ...PLAIN, line_hz: 50 });
    const file = writePair(config, Buffer.from(text));
    const said = played(file, { map: ["Va=utility_l1*0.05", "Va=utility_l2*-0.05"] }).statements;
    expect(said).toContain("Va lacks 1 samples: they are interpolated linearly.");
    expect(said.join(" ")).toContain("Va reaches 1020 V, beyond the converter's 511 V");
    expect(said.join(" ")).toContain("It states 50 Hz, but its waves have 60.00 Hz.");
  });
});

describe("guessed mappings", () => {
  test("one voltage feeds both legs, scaled to 120 V", () => {
    const recording = readRecording(pairOf(PLAIN));
    const [one, two, ...more] = guessMapping(recording, "primary");
    expect(more).toEqual([]);
    expect([one?.input, two?.input]).toEqual([0, 1]);
    expect(one?.factor).toBeCloseTo(1 / 120, 5);
    expect(two?.factor).toBe(-(one?.factor ?? 0));
    expect(guessMapping(recording, "secondary").map(({ factor }) => factor)).toEqual([1, -1]);
  });

  test("two opposite voltages are the legs", () => {
    const config = configOf(PLAIN).replace("2,Ia,A,,A,0.01", "2,Vb,B,,V,0.01");
    const rows = dataOf(PLAIN)
      .toString()
      .replaceAll(/^(\d+,\d+),(-?\d+),-?\d+/gm, (_, head: string, volts: string) => {
        return `${head},${volts},${Math.round((-Number(volts) * 120 * Math.SQRT2) / 200)}`;
      });
    const feeds = guessMapping(readRecording(writePair(config, Buffer.from(rows))), "primary");
    expect(feeds.map(({ channel, input }) => [channel, input])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(feeds[1]?.factor).toBeGreaterThan(0);
  });

  test("without a voltage nothing is guessed", () => {
    const file = writePair(configOf(PLAIN).replace("1,Va,A,,V", "1,Xa,A,,A"), dataOf(PLAIN));
    const recording = readRecording(file);
    expect(() => guessMapping(recording, "primary")).toThrow(
      /^E-REC-13: .* looks like a voltage; map one with --map \(it has #1 Xa, #2 Ia\)\.$/,
    );
  });
});

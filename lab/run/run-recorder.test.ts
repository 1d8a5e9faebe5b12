import { existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRecording } from "../recordings/comtrade-read";
import { RunRecorder } from "./run-recorder";
import { Simulation } from "./simulation";

const place = (name: string): string => join(mkdtempSync(join(tmpdir(), "bptm-")), name);
const simulationOf = (): Simulation =>
  new Simulation({ seed: 3, house: "small", generator: "open-frame-7500", engine: "typescript" });

/** Records half a second in which the grid fails. */
function recorded(file: string, from_s = 0.1, for_s = 0.25): RunRecorder {
  const simulation = simulationOf();
  const recorder = new RunRecorder({ file, encoding: "float32", from_s, for_s });
  recorder.begin(simulation, "a run");
  simulation.observe(recorder);
  simulation.advance(960);
  simulation.apply({ utility: "cut" });
  simulation.advance(1440);
  return recorder;
}

test("every requested sample equals the twin's true value", () => {
  const file = place("run.cff");
  expect(recorded(file).write()).toEqual([file]);
  const recording = readRecording(file);
  expect(recording.samples).toBe(1200);
  expect(recording.config.start?.text).toBe("2000-01-01T00:00:00.100000");
  const simulation = simulationOf();
  simulation.advance(481);
  const { truth } = simulation.world.home.sensors;
  for (let input = 0; input < 10; input++) {
    expect(recording.analog(input, "primary")[0]).toBe(Math.fround(truth[input] ?? 0));
  }
  const grid = recording.analog(0, "primary");
  expect(Math.max(...grid.subarray(0, 400))).toBeGreaterThan(160);
  expect(Math.max(...grid.subarray(700))).toBeLessThan(5);
});

test("poles, power and lights are status channels", () => {
  const file = place("run.cfg");
  recorded(file).write();
  const recording = readRecording(file);
  const state = (name: string): Uint8Array =>
    recording.status(recording.config.status.findIndex((one) => one.name === name));
  for (const name of ["U_pole_1", "U_pole_2", "meter_powered", "light_utility_on_on"]) {
    expect(
      state(name)
        .subarray(0, 400)
        .every((one) => one === 1),
      name,
    ).toBe(true);
  }
  for (const name of ["G_pole_1", "U_open_coil", "light_generator_on_on", "event"]) {
    expect(
      state(name).every((one) => one === 0),
      name,
    ).toBe(true);
  }
});

test("an event is a sentence, and sets a status channel for 20 samples", () => {
  const file = place("run.cfg");
  recorded(file, 0).write();
  expect(readFileSync(file.replace(".cfg", ".inf"), "utf8")).toMatch(/=20,The meter has power/);
  const recording = readRecording(file);
  const events = recording.status(recording.config.status.length - 1);
  expect(events.reduce((sum, one) => sum + one, 0)).toBe(20);
});

test("no file is written when nothing was recorded", () => {
  const file = place("run.csv");
  expect(() => recorded(file, 9).write()).toThrow(/^E-REC-14: .* the run ended at 0\.5 s, before/);
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(file, ".."))).toEqual([]);
});

test("an invalid path or name is refused before the run", () => {
  const to = (file: string) => () =>
    new RunRecorder({ file, encoding: "ascii", from_s: 0, for_s: 1 });
  expect(to("run.txt")).toThrow(/^E-REC-11: run\.txt: a recording ends in \.cff, \.cfg or \.csv/);
  expect(to(join(place("none"), "a.cff"))).toThrow(/^E-REC-11: .* cannot be written \(ENOENT\)/);
});

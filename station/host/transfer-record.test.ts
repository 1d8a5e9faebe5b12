import type { TransferWaves } from "@bptm/link/bench";
import { describe, expect, test } from "vitest";
import { transferRecord } from "./transfer-record";

const SAMPLE_MS = 1000 / 4800;
const AT = "2026-11-22T09:31:05.000Z";

/** Times of 100 ms around each of two moves, three seconds apart. */
const TIMES = [1000, 4020].flatMap((move_ms) =>
  Array.from({ length: 960 }, (_, index) => move_ms + (index - 480) * SAMPLE_MS),
);

/** House voltage: `before` until the opening, nothing, then `after` from the closing on. */
function recording(before: number, after: number, together = false): TransferWaves {
  const wave = (time: number, volts: number): number =>
    volts * Math.SQRT2 * Math.sin((2 * Math.PI * 60 * time) / 1000);
  const house = TIMES.map((time) =>
    time < 1000 ? wave(time, before) : time < 4020 ? 0 : wave(time, after),
  );
  return {
    moments: [
      { what: "U opens", time_ms: 1000 },
      { what: "G closes", time_ms: 4020 },
    ],
    time_ms: TIMES,
    channels: [
      { name: "utility-leg-1", values: TIMES.map(() => 0.04) },
      { name: "out-leg-1", values: house },
      { name: "generator-current-2", values: TIMES.map(() => 1.234) },
    ],
    switch_u: TIMES.map((time) => (time < 1000 || together ? 1 : 0)),
    switch_g: TIMES.map((time) => (time < 4020 ? 0 : 1)),
  };
}

describe("a transfer to the generator", () => {
  const record = transferRecord(recording(120, 103), 4, AT);

  test("counts its time from the last move, without the part where nothing moved", () => {
    expect(record).toMatchObject({ sequence: 4, at: AT, to: "generator" });
    expect(record.time_ms[0]).toBeCloseTo(-3120, 0);
    expect(record.time_ms.at(-1)).toBeCloseTo(100, 0);
  });

  test("names its traces and rounds them", () => {
    expect(record.traces.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      "Utility L1 V",
      "House L1 V",
      "Generator current L2 A",
    ]);
    expect(record.traces[0]?.values[0]).toBe(0);
    expect(record.traces[2]?.values[0]).toBe(1.23);
  });

  test("gives its figures in words", () => {
    expect(record.figures).toEqual([
      "Both switches open for 3.02 s",
      "House voltage gone with the opening",
      "Lowest voltage after pick-up 103 V",
      "U and G never closed together",
    ]);
  });
});

test("a house that was dark before has no voltage to lose", () => {
  expect(transferRecord(recording(0, 120), 1, AT).figures[1]).toBe("The house was dark before");
});

test("coasting motors keep the voltage for a while", () => {
  const coasting = recording(120, 120);
  const values = coasting.channels[1]?.values ?? [];
  const channels = [
    {
      name: "out-leg-1",
      values: values.map((value, at) => (at > 480 && at < 768 ? 40 : value)),
    },
  ];
  const { figures } = transferRecord({ ...coasting, channels }, 1, AT);
  expect(figures[1]).toBe("House voltage gone 60 ms after the opening");
});

test("switches that were closed at the same time are reported", () => {
  expect(transferRecord(recording(120, 120, true), 1, AT).figures.at(-1)).toBe(
    "U and G shown closed together for 100.0 ms",
  );
});

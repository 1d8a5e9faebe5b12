import { describe, expect, it } from "vitest";
import { TRANSFER } from "../base/fixtures";
import { positionBars } from "./transfer-chart";
import {
  cuts,
  drawingOf,
  coordinateOf,
  stepFor,
  ticks,
  timeAt,
  timeWords,
  transferText,
} from "./transfer-data";

describe("the drawing of a transfer", () => {
  const drawing = drawingOf(TRANSFER);

  it("cuts a long dead time out and shows how much is missing", () => {
    const [cut, ...more] = cuts(drawing.pieces);
    expect(more).toEqual([]);
    expect(cut?.missing_ms).toBeGreaterThan(2700);
    expect(cut?.missing_ms).toBeLessThan(3020);
  });

  it("loses no move of a switch to the cut", () => {
    expect(drawing.moves.map(({ word }) => word)).toEqual(["U opens", "G closes"]);
    for (const { at } of drawing.moves) expect(timeAt(drawing.pieces, at)).not.toBeNull();
  });

  it("draws leg 1 of utility, generator and house to one scale", () => {
    expect(drawing.lanes.map(({ name, top }) => `${name} ${top}`)).toEqual([
      "Utility L1 170",
      "Generator L1 170",
      "House L1 170",
    ]);
  });

  it("breaks the traces at the cut, and its time base only grows", () => {
    const holes = drawing.lanes[0]?.values.filter((value) => value === null).length;
    expect(holes).toBe(1);
    expect(drawing.x).toHaveLength(drawing.switch_u.length);
    expect(drawing.x.every((x, index) => index === 0 || x > (drawing.x[index - 1] ?? 0))).toBe(
      true,
    );
  });

  it("converts coordinates back to times, and none within the cut", () => {
    for (const time of [-3050, -3000, 0, 100]) {
      const place = coordinateOf(drawing.pieces, time);
      expect(timeAt(drawing.pieces, place ?? -1)).toBeCloseTo(time, 6);
    }
    expect(coordinateOf(drawing.pieces, -1500)).toBeNull();
  });

  it("leaves a short record whole", () => {
    const short = {
      ...TRANSFER,
      time_ms: [0, 1, 2, 3],
      traces: [{ name: "House L1", unit: "V", values: [1, 2, 3, 4] }] as const,
      switch_u: [1, 1, 0, 0],
      switch_g: [0, 0, 0, -1],
    };
    const { pieces, moves, x } = drawingOf(short);
    expect(pieces).toEqual([{ from_ms: 0, to_ms: 3, at: 0 }]);
    expect(moves.map(({ word }) => word)).toEqual(["U opens", "G unknown"]);
    expect(x).toEqual([0, 1, 2, 3]);
  });

  it("takes a hole in the record for a cut", () => {
    const holed = {
      ...TRANSFER,
      time_ms: [-3000, -2999, 0, 1],
      traces: [],
      switch_u: [1, 0, 0, 0],
      switch_g: [0, 0, 0, 1],
    };
    expect(cuts(drawingOf(holed).pieces)[0]?.missing_ms).toBe(2999);
  });

  it("joins equal positions to bars that end where the next begins", () => {
    expect(positionBars([0, 1, 2, 3], [1, 1, 0, 0])).toEqual([
      { from: 0, to: 2, position: 1 },
      { from: 2, to: 3, position: 0 },
    ]);
    expect(positionBars([0, 1, 2, 3], [1, null, 0, 0])).toEqual([
      { from: 0, to: 0, position: 1 },
      { from: 2, to: 3, position: 0 },
    ]);
  });

  it("puts round times on the axis", () => {
    const found = ticks([{ from_ms: -105, to_ms: 105, at: 0 }], 0, 210);
    expect(found.map((x) => x - 105)).toEqual([-100, -50, 0, 50, 100]);
    expect(stepFor(5)).toBe(0.5);
    expect([timeWords(0, 50), timeWords(100, 50), timeWords(-3100, 100)]).toEqual([
      "0",
      "+100 ms",
      "−3.1 s",
    ]);
  });

  it("is described in words", () => {
    const text = transferText(TRANSFER);
    expect(text).toContain("G closes at 0.0 ms");
    expect(text).toContain("Generator L1 up to 170 V");
    expect(text).toContain("Both switches open for 3.02 s");
  });
});

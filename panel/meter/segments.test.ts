import { describe, expect, it } from "vitest";
import { cells, segments } from "./segments";

const lit = (character: string): number =>
  segments(character, 18, 33, 4).filter((segment) => segment.lit).length;

describe("the display", () => {
  it("lights the segments of each figure", () => {
    expect([..."0123456789"].map(lit)).toEqual([6, 2, 5, 5, 4, 5, 6, 3, 7, 6]);
    expect([lit("-"), lit(" "), lit("?")]).toEqual([1, 0, 0]);
  });

  it("aligns text right, and gives a point no digit", () => {
    const row = cells("318.4", 6);
    expect(row.map(({ character }) => character).join("")).toBe("  3184");
    expect(row.findIndex(({ point }) => point)).toBe(4);
    expect(
      cells("1,234", 5)
        .map(({ character }) => character)
        .join(""),
    ).toBe(" 1234");
    expect(cells("", 3)).toHaveLength(3);
  });
});

import { describe, expect, it } from "vitest";
import { found, grouped, runWords } from "./bench/bench-conditions";
import { seedOf } from "./bench/bench-time";
import { faceText } from "./meter/face";
import { BENCH, CONDITIONS, LOCKOUT, NORMAL, UNPOWERED } from "./base/fixtures";
import { leftWords } from "./now/headroom";
import { badgeKind } from "./line/line-symbols";

describe("parts of the page", () => {
  it("show how much is left, or how much is too much", () => {
    expect(leftWords(18.84)).toEqual({ figure: "18.8 A", word: "left" });
    expect(leftWords(-5.6)).toEqual({ figure: "5.6 A", word: "too much" });
    expect(leftWords(null)).toEqual({ figure: "Unknown", word: "" });
  });

  it("give a tick only to what is verified", () => {
    const open = NORMAL.switch_g;
    expect(badgeKind(open)).toBe("tick");
    expect(badgeKind({ ...open, proven: false })).toBe("none");
    expect(badgeKind(NORMAL.switch_u)).toBe("tick");
    expect(badgeKind(LOCKOUT.switch_u)).toBe("lock");
    expect(badgeKind(UNPOWERED.switch_u)).toBe("question");
    expect(badgeKind({ ...open, poles: ["open", "closed"] })).toBe("question");
  });

  it("describe the face in words, without dashes for unknown values", () => {
    const item = { code: "--", value: "------", unit: "", caption: "Display unknown" };
    expect(faceText(LOCKOUT, item)).toBe(
      "Meter face. Utility Power Available: on. Utility Power On: blinks fast. " +
        "Generator Power On: off. Display: Display unknown.",
    );
  });

  it("find conditions by number, group or word", () => {
    const ids = (search: string) => found(CONDITIONS, search).map(({ id }) => id);
    expect(ids("h-48")).toEqual(["H-48"]);
    expect(ids("fatal weld")).toEqual(["H-58"]);
    expect(ids("")).toHaveLength(CONDITIONS.length);
    expect(ids("nothing such")).toEqual([]);
  });

  it("list conditions by their groups, in the order of the library", () => {
    const lines = found(CONDITIONS, "h-0");
    expect(grouped(lines).map(({ group, lines: { length } }) => [group, length])).toEqual([
      ["outage", 2],
      ["utility", 1],
    ]);
    const mixed = grouped([...lines, ...lines]);
    expect(mixed.map(({ lines: { length } }) => length)).toEqual([4, 2]);
  });

  it("show the state of a background run", () => {
    const [line] = BENCH.runs;
    if (line === undefined) throw new Error("The fixture has no run.");
    expect(runWords(line)).toBe("37 %");
    expect(runWords({ ...line, state: "broken" })).toBe("no verdict");
  });

  it("take only whole numbers as seeds", () => {
    expect([seedOf(" 7310 "), seedOf("0"), seedOf(""), seedOf("-1"), seedOf("1e3")]).toEqual([
      7310,
      0,
      null,
      null,
      null,
    ]);
  });
});

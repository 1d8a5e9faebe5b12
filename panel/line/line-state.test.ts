import { describe, expect, it } from "vitest";
import { COUNTDOWN, DISAGREE, LOCKOUT, NORMAL, UNPOWERED } from "../base/fixtures";
import { diagramOf, flowOf, legStates } from "./line-state";
import { diagramText, hertz, power, wrap } from "./line-text";

describe("the one-line diagram", () => {
  it("colours each conductor by the source that feeds it", () => {
    const { utility, after_u, after_g, house } = diagramOf(COUNTDOWN);
    expect(utility).toEqual({ legs: ["live", "live"], tone: "utility", flow: 0 });
    // Behind the open U lies what the generator keeps alive; nothing flows there.
    expect(after_u).toEqual({ legs: ["live", "live"], tone: "generator", flow: 0 });
    expect(after_g).toMatchObject({ tone: "generator", flow: 1 });
    expect(house).toMatchObject({ tone: "generator", flow: 1 });
  });

  it("marks what a source in the house feeds as back voltage, even the grid if U is closed", () => {
    expect(diagramOf(LOCKOUT)).toMatchObject({
      inside: true,
      utility: { tone: "utility" },
      after_u: { tone: "alarm" },
      house: { tone: "alarm" },
    });
    const back_fed = { ...LOCKOUT, switch_u: NORMAL.switch_u };
    expect(diagramOf(back_fed).utility.tone).toBe("alarm");
  });

  it("distinguishes the legs only where the point is neither live nor dead", () => {
    expect(legStates(DISAGREE.utility)).toEqual(["dead", "live"]);
    expect(legStates(DISAGREE.house)).toEqual(["dead", "between"]);
    const unmeasured = NORMAL.utility.legs.map((leg) => ({ ...leg, volts: null }));
    const [one, two] = unmeasured;
    if (one === undefined || two === undefined) throw new Error("A point has two legs.");
    const low = { ...NORMAL.utility, state: "between", legs: [one, two] } as const;
    expect(legStates(low)).toEqual(["between", "between"]);
    expect(legStates(NORMAL.utility)).toEqual(["live", "live"]);
    expect(legStates(UNPOWERED.utility)).toEqual(["unknown", "unknown"]);
  });

  it("points arrows in the direction of power", () => {
    const point = (watts: number) => ({
      ...NORMAL.utility,
      legs: [
        { volts: 120, amps: 4, watts },
        { volts: 120, amps: 4, watts },
      ] as const,
    });
    expect(flowOf(point(480))).toBe(1);
    expect(flowOf(point(-480))).toBe(-1);
    expect(flowOf(COUNTDOWN.utility)).toBe(0);
    expect(flowOf(UNPOWERED.utility)).toBe(0);
  });

  it("shows the breaker as unknown without voltage behind it", () => {
    expect(diagramOf(COUNTDOWN).breaker).toBe("closed");
    expect(diagramOf(NORMAL).breaker).toBe("unknown");
    expect(diagramText(NORMAL)).toContain("breaker is unknown");
  });

  it("says in words what it draws", () => {
    const text = diagramText(LOCKOUT);
    expect(text).toContain("Switch U: open, locked.");
    expect(text).toContain("fed from inside");
    expect(text).toContain("leg 1 121.3\u00a0volts");
    expect(diagramText(UNPOWERED)).toContain("Utility: not measured, unknown, unknown");
    expect(diagramText(UNPOWERED)).not.toMatch(/\b0 /);
  });

  it("breaks a long word into lines and cuts what is too much", () => {
    expect(wrap("live, not connected", 17, 3)).toEqual(["live, not", "connected"]);
    expect(wrap("one two three four", 5, 2)).toEqual(["one", "two…"]);
    expect(wrap("", 5, 2)).toEqual([""]);
  });

  it("gives no figure for a load that bypasses the meter", () => {
    expect(power(LOCKOUT.house)).toBe("load unknown");
    expect(power(COUNTDOWN.house)).toBe("3,203\u00a0W");
    expect(power(UNPOWERED.house)).toBe("–");
    expect(hertz(NORMAL.generator)).toBe("no frequency");
    expect(hertz(UNPOWERED.generator)).toBe("–");
  });
});

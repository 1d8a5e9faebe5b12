import { describe, expect, it } from "vitest";
import { COUNTDOWN } from "./fixtures";
import { spoken, mustAnnounce } from "./announce";
import { plain, NO_FRAME, viewOf } from "./view";

const SILENCE = { seconds: 14, next_try_s: 3 };

describe("the view", () => {
  it("is the frame itself while frames come", () => {
    expect(viewOf(COUNTDOWN, null)).toEqual({ frame: COUNTDOWN, was: null, silent: false });
  });

  it("is all unknown before the first frame", () => {
    expect(viewOf(null, null).frame).toEqual(NO_FRAME);
    expect(viewOf(null, SILENCE).frame.advice).toContain("Trying again in 3 s.");
  });

  it("holds no present value without data", () => {
    const { frame, was } = viewOf(COUNTDOWN, SILENCE);
    const { utility, generator, house, switch_u, switch_g, headroom, lights } = frame;
    const now = JSON.stringify({ utility, generator, house, switch_u, switch_g, headroom, lights });
    expect(now).not.toMatch(/\d\.\d|"live"|"open"|"closed"|"on"/);
    expect(frame.steps).toEqual([]);
    expect(frame.display).toEqual([]);
    expect(was).toBe(COUNTDOWN);
  });

  it("keeps past values without data, and shows since when", () => {
    const { frame } = viewOf(COUNTDOWN, SILENCE);
    expect(plain(frame.sentence)).toContain("No data from the meter for 14\u00a0s.");
    expect(frame.energy).toEqual(COUNTDOWN.energy);
    expect(frame.events.slice(1)).toEqual(COUNTDOWN.events);
    expect(frame.transfer).toBe(1);
    expect(frame.count).toMatchObject({ value: 14, unit: "s" });
    const long = viewOf(COUNTDOWN, { seconds: 1200, next_try_s: null }).frame;
    expect(long.count).toMatchObject({ value: 20, unit: "min" });
    expect(long.advice).toContain("Trying again now.");
  });
});

describe("what is announced", () => {
  const at = (value: number, text = `Back in ${value} s.`) =>
    spoken({
      ...COUNTDOWN,
      sentence: [{ text }],
      count: { value, unit: "s", of: "", caption: "" },
    });

  it("is the first frame and each change of state", () => {
    expect(mustAnnounce(null, at(40))).toBe(true);
    expect(mustAnnounce(at(40), at(40, "Locked out."))).toBe(true);
  });

  it("is not each second, but each mark, even when one is skipped", () => {
    expect(mustAnnounce(at(40), at(39))).toBe(false);
    expect(mustAnnounce(at(31), at(30))).toBe(true);
    expect(mustAnnounce(at(30), at(29))).toBe(false);
    expect(mustAnnounce(at(64), at(52))).toBe(true);
    expect(mustAnnounce(at(9), at(60))).toBe(false);
  });
});

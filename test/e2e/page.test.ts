/** The page alone, in real Chromium, with frames chosen by the test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { BENCH, COUNTDOWN, FRAMES, LOCKOUT, NORMAL, UNPOWERED } from "@bptm/panel/base/fixtures";
import { needs } from "../needs";
import { press, violations } from "./access";
import { DESK, launch, open, outside, PHONE } from "./browser";
import { standIn, type StandIn } from "./stand-in";

const drawing = (page: Page) => page.locator(".line [role=img]").getAttribute("aria-label");
const face = (page: Page) => page.locator(".face [role=img]").getAttribute("aria-label");
const heading = (page: Page, text: string) => page.locator("h1", { hasText: text }).waitFor();

needs("chromium", "chromium")("the page of one meter", () => {
  let browser: Browser;
  let station: StandIn;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    station = await standIn(COUNTDOWN);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await station.close();
  });

  it("shows the station's sentence, word by word", async () => {
    const { page, errors } = await open(browser, station.address);
    await heading(page, "On generator.");
    const said = await page.locator("h1").textContent();
    expect(said).toBe(COUNTDOWN.sentence.map((run) => run.text).join(""));
    expect(errors).toEqual([]);
  });

  it("announces a change of state and the marks of the countdown, nothing between", async () => {
    const { page } = await open(browser, station.address);
    await heading(page, "On generator.");
    const region = page.locator(".said [role=status]");
    const at = async (seconds: number): Promise<string | null> => {
      const count = { value: seconds, unit: "s", of: "", caption: "" };
      const sentence = [{ text: `On generator. Back in ${seconds} s.`, strong: true }];
      station.show({ ...COUNTDOWN, count, sentence });
      await heading(page, `Back in ${seconds} s.`);
      return region.textContent();
    };
    expect(await at(19)).toContain("19 s");
    expect(await at(12)).toContain("19 s");
    expect(await at(10)).toContain("10 s");
    expect(await at(3)).toContain("10 s");
  });

  it("shows a locked switch and the source in the house", async () => {
    station.show(LOCKOUT);
    const { page } = await open(browser, station.address);
    await heading(page, "Locked out.");
    expect(await drawing(page)).toContain("Switch U: open, locked.");
    expect(await drawing(page)).toContain("fed from inside");
    expect(await page.locator(".badge.lock:visible").count()).toBe(1);
  });

  it("draws both poles where they disagree, and two rails where the legs differ", async () => {
    station.show(FRAMES.disagree);
    const { page } = await open(browser, station.address);
    await heading(page, "does not obey");
    expect(await drawing(page)).toContain("pole 1 open, pole 2 closed");
    expect(await page.locator(".wide .joint").count()).toBe(1);
    await page.getByRole("alert").getByText("An invariant is broken.").waitFor();
  });

  it("shows a meter without power dark, and no unknown value as 0", async () => {
    station.show(UNPOWERED);
    const { page } = await open(browser, station.address);
    await heading(page, "The meter has no power.");
    expect(await face(page)).toContain("Generator Power On: off");
    expect(await page.locator(".lcd .lit").count()).toBe(0);
    expect(await page.locator(".wide").textContent()).not.toMatch(/\b0(\.0)? [VAW]/);
    expect(await page.locator(".room").textContent()).toContain("Unknown");
  });

  it("makes present values unknown after 3 s without data; past ones stay", async () => {
    const { page } = await open(browser, station.address);
    await heading(page, "On generator.");
    station.hush();
    await heading(page, "No data from the meter");
    expect(await face(page)).toContain("Utility Power On: unknown");
    expect(await drawing(page)).toContain("Switch G: unknown.");
    expect(await page.locator(".wide").textContent()).toContain("was 239.3 V");
    expect(await page.locator(".room").textContent()).toContain("Unknown");
    expect(await page.locator(".energy").textContent()).toContain("14.36");
    expect(await page.locator(".events").textContent()).toContain("Grid came back for 4 s");
    station.show(NORMAL);
    await heading(page, "On the grid.");
  });

  it("shows a refusal where the request was made", async () => {
    const { page } = await open(browser, station.address);
    await page.locator(".bench-bar").click();
    station.refuse("The generator is chained to the shed.");
    await page.getByRole("button", { name: "Unplug" }).click();
    await page.locator("fieldset", { hasText: "Plug in" }).getByText("chained to").waitFor();
    expect(station.orders).toEqual([{ do: "unplug" }]);
  });

  it("keeps a disabled button focusable with its reason, and sends nothing", async () => {
    const { page } = await open(browser, station.address);
    await press(page, page.locator(".bench-bar"));
    const start = page.getByRole("button", { name: "Start", exact: true });
    await press(page, start);
    await page.locator(".refusal", { hasText: "It is already running." }).waitFor();
    expect(station.orders).toEqual([]);
  });

  it("lists the conditions by group, as one Tab stop", async () => {
    const { page } = await open(browser, station.address);
    await press(page, page.locator(".bench-bar"));
    await page.locator(".conditions li").first().waitFor();
    expect(await page.locator(".group-name").allTextContents()).toEqual([
      "outage",
      "utility",
      "back-feed",
      "switch",
    ]);
    const focused = () => page.locator(":focus").getAttribute("aria-label");
    await press(page, page.locator(".conditions .live").first(), "ArrowRight");
    expect(await focused()).toContain("Fast: H-01");
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    expect(await focused()).toContain("Fast: H-48");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("Report of H-01, in a new tab");
    expect(await page.locator(":focus").getAttribute("href")).toBe("api/reports/H-01");
    await page.keyboard.press("Tab");
    expect(await page.locator(".conditions :focus").count()).toBe(0);
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("Report of H-01, in a new tab");
    expect(station.orders).toEqual([{ do: "run-aside", id: "H-48" }]);
  });

  it("has no bench on a real meter", async () => {
    const { bench: _none, ...real } = COUNTDOWN;
    station.show({ ...real, meter: { ...real.meter, twin: false } });
    const { page } = await open(browser, station.address);
    await heading(page, "On generator.");
    expect(await page.locator(".bench").count()).toBe(0);
  });

  it("draws the last transfer and zooms by keyboard", async () => {
    const { page } = await open(browser, station.address);
    await page.locator(".scope-chart canvas").waitFor();
    const text = await page.locator(".scope-body").getAttribute("aria-label");
    expect(text).toContain("U opens at −3,020");
    expect(text).toContain("G closes at 0.0 ms");
    const picture = (): Promise<unknown> =>
      page.evaluate("document.querySelector('.scope-chart canvas').toDataURL()");
    const whole = await picture();
    await press(page, page.getByRole("button", { name: "Zoom in" }));
    await expect.poll(picture).not.toBe(whole);
    await press(page, page.getByRole("button", { name: "Whole record" }));
    await expect.poll(picture).toBe(whole);
  });

  it("shows the last 24 hours, and by keyboard their figures", async () => {
    const { page } = await open(browser, station.address);
    const strip = page.locator(".strip [role=img]");
    await expect.poll(() => strip.getAttribute("aria-label")).toContain("88 of 96 known");
    expect(await strip.getAttribute("aria-label")).toContain("the grid was out in 28 of them");
    await press(page, page.locator(".day summary"));
    const rows = page.locator(".quarters tbody tr");
    expect(await rows.count()).toBe(96);
    const cells = (row: number): Promise<string[]> => rows.nth(row).locator("td").allTextContents();
    expect((await cells(0))[2]).toBe("");
    expect((await cells(1))[2]).toBe("grid out");
    expect(await cells(28)).toEqual(["–", "–", "grid out"]);
    expect(await cells(47)).toEqual(["–", "–", "not recorded"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    const seen = "document.querySelector('.quarters').scrollTop > 0";
    await expect.poll(() => page.evaluate(seen)).toBe(true);
  });

  it("reads the day again when a quarter hour is recorded, and not otherwise", async () => {
    const { page, asked } = await open(browser, station.address);
    const from = (): string[] =>
      asked.flatMap((address) => new URL(address).searchParams.get("from") ?? []);
    await expect.poll(from).toEqual(["2026-11-21T16:15:00.000Z"]);
    const recorded_until = "2026-11-22T16:30:00.000Z";
    station.show({ ...COUNTDOWN, at: "2026-11-22T16:30:02.000Z", recorded_until });
    await expect.poll(from).toEqual(["2026-11-21T16:15:00.000Z", "2026-11-21T16:30:00.000Z"]);
    station.show({ ...COUNTDOWN, recorded_until: null });
    await page.locator(".day", { hasText: "nothing recorded yet" }).waitFor();
    expect(await page.locator(".strip .utility").getAttribute("d")).toBe("");
  });

  it("stores the theme", async () => {
    const { page } = await open(browser, station.address, { viewport: DESK, colorScheme: "light" });
    await page.getByRole("button", { name: "Dark theme" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Light theme" }).waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
  });

  it("moves nothing under reduced motion", async () => {
    const { page } = await open(browser, station.address, { reducedMotion: "reduce" });
    await heading(page, "On generator.");
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
  });

  it("does not shift when only numbers change", async () => {
    const { page } = await open(browser, station.address);
    await page.locator(".scope-chart canvas").waitFor();
    const boxes = () =>
      page.evaluate(
        `JSON.stringify([...document.querySelectorAll('main section')].map((s) =>
          [s.offsetTop, s.offsetLeft, s.offsetWidth, s.offsetHeight]))`,
      );
    const before = await boxes();
    station.show({
      ...COUNTDOWN,
      at: "2026-11-22T16:22:59.000Z",
      energy: { utility_kwh: 1, generator_kwh: 9999.99 },
    });
    await page.locator(".kwh", { hasText: "9,999.99" }).waitFor();
    expect(await boxes()).toBe(before);
  });

  const WAYS = [
    { name: "light", options: { viewport: DESK, colorScheme: "light" } },
    { name: "dark", options: { viewport: DESK, colorScheme: "dark" } },
    { name: "phone", options: { viewport: PHONE, colorScheme: "light" } },
  ] as const;
  it.each(WAYS)("has no violation in any state: $name", async ({ options }) => {
    const { page, asked, errors } = await open(browser, station.address, {
      ...options,
      reducedMotion: "reduce",
    });
    await page.locator(".bench-bar").click();
    await page.locator(".day summary").click();
    for (const frame of Object.values(FRAMES)) {
      station.show({ ...frame, bench: frame.bench ?? BENCH });
      await heading(page, frame.sentence[0]?.text ?? "");
      expect(await violations(page)).toEqual([]);
    }
    station.hush();
    await heading(page, "No data from the meter");
    expect(await violations(page)).toEqual([]);
    expect(outside(asked)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("has targets of 44 px on a phone, and scrolls only downward", async () => {
    const { page } = await open(browser, station.address, { viewport: PHONE });
    await page.locator(".bench-bar").click();
    await page.locator(".day summary").click();
    const small = await page.evaluate(
      `[...document.querySelectorAll('button, a, input, select, summary')]
        .filter((e) => e.offsetHeight < 44).map((e) => e.outerHTML)`,
    );
    expect(small).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
  });
});

/** The panel in Chromium with the real demonstration: a complete outage, run from the bench. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { needs } from "../needs";
import { press, violations } from "./access";
import { DESK, launch, open, outside, PHONE, type Watched } from "./browser";
import { startDemo, type Demo } from "./demo";

/** An outage at 60 times real time takes seconds; a busy machine gets more time. */
const PATIENCE = { timeout: 120_000 };

const state = (page: Page, words: RegExp) =>
  page.locator("h1 .state", { hasText: words }).waitFor(PATIENCE);
const light = (page: Page, words: string) =>
  page.locator(`.face [role=img][aria-label*="${words}"]`).waitFor(PATIENCE);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const ON_THE_GRID = /on the grid/i;
const ON_GENERATOR = /on (the )?generator/i;

needs("chromium", "chromium")("the panel of the demonstration", () => {
  let browser: Browser;
  let demo: Demo;
  let watched: Watched;

  beforeAll(async () => {
    browser = await launch();
    demo = await startDemo();
    watched = await open(browser, demo.address);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.kill();
  });

  it("starts on the grid", async () => {
    const { page } = watched;
    await state(page, ON_THE_GRID);
    await light(page, "Utility Power On: on");
  }, 130_000);

  it("runs an outage by keyboard alone: cut, plug in, start, on generator", async () => {
    const { page } = watched;
    await press(page, page.locator(".bench-bar"));
    await press(page, button(page, "Cut the grid"));
    await light(page, "Utility Power On: off");
    const plug = button(page, "Plug in");
    if ((await plug.getAttribute("aria-disabled")) !== "true") await press(page, plug);
    await press(page, button(page, "Start"));
    await press(page, button(page, "60×"));
    await state(page, ON_GENERATOR);
    await light(page, "Generator Power On: on");
    await page.locator(".scope-chart canvas").waitFor(PATIENCE);
  }, 260_000);

  it("returns to the grid by itself", async () => {
    const { page } = watched;
    await press(page, button(page, "Restore the grid"));
    await state(page, ON_THE_GRID);
    await light(page, "Generator Power On: off");
    expect(await page.locator(".violations").textContent()).toBe("");
  }, 260_000);

  it.each([
    { name: "light", viewport: DESK, colorScheme: "light" },
    { name: "dark", viewport: DESK, colorScheme: "dark" },
    { name: "phone", viewport: PHONE, colorScheme: "light" },
  ] as const)("has no violation: $name", async ({ viewport, colorScheme }) => {
    const options = { viewport, colorScheme, reducedMotion: "reduce" } as const;
    const { page, asked } = await open(browser, demo.address, options);
    await page.locator(".bench-bar").click();
    await page.locator(".conditions li").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(outside(asked)).toEqual([]);
    await page.context().close();
  });

  it("downloads the customer's data by keyboard", async () => {
    const { page } = watched;
    for (const [name, begins] of [
      ["Green Button", '<?xml version="1.0" encoding="UTF-8"?>\n<feed '],
      ["CSV", "start,end,utility_delivered_wh,"],
    ] as const) {
      const coming = page.waitForEvent("download");
      await press(page, page.locator(".downloads a", { hasText: name }));
      const file = await coming;
      expect(file.suggestedFilename()).toMatch(/^2S-007-310-[a-z-]+-(none|\d.*-to-.*)\.(xml|csv)$/);
      expect(readFileSync(await file.path(), "utf8").startsWith(begins)).toBe(true);
    }
  });

  it("runs a condition at full speed, by keyboard alone, and opens its report", async () => {
    const { page } = watched;
    const search = page.getByRole("searchbox", { name: "Search the conditions" });
    await search.fill("H-48");
    await press(page, page.getByRole("button", { name: "H-48" }).first(), "ArrowRight");
    await page.keyboard.press("Enter");
    await page.locator(".aside.pass").waitFor(PATIENCE);
    await page.keyboard.press("ArrowRight");
    const opened = page.context().waitForEvent("page");
    await page.keyboard.press("Enter");
    const report = await opened;
    const errors: string[] = [];
    report.on("console", (line) => errors.push(line.text()));
    report.on("pageerror", (error) => errors.push(error.message));
    await report.locator("h1", { hasText: "1 of 1 conditions pass" }).waitFor();
    await report.reload();
    await report.locator("figure.states svg polyline").first().waitFor();
    await report.locator("summary").click();
    await report.locator("figure.waves svg").first().waitFor();
    expect(await report.locator("figure.waves svg polyline").count()).toBeGreaterThan(4);
    const font = "getComputedStyle(document.querySelector('h1')).fontSize";
    expect(await report.evaluate(font)).toBe("24px");
    expect(errors).toEqual([]);
    await report.close();
    await search.fill("");
  }, 260_000);

  it("shows when the service is gone, and reconnects on the same port", async () => {
    const { page } = watched;
    await demo.kill();
    await page.locator("h1", { hasText: "No data from the meter" }).waitFor();
    await light(page, "Utility Power On: unknown");
    demo = await startDemo(demo.port);
    await state(page, ON_THE_GRID);
    await light(page, "Utility Power On: on");
  }, 200_000);

  it("sent requests only to this machine, and met no error", () => {
    expect(watched.asked.length).toBeGreaterThan(4);
    expect(outside(watched.asked)).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});

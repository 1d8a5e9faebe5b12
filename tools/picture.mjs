/**
 * Makes docs/panel.png, the picture of the README, from the real demonstration: on generator, the
 * grid is back, the meter counts down. `node tools/picture.mjs [FILE]`. Looks best with the font
 * Inter installed (Debian package fonts-inter).
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { runnerImport } from "vite";
import { path } from "./project/paths.mjs";

const LARGEST_BYTES = 400_000;
const HOURS = 10;
const PATIENCE = { timeout: 180_000 };
const file = process.argv[2] ?? path("docs/panel.png");

const load = async (name) => (await runnerImport(path(name))).module;
const { startDemo } = await load("test/e2e/demo.ts");
const { launch, open, DESK } = await load("test/e2e/browser.ts");

/** Asks the bench as the page does; a refusal ends the script. */
async function ask(address, wish) {
  const answer = await fetch(new URL("api/bench", address), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
  });
  if (!answer.ok) throw new Error(`${JSON.stringify(wish)}: ${await answer.text()}`);
}

const state = (page, words) => page.locator("h1 .state", { hasText: words }).waitFor(PATIENCE);

/** Quarter hours in which something is known. */
async function recorded(address) {
  const lines = await (await fetch(new URL("api/intervals", address))).json();
  return lines.filter(({ utility_delivered_wh }) => utility_delivered_wh !== null).length;
}

async function drive(page, address) {
  const order = (wish) => ask(address, wish);
  await state(page, /on the grid/i);
  // Some hours first, for the bars of the day.
  await order({ do: "speed", speed: 600 });
  while ((await recorded(address)) < HOURS * 4) await page.waitForTimeout(200);
  await order({ do: "speed", speed: 10 });
  await order({ do: "utility", to: "cut" });
  const { plugged } = (await (await fetch(new URL("api/state", address))).json()).bench.generator;
  if (!plugged) await order({ do: "plug" });
  await order({ do: "start" });
  await order({ do: "speed", speed: 60 });
  await state(page, /on (the )?generator/i);
  await order({ do: "speed", speed: 10 });
  await order({ do: "utility", to: "normal" });
  const counted = "(parseInt(document.querySelector('.count .number')?.textContent) || 99) <= 20";
  await page.waitForFunction(counted, undefined, PATIENCE);
  await order({ do: "pause", on: true });
  await page.locator(".scope-chart canvas").waitFor(PATIENCE);
  await page.locator(".bench-bar", { hasText: "paused" }).waitFor(PATIENCE);
}

const demo = await startDemo();
const browser = await launch();
try {
  // The page forbids evaluated text; this script waits by it.
  const options = {
    viewport: DESK,
    colorScheme: "light",
    reducedMotion: "reduce",
    bypassCSP: true,
  };
  const { page } = await open(browser, demo.address, options);
  await drive(page, demo.address);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > LARGEST_BYTES) throw new Error(`${file} has ${size} bytes, over ${LARGEST_BYTES}.`);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
} finally {
  await browser.close();
  await demo.kill();
}

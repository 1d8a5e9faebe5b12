/** One headless Chromium for the tests of the page. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync) ?? "";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** A page that records every address it requests, and every error. */
export interface Watched {
  readonly page: Page;
  readonly asked: string[];
  readonly errors: string[];
}

export async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = { viewport: DESK },
): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  // Violations of the page's policy appear only on the console.
  page.on("console", (line) => {
    if (/Content Security Policy/.test(line.text())) errors.push(line.text());
  });
  await page.goto(address);
  await page.locator("h1").waitFor();
  return { page, asked, errors };
}

/** The addresses outside this machine. */
export const outside = (asked: readonly string[]): string[] =>
  asked.filter((address) => !/^(data:|blob:|(http|ws):\/\/127\.0\.0\.1[:/])/.test(address));

/** Conditions in the background over HTTP: access, refusals, and the report. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Frame, RunLine } from "@bptm/station/wire/api";
import type { RunningDemo } from "@bptm/station/demo";
import { ask, codeOf, send, station, until } from "./ask";

let running: RunningDemo;
beforeAll(async () => {
  running = await station({ about: () => ({ commit: "abc <b>" }) });
});
afterAll(() => running.close());

const runs = async (port = running.port): Promise<readonly RunLine[]> => {
  const frame = JSON.parse((await ask(port, "/api/state")).text) as Frame;
  return frame.bench?.runs ?? [];
};
const runAside = (id: string, port = running.port): ReturnType<typeof send> =>
  send(port, "POST", "/api/bench", { do: "run-aside", id });

test("a condition runs beside the twin, and its report has its own security policy", async () => {
  expect((await runAside("h-08")).text).toBe('{"done":true}');
  const again = await runAside("H-08");
  expect([again.status, codeOf(again)]).toEqual([409, "E-REPORT-02"]);
  const [line] = await until(runs, ([one]) => one?.state !== "runs" && one?.state !== "waits");
  expect(line).toMatchObject({ id: "H-08", state: "pass", percent: 100, report: true });

  const page = await ask(running.port, "/api/reports/H-08");
  expect(page.status).toBe(200);
  expect(page.headers["content-type"]).toBe("text/html; charset=UTF-8");
  expect(page.headers["cache-control"]).toBe("no-store");
  expect(page.headers["x-frame-options"]).toBe("DENY");
  expect(page.text).toContain("abc &lt;b&gt;");
  const hashOf = (text: string | undefined): string =>
    `'sha256-${createHash("sha256")
      .update(text ?? "")
      .digest("base64")}'`;
  const [, style] = /<style>(.*?)<\/style>/s.exec(page.text) ?? [];
  const [, script] = /<script type="module">(.*?)<\/script>/s.exec(page.text) ?? [];
  expect(String(page.headers["content-security-policy"]).split("; ")).toEqual([
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test("an unknown condition, another origin, or a wrong method is refused", async () => {
  const port = running.port;
  const unknown = await runAside("H-999");
  expect([unknown.status, codeOf(unknown)]).toEqual([404, "E-BENCH-07"]);
  const none = await ask(port, "/api/reports/H-09");
  expect([none.status, codeOf(none)]).toEqual([404, "E-REPORT-01"]);
  const posted = await send(port, "POST", "/api/reports/H-08", {});
  expect([posted.status, codeOf(posted), posted.headers.allow]).toEqual([405, "E-PATH-02", "GET"]);
  const rebound = await ask(port, "/api/reports/H-08", { headers: { host: "evil.example" } });
  expect([rebound.status, codeOf(rebound)]).toEqual([403, "E-HOST-01"]);
  const foreign = await ask(port, "/api/bench", {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://evil.example" },
    body: '{"do":"run-aside","id":"H-09"}',
  });
  expect([foreign.status, codeOf(foreign)]).toEqual([403, "E-ORIGIN-01"]);
  expect((await runs()).map(({ id }) => id)).not.toContain("H-09");
});

test("the command ends by a signal while a condition runs in its thread", async () => {
  const command = fileURLToPath(new URL("../../cli/bptm.js", import.meta.url));
  const child = spawn(process.execPath, [command, "demo", "--port-panel", "0", "--port-c12", "0"], {
    stdio: "pipe",
  });
  const said: string[] = [];
  child.stdout.on("data", (text) => said.push(String(text)));
  child.stderr.on("data", (text) => said.push(String(text)));
  const port = Number(
    await until(
      () => /127\.0\.0\.1:(\d+)/.exec(said.join(""))?.[1],
      (found) => found !== undefined,
    ),
  );
  // Twelve simulated minutes: it is not finished before the signal.
  expect((await runAside("H-01", port)).status).toBe(200);
  await until(
    () => runs(port),
    ([one]) => (one?.percent ?? 0) > 0,
  );
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(said.join("")).toMatch(/^panel http:\S+\nc12 .+\n.*passwords.*\n$/);
});

/** Access control: who may send requests, and what is never reachable. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunningDemo } from "@bptm/station/demo";
import { ask, codeOf, station } from "./ask";

let running: RunningDemo;
beforeAll(async () => {
  running = await station();
});
afterAll(() => running.close());

describe("the Host header", () => {
  test.each(["127.0.0.1", "localhost"])("%s with the station's port is right", async (name) => {
    const headers = { host: `${name}:${running.port}` };
    expect((await ask(running.port, "/api/state", { headers })).status).toBe(200);
  });

  test.each(["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"])(
    "%j is refused",
    async (host) => {
      const answer = await ask(running.port, "/api/state", { headers: { host } });
      expect([answer.status, codeOf(answer)]).toEqual([403, "E-HOST-01"]);
    },
  );
});

test("a Host that makes no address is refused", async () => {
  const headers = { host: "localhost:99999" };
  const answer = await ask(running.port, "/api/state", { headers });
  expect([answer.status, codeOf(answer)]).toEqual([400, "E-REQUEST-01"]);
});

describe("the Origin header", () => {
  const body = '{"do":"pause","on":false}';
  const type = { "content-type": "application/json" };
  const post = (origin: string): ReturnType<typeof ask> =>
    ask(running.port, "/api/bench", { method: "POST", headers: { ...type, origin }, body });

  test("the station's own page may ask", async () => {
    expect((await post(`http://127.0.0.1:${running.port}`)).status).toBe(200);
    expect((await post(`http://localhost:${running.port}`)).status).toBe(200);
  });

  test.each(["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])(
    "%s may not",
    async (origin) => {
      const answer = await post(origin);
      expect([answer.status, codeOf(answer)]).toEqual([403, "E-ORIGIN-01"]);
    },
  );

  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["another name", { host: "evil.example" }],
  ])("a WebSocket for %s is refused", async (_, headers) => {
    const socket = new WebSocket(`ws://127.0.0.1:${running.port}/api/live`, { headers });
    const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
    expect(error.message).toContain("403");
  });
});

describe("files", () => {
  test("the page and its files have their types, and load nothing from other hosts", async () => {
    const page = await ask(running.port, "/");
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["content-security-policy"]).not.toMatch(/https:|\*|unsafe/);
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    expect(page.headers["cache-control"]).toBe("no-cache");
    for (const [, path = ""] of page.text.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)) {
      const file = await ask(running.port, path);
      expect(file.status).toBe(200);
      const type = path.endsWith(".js") ? /^text\/javascript/ : /^text\/css/;
      expect(file.headers["content-type"]).toMatch(type);
      expect(file.headers["cache-control"]).toContain("immutable");
    }
  });

  test("an unchanged file is not sent again", async () => {
    const first = await ask(running.port, "/");
    const headers = { "if-none-match": first.headers.etag ?? "" };
    const second = await ask(running.port, "/", { headers });
    expect([second.status, second.text]).toEqual([304, ""]);
  });

  test.each([
    "/../package.json",
    "/../../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/%2e%2e%2f%2e%2e%2fpackage.json",
    "/assets/../../package.json",
    "/assets/..\\..\\package.json",
    "//etc/passwd",
    "/./../station/demo.ts",
    "/%00",
    "/assets/%2e%2e/%2e%2e/vite.config.ts",
  ])("%s leads nowhere", async (path) => {
    const answer = await ask(running.port, path);
    expect([400, 404]).toContain(answer.status);
    expect(codeOf(answer)).toMatch(/^E-(PATH|REQUEST)-01$/);
    expect(answer.text).not.toContain("dependencies");
  });

  test("a malformed path breaks nothing", async () => {
    const answer = await ask(running.port, "/%E0%A4%A");
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe("ports", () => {
  test("a second station on the same port is refused in one sentence with the fix", async () => {
    const second = station({ port_panel: running.port });
    await expect(second).rejects.toMatchObject({ code: "E-PORT-01" });
    await expect(second).rejects.toThrow(
      `Port ${running.port} is in use; choose another, or a free one with \`--port-panel 0\`.`,
    );
  });

  test("its addresses are printed, one per line", async () => {
    const lines: string[] = [];
    const third = await station({ print: (line) => lines.push(line) });
    expect(lines.slice(0, 2)).toEqual([
      `panel http://127.0.0.1:${third.port}`,
      `c12   127.0.0.1:${third.port_c12}`,
    ]);
    await third.close();
  });

  test.each([
    [{ house: "castle" }, "castle"],
    [{ generator: "open-frame-750" }, "open-frame-7500"],
  ])("options %j are refused with the known names", async (options, word) => {
    const started = station(options);
    await expect(started).rejects.toMatchObject({ code: "E-OPTION-01" });
    await expect(started).rejects.toThrow(word);
  });
});

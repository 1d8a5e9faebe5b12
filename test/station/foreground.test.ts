/** In the foreground: ends by a signal with 0; a refusal gives 1 and one sentence. */
import { afterEach, expect, test, vi } from "vitest";
import type { RunningDemo } from "@bptm/station/demo";
import { inForeground } from "@bptm/station/foreground";
import { ask, station, until } from "./ask";

afterEach(() => vi.restoreAllMocks());

test.each(["SIGINT", "SIGTERM"] as const)("%s closes everything and gives 0", async (signal) => {
  let running: RunningDemo | undefined;
  const code = inForeground(async () => (running = await station()));
  const { port } = (await until(
    () => running,
    (value) => value !== undefined,
  )) as RunningDemo;
  expect((await ask(port, "/api/state")).status).toBe(200);
  process.emit(signal, signal);
  expect(await code).toBe(0);
  await expect(ask(port, "/api/state")).rejects.toThrow("ECONNREFUSED");
});

test("a port in use gives 1 and one sentence with the code and the fix", async () => {
  const first = await station();
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(await inForeground(() => station({ port_panel: first.port }))).toBe(1);
  expect(said.mock.calls).toEqual([
    [
      `E-PORT-01: Port ${first.port} is in use; choose another, or a free one with ` +
        "`--port-panel 0`.",
    ],
  ]);
  await first.close();
});

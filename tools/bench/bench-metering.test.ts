import { readFileSync } from "node:fs";
import { built } from "@bptm/lab/host/host";
import { expect, test } from "vitest";
import { coreRun } from "./bench-metering";
import { compileUnmetered } from "./metering-module.mjs";

test("one core meters, the other does not, and all else is the same", async () => {
  const metered = coreRun(readFileSync(built("core.wasm")));
  const unmetered = coreRun(await compileUnmetered());
  expect(metered.seconds()).toBeGreaterThan(0);
  expect(unmetered.seconds()).toBeGreaterThan(0);
  expect(metered.meter.registers.utility.wh_delivered.value).toBeGreaterThan(50);
  expect(unmetered.meter.registers.utility.wh_delivered.value).toBe(0);
  expect(unmetered.meter.estimate.utility.line_mv).toBe(metered.meter.estimate.utility.line_mv);
  expect(unmetered.meter.estimate.utility.line_mv).toBeGreaterThan(100_000);
}, 120_000);

import { expect, test } from "vitest";
import { accuracyJobs, reportOf } from "./accuracy";

const SEED = Number(process.env["BPTM_SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));

test(`dbg (BPTM_SEED=${SEED})`, () => {
  for (const job of accuracyJobs(SEED)) {
    const t = performance.now();
    const r = job();
    console.log(
      r.id.padEnd(8),
      r.registration_percent,
      r.of_method_percent,
      r.method_error_percent,
      r.neutral,
      r.passed,
      Math.round(performance.now() - t),
      r.id === "CREEP" ? r.what : "",
    );
  }
  console.log(reportOf(1, []).budget);
  expect(1).toBe(1);
}, 120_000);

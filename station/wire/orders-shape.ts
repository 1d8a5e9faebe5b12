/** Schemas of client requests, which validate them and from which the types of api.ts follow. */
import { benchOrder } from "@bptm/link/bench-order";
import type { BenchOrder } from "@bptm/link/bench-order";
import { z } from "zod";
import { Refusal } from "@bptm/link/refusal";

const settingChange = z.strictObject({
  value: z
    .number()
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31 - 1),
});

/** "speed: Too small ..." for the first problem. */
function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "it has the wrong shape";
  const at = issue.path.join(".");
  return at === "" ? issue.message : `${at}: ${issue.message}`;
}

function held<Value>(shape: z.ZodType<Value>, body: unknown, code: string, what: string): Value {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw new Refusal(code, 400, `This is not a valid ${what}: ${firstProblem(read.error)}.`);
}

/** Parses a bench order; refuses an invalid one and names the problem. */
export function readBenchOrder(body: unknown): BenchOrder {
  return held(benchOrder, body, "E-BENCH-01", "bench order");
}

/** Parses the new value of a setting. */
export function readSettingChange(body: unknown): number {
  return held(settingChange, body, "E-SETTING-02", 'setting\'s value, {"value": 60}').value;
}

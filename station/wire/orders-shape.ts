/** Schemas of client requests, which validate them and from which the types of api.ts follow. */
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";
import { Refusal } from "./refusal";

const name = z.string().min(1).max(200);
const utility = z.enum([
  "normal",
  "cut",
  "brown-out",
  "lose-leg",
  "flicker",
  "swell",
  "off-frequency",
  "ghost",
  "open-neutral",
]);
const wiring = z.enum(["right", "hot-neutral-swapped", "legs-in-phase", "one-leg", "open-neutral"]);
const benchOrder = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("utility"), to: utility }),
  z.strictObject({ do: z.enum(["plug", "unplug", "start", "stop", "choke", "run-dry"]) }),
  z.strictObject({ do: z.literal("generator"), model: name }),
  z.strictObject({ do: z.literal("wiring"), to: wiring }),
  z.strictObject({ do: z.literal("load"), id: name, on: z.boolean() }),
  z.strictObject({ do: z.literal("fault"), id: name, on: z.boolean() }),
  z.strictObject({ do: z.literal("speed"), speed: z.number().min(0.1).max(600) }),
  z.strictObject({ do: z.literal("pause"), on: z.boolean() }),
  z.strictObject({ do: z.literal("restart"), seed: z.number().int().min(0).max(999_999_999) }),
  z.strictObject({ do: z.enum(["condition", "run-aside"]), id: name }),
]);

export type UtilityKnob = z.infer<typeof utility>;
export type WiringKnob = z.infer<typeof wiring>;
export type BenchOrder = DeepReadonly<z.infer<typeof benchOrder>>;

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

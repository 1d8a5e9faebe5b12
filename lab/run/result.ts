/** What a run leaves: one object, the same for people's eyes and for programs (docs/result.md). */
import { z } from "zod";
import type { Energy } from "./energy-balance";
import type { Reached } from "./reached";

const moment = z.strictObject({
  connected: z.enum(["none", "utility", "generator", "both", "part"]),
  line_out: z.enum(["live", "dead"]),
  switches: z.tuple([z.string(), z.string()]),
  lights: z.tuple([z.string(), z.string(), z.string()]),
  powered: z.boolean(),
  lockout: z.string(),
});

const schema = z.strictObject({
  format: z.literal("bptm-result-1"),
  condition: z.string(),
  title: z.string(),
  group: z.string(),
  severity: z.string(),
  seed: z.number().int(),
  engine: z.enum(["wasm", "typescript"]),
  verdict: z.enum(["pass", "fail"]),
  violations: z.array(
    z.strictObject({
      invariant: z.number().int(),
      rule: z.string(),
      first_s: z.number(),
      times: z.number().int(),
      seen: z.string(),
    }),
  ),
  expectations: z.array(
    z.strictObject({ expected: z.string(), held: z.boolean(), seen: z.string() }),
  ),
  events: z.array(
    z.strictObject({
      time_s: z.number(),
      sequence: z.number().int(),
      id: z.string(),
      severity: z.enum(["info", "warning", "alarm"]),
      sentence: z.string(),
    }),
  ),
  changes: z.array(moment.extend({ time_s: z.number() })),
  notes: z.array(z.strictObject({ time_s: z.number(), text: z.string() })),
  reached: z.strictObject({
    events: z.array(z.string()),
    reasons: z.array(z.string()),
    transitions: z.array(z.string()),
  }),
  energy: z
    .strictObject({
      utility_wh: z.number(),
      generator_wh: z.number(),
      house_wh: z.number(),
      method_wh: z.number(),
      difference_wh: z.number(),
      allowed_wh: z.number(),
      balance: z.enum(["holds", "broken", "not judged"]),
      why: z.string(),
    })
    .optional(),
  final: moment.extend({ sentence: z.string() }),
  simulated_s: z.number(),
});

/** The result of one run. */
export interface Result {
  readonly format: "bptm-result-1";
  readonly condition: string;
  readonly title: string;
  readonly group: string;
  readonly severity: string;
  readonly seed: number;
  readonly engine: "wasm" | "typescript";
  readonly verdict: "pass" | "fail";
  readonly violations: readonly {
    readonly invariant: number;
    readonly rule: string;
    readonly first_s: number;
    readonly times: number;
    readonly seen: string;
  }[];
  readonly expectations: readonly {
    readonly expected: string;
    readonly held: boolean;
    readonly seen: string;
  }[];
  readonly events: readonly ResultEvent[];
  readonly changes: readonly (State & { readonly time_s: number })[];
  readonly notes: readonly { readonly time_s: number; readonly text: string }[];
  readonly reached: Reached;
  /** Absent in results of before there was metering. */
  readonly energy?: Energy;
  readonly final: State & { readonly sentence: string };
  readonly simulated_s: number;
}

/** One event of the meter, in words. */
export interface ResultEvent {
  readonly time_s: number;
  readonly sequence: number;
  readonly id: string;
  readonly severity: "info" | "warning" | "alarm";
  readonly sentence: string;
}

/** Where everything stood at one moment. */
export interface State {
  readonly connected: "none" | "utility" | "generator" | "both" | "part";
  readonly line_out: "live" | "dead";
  readonly switches: readonly [string, string];
  readonly lights: readonly [string, string, string];
  readonly powered: boolean;
  readonly lockout: string;
}

/** The JSON Schema of a result. */
export function resultJsonSchema(): object {
  return { title: "BPTM result", ...z.toJSONSchema(schema, { target: "draft-2020-12" }) };
}

/** Whether an object is a result as documented; tests hold runs to it. */
export function isResult(value: unknown): value is Result {
  return schema.safeParse(value).success;
}

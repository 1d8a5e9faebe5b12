/** The result of a run, for people and programs (docs/reference/json.md). */
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";

const state = z.strictObject({
  connected: z.enum(["none", "utility", "generator", "both", "part"]),
  line_out: z.enum(["live", "dead"]),
  switches: z.tuple([z.string(), z.string()]),
  lights: z.tuple([z.string(), z.string(), z.string()]),
  powered: z.boolean(),
  lockout: z.string(),
  latches: z.array(z.string()),
});

/** Watt hours of a run while the meter had power; positive towards the house. */
const energy = z.strictObject({
  /** Energy in the registers. */
  utility_wh: z.number(),
  generator_wh: z.number(),
  /** True energy of the house, and the error of the Form 2S rule. */
  house_wh: z.number(),
  method_wh: z.number(),
  /** Registers minus method minus house, and its limit. */
  difference_wh: z.number(),
  allowed_wh: z.number(),
  balance: z.enum(["holds", "broken", "not judged"]),
  /** Why it is not judged; empty otherwise. */
  why: z.string(),
});

const event = z.strictObject({
  time_s: z.number(),
  sequence: z.number().int(),
  id: z.string(),
  severity: z.enum(["info", "warning", "alarm"]),
  sentence: z.string(),
});

/** Names of what was reached, in alphabetical order. */
const reached = z.strictObject({
  events: z.array(z.string()),
  reasons: z.array(z.string()),
  transitions: z.array(z.string()),
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
  events: z.array(event),
  changes: z.array(state.extend({ time_s: z.number() })),
  notes: z.array(z.strictObject({ time_s: z.number(), text: z.string() })),
  reached,
  energy: energy.optional(),
  final: state.extend({ sentence: z.string() }),
  simulated_s: z.number(),
});

/** The result of one run. `energy` is absent in results from before there was metering. */
export type Result = DeepReadonly<z.infer<typeof schema>>;
/** An event of the meter, as a sentence. */
export type ResultEvent = DeepReadonly<z.infer<typeof event>>;
/** State of the home at one time. */
export type HomeState = DeepReadonly<z.infer<typeof state>>;
/** Coverage of a run. */
export type Reached = DeepReadonly<z.infer<typeof reached>>;
/** The energy of a run: registers and true values. */
export type EnergyFigures = DeepReadonly<z.infer<typeof energy>>;

/** The JSON Schema of a result. */
export function resultJsonSchema(): object {
  return { title: "BPTM result", ...z.toJSONSchema(schema, { target: "draft-2020-12" }) };
}

/** Whether an object is a result as documented. */
export function isResult(value: unknown): value is Result {
  return schema.safeParse(value).success;
}

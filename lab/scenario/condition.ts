/**
 * A condition: a situation to test and its required outcome, as data. This file defines the
 * contents of a condition file; condition-file.ts reads it and reports errors.
 */
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";
import { LATCHES } from "@bptm/text/latch-list";
import { stimulusSchema } from "./stimulus";
import { seconds } from "./values";

const connection = z.enum(["none", "utility", "generator"]);
const coil = z.enum(["utility-open", "utility-close", "generator-open", "generator-close"]);
const pulse = z.enum([
  "utility-open-pulse",
  "utility-close-pulse",
  "generator-open-pulse",
  "generator-close-pulse",
]);
const light = z.enum(["off", "on", "slow", "fast"]);
const position = z.enum(["open", "closed", "split", "unclear"]);
const count = z.number().int().min(0);

/** Every expectation has exactly one of these as its main key. */
const MAIN = {
  connected: connection.describe("At `at_s` or `by_s` the house is truly connected to this."),
  stays: connection.describe(
    "The house is connected to this all the time, from `after_s` to `before_s`.",
  ),
  switches: z
    .tuple([position, position])
    .describe("At `at_s` the meter has verified these positions of U and G."),
  lights: z
    .tuple([light, light, light])
    .describe("Lights at `at_s`: Utility Power Available, Utility Power On, Generator Power On."),
  never: z.array(pulse).min(1).describe("No such pulse, from `after_s` to `before_s`."),
  event: z.string().describe("The meter raises this event, from `after_s` to `before_s`."),
  no_event: z.string().describe("The meter does not raise it, from `after_s` to `before_s`."),
  lockout: z
    .string()
    .describe("This latch is set at `at_s` or at the end; `none`: no latch is set."),
  reason: z
    .string()
    .describe("The meter rejects the source `of` for this reason, at `at_s` or in any event."),
  dark_less_than_s: seconds.describe("The house is never without voltage for longer."),
  pulses_at_most: count.describe("Maximum number of pulses, of one `coil` or of all together."),
  line_out: z.enum(["live", "dead"]).describe("At `at_s` the house truly has, or has no, voltage."),
  powered: z.boolean().describe("At `at_s` the meter's logic has power, or has none."),
  says: z.string().describe("At `at_s` the meter's sentence contains this."),
  advises: z.string().describe("At `at_s` the meter's advice to the customer contains this."),
  register: z
    .enum(["utility", "generator"])
    .describe("At `at_s` this register is between `at_least_wh` and `at_most_wh`."),
  writes_at_most: count.describe("Maximum number of writes of the store until `at_s`."),
} as const;

/** The main keys, of which each expectation has exactly one. */
export const MAIN_WORDS: readonly string[] = Object.keys(MAIN);

const expectation = z.strictObject({
  ...z.strictObject(MAIN).partial().shape,
  at_s: seconds.optional(),
  by_s: seconds.optional(),
  after_s: seconds.optional(),
  before_s: seconds.optional(),
  times: count.describe("Exact number of times.").optional(),
  at_most: count.describe("Maximum number of times.").optional(),
  of: z.enum(["utility", "generator"]).optional(),
  at_least_wh: count.describe("Watt hours; 0 when left out.").optional(),
  at_most_wh: count.describe("Watt hours; no limit when left out.").optional(),
  coil: coil.optional(),
  /** For events: its first number is this reason. */
  because: z.string().describe("The event has this reason.").optional(),
});

/** One requirement on the outcome. */
export type Expectation = DeepReadonly<z.infer<typeof expectation>>;

const home = z.strictObject({
  house: z.string().default("standard").describe("A house of twin/house/homes.ts."),
  loads_on: z
    .array(z.string())
    .describe("Loads that are on; the usual ones when left out.")
    .optional(),
  switches: z
    .tuple([z.enum(["open", "closed"]), z.enum(["open", "closed"])])
    .describe("Initial positions of U and G; U closed and G open when left out.")
    .optional(),
  latches: z
    .array(z.enum(LATCHES.map(({ id }) => id)))
    .describe("Latches that are set at the start; none when left out.")
    .optional(),
});

/** Schema of a condition file. */
export const conditionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z]+-\d+$/)
    .describe("Number in the list of conditions: H-01."),
  group: z.string().describe("Group in that list."),
  severity: z.enum(["nuisance", "damage", "fatal"]),
  title: z.string().min(8).max(160),
  story: z.string().describe("What happens, and what is simplified, in a few words."),
  home: home.default({ house: "standard" }),
  generator: z
    .string()
    .default("open-frame-7500")
    .describe("A unit of twin/sources/generators.ts."),
  seed: z.number().int().min(0).max(0x7fffffff).default(1),
  duration_s: z.number().min(1).max(100000),
  settings: z.record(z.string(), z.number().int()).default({}),
  judged: z
    .enum(["everything", "under-faults"])
    .describe(
      "What decides beside `expect`: every invariant and the registers, or the invariants that " +
        "hold under any fault of the meter (1, 2, 3, 12 and 13); everything when left out.",
    )
    .optional(),
  timeline: z.array(stimulusSchema),
  expect: z.array(expectation).min(1),
});

/** A condition that was read and checked. */
export type Condition = DeepReadonly<z.infer<typeof conditionSchema>>;

/** The JSON Schema of a condition file, for editors. */
export function conditionJsonSchema(): object {
  return {
    title: "BPTM condition",
    ...z.toJSONSchema(conditionSchema, { io: "input", target: "draft-2020-12" }),
  };
}

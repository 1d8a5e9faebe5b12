/** What may be asked of the bench of a simulated home: the shape that checks it, and its type. */
import { z } from "zod";

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
export const benchOrder = z.discriminatedUnion("do", [
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

/** Settings of the grid and of the cord. */
export type UtilityKnob = z.infer<typeof utility>;
export type WiringKnob = z.infer<typeof wiring>;
export type BenchOrder = Readonly<z.infer<typeof benchOrder>>;

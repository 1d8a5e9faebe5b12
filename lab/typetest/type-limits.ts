/**
 * Limits of the type tests: one file that a meter engineer edits (lab/typetest/type-tests.yaml).
 */
import { readFileSync } from "node:fs";
import { projectPath } from "@bptm/runtime/project-files";
import { LineCounter, isNode, parseDocument } from "yaml";
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";

/** An error in a limits file: one sentence with the file, the line and the fix. */
export class LimitsError extends Error {
  readonly code = "E-TYPE-01";

  constructor(file: string, line: number, sentence: string) {
    super(`E-TYPE-01: ${file}:${line}: ${sentence}`);
  }
}

const origin = {
  clause: z.string().min(1),
  status: z.enum(["confirmed", "judgement"]),
  source: z.string().min(1),
} as const;

const limit = z
  .strictObject({ min: z.number().optional(), max: z.number().optional(), ...origin })
  .refine(({ min, max }) => min !== undefined || max !== undefined, "it needs min or max")
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, "min is above max");

const ride = z
  .strictObject({
    to: z.number().min(0).max(1.5).optional(),
    hz: z.number().min(50).max(70).optional(),
    for_s: z.number().min(0.005).max(60),
    house: z.enum(["stays", "leaves"]),
    ...origin,
  })
  .refine(({ to, hz }) => (to === undefined) !== (hz === undefined), "it needs either to or hz");

const shape = z.strictObject({ limits: z.record(z.string(), limit), rides: z.array(ride).min(1) });

/** A measured value must not be below `min` nor above `max`. */
export type TypeTestLimit = DeepReadonly<z.infer<typeof limit>>;
/** The grid goes to this level (per unit) or frequency for `for_s`. */
export type Ride = DeepReadonly<z.infer<typeof ride>>;
export type TypeLimits = DeepReadonly<z.infer<typeof shape>>;

/** The limits that come with the project. */
export const ownLimits = (): string => projectPath("lab/typetest/type-tests.yaml");

/** Reads a limits file; `names` are the required limits. */
export function parseLimits(text: string, file: string, names: readonly string[]): TypeLimits {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined) {
    const what = wrong.message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "";
    throw new LimitsError(file, lines.linePos(wrong.pos[0]).line, `this is not YAML: ${what}.`);
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = shape.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? "" : part));
    const place = path.length === 0 ? "the file" : `\`${path.join(".")}\``;
    throw new LimitsError(file, lineOf(path), `correct ${place}: ${issue?.message ?? "wrong"}.`);
  }
  const { limits } = parsed.data;
  const unknown = Object.keys(limits).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const sentence = `nothing measures \`${unknown}\`; known limits are ${names.join(", ")}.`;
    throw new LimitsError(file, lineOf(["limits", unknown]), sentence);
  }
  const missing = names.find((name) => limits[name] === undefined);
  if (missing !== undefined) {
    throw new LimitsError(file, lineOf(["limits"]), `\`${missing}\` is missing; add its limit.`);
  }
  return parsed.data;
}

/** Reads limits from a file. */
export function readLimits(file: string, names: readonly string[]): TypeLimits {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new LimitsError(file, 1, "it cannot be read; name a limits file.");
  }
  return parseLimits(text, file, names);
}

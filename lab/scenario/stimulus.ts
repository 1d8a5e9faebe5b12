/**
 * The stimuli of conditions and of the bench. Each names one subject with its action, and the
 * parameters of that action. apply.ts implements them.
 */
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";
import { FAULTS } from "./faults";
import { seconds, valuesShape } from "./values";
import type { Takes } from "./values";

const no: Takes = {};

/** Every subject with its actions and their parameters. */
const ACTIONS = {
  utility: {
    cut: no,
    disconnect: no,
    stranded: { needs: ["watts"] },
    restore: no,
    level: { needs: ["to"], may: ["leg", "over_s"] },
    "lose-leg": { needs: ["leg"] },
    "open-neutral": no,
    "mend-neutral": no,
    dip: { needs: ["for_s"], may: ["to", "times", "every_s"] },
    flicker: { needs: ["for_s", "times", "every_s"] },
    recloser: { needs: ["shots_s", "live_s"] },
    frequency: { needs: ["hz"], may: ["over_s"] },
    wander: { needs: ["wander_hz", "period_s"] },
    neighbour: { needs: ["to", "hz"], may: ["wander_hz", "period_s"] },
    ghost: { needs: ["volts"] },
    harmonics: { needs: ["third", "fifth"] },
    "cross-legs": no,
    "uncross-legs": no,
    surge: { needs: ["volts"], may: ["times", "every_s"] },
  },
  generator: {
    "plug-in": no,
    unplug: no,
    "unplug-at-generator": no,
    start: no,
    stop: no,
    choke: { may: ["wander_hz"] },
    "choke-off": no,
    "run-dry": { may: ["fuel_s"] },
    refuel: no,
    wiring: { needs: ["as"] },
    governor: { needs: ["hz"] },
    "mend-governor": no,
    regulator: { needs: ["to"] },
    "mend-regulator": no,
    "open-cord-neutral": no,
    "mend-cord-neutral": no,
    "breaker-off": no,
    "breaker-on": no,
    arcing: { needs: ["share"] },
    second: { needs: ["hz"] },
    "second-off": no,
    eco: no,
    "eco-off": no,
    warm: no,
  },
  load: {
    on: { needs: ["name"] },
    off: { needs: ["name"] },
    short: { may: ["leg"] },
    "mend-short": no,
    "main-off": no,
    "main-on": no,
  },
  inside: {
    "dryer-start": { may: ["hz", "to"] },
    "dryer-stop": no,
    "solar-on": { may: ["watts", "for_s"] },
    "solar-off": no,
    "battery-on": { may: ["for_s"] },
    "battery-takes-over": { may: ["for_s"] },
    "battery-off": no,
  },
  pole: FAULTS.pole.takes,
  contact: FAULTS.contact.takes,
  driver: FAULTS.driver.takes,
  interlock: FAULTS.interlock.takes,
  block: FAULTS.block.takes,
  reserve: FAULTS.reserve.takes,
  sensor: FAULTS.sensor.takes,
  neutral: FAULTS.neutral.takes,
  burden: FAULTS.burden.takes,
  cord: FAULTS.cord.takes,
  supply: FAULTS.supply.takes,
  store: FAULTS.store.takes,
  socket: FAULTS.socket.takes,
  inlet: FAULTS.inlet.takes,
  clock: { drift: { needs: ["permille"] }, age: { needs: ["days"] }, mend: no },
  order: {
    "clear-lockout": no,
    "lock-open-utility": no,
    "lock-open-both": no,
    "clear-lock-open": no,
    setting: { needs: ["setting", "value"] },
  },
} satisfies Record<string, Record<string, Takes>>;

/** The actions of every subject. */
export type Actions = { [S in keyof typeof ACTIONS]: keyof (typeof ACTIONS)[S] };

/** A subject of a stimulus: the part of the home that it acts on. */
export type Subject = keyof Actions;

/** The subjects by name. */
export const SUBJECTS = Object.keys(ACTIONS) as Subject[];

/** The actions of a subject. */
export function actionsOf<S extends Subject>(subject: S): Actions[S][] {
  return Object.keys(ACTIONS[subject]) as Actions[S][];
}

/** Parameters of an action; undefined when the subject has no such action. */
export function takesOf(subject: Subject, action: string): Takes | undefined {
  const actions: Record<string, Takes> = ACTIONS[subject];
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}

/** The subject that a stimulus names. */
export function subjectOf(stimulus: object): Subject | undefined {
  return SUBJECTS.find((subject) => subject in stimulus);
}

const trigger = z.strictObject({
  coil: z.enum(["utility-open", "utility-close", "generator-open", "generator-close"]).optional(),
  event: z.string().optional(),
  connected: z.enum(["none", "utility", "generator"]).optional(),
  count: z.number().int().min(1).optional(),
});

/** A trigger: a coil order, an event, or a new connection. */
export type Trigger = DeepReadonly<z.infer<typeof trigger>>;

/** Every subject with a choice of its actions. */
type ChoiceSchemas = { [S in Subject]: z.ZodOptional<z.ZodEnum<{ [A in Actions[S]]: A }>> };
const made: { [S in Subject]?: unknown } = Object.fromEntries(
  SUBJECTS.map((subject) => [subject, z.enum(actionsOf(subject)).optional()]),
);
const choices = made as ChoiceSchemas;

/** One entry of a timeline; condition-checks.ts checks its subject and parameters. */
export const stimulusSchema = z.strictObject({
  at: seconds.describe("Seconds from the start.").optional(),
  when: trigger.describe("Instead of `at`: the trigger of the stimulus.").optional(),
  after_ms: z.number().min(0).max(1e6).describe("Milliseconds after `when`.").optional(),
  ...choices,
  ...valuesShape,
});

/** An action at its time, or after a trigger. */
export type Stimulus = DeepReadonly<z.infer<typeof stimulusSchema>>;

/** A subject with its action and the parameters of that action. */
export type Action = Omit<Stimulus, "at" | "when" | "after_ms">;

/** An order to the meter. */
export type MeterOrder = Action & { readonly order: Actions["order"] };

/** The numbers and names that stimuli take, with their limits. */
import type { DeepReadonly } from "@bptm/runtime/deep-readonly";
import { z } from "zod";

export const seconds = z.number().min(0).max(1e6);
const switches = z.enum(["U", "G"]);
const channel = z.enum([
  "utility-leg-1",
  "utility-leg-2",
  "generator-leg-1",
  "generator-leg-2",
  "out-leg-1",
  "out-leg-2",
  "utility-current-1",
  "utility-current-2",
  "generator-current-1",
  "generator-current-2",
]);

/** U, the service switch, and G, the generator's switch. */
export const SWITCH_NAMES = switches.options;

/** Names of the ADC channels in the order of core/hardware/signals.ts. */
export const CHANNEL_NAMES = channel.options;

/** Parameters of actions, with their meaning and range. */
export const PARAMETERS = {
  to: z.number().min(0).max(3).describe("Level in per unit of nominal."),
  side: z.enum(["utility", "generator", "out"]).describe("Side of the meter with the burden."),
  leg: z.union([z.literal(1), z.literal(2)]).describe("One leg; both when left out."),
  over_s: seconds.describe("Duration of the change; at once when left out."),
  hz: z.number().min(40).max(75).describe("Frequency in hertz."),
  wander_hz: z.number().min(0).max(5).describe("Amplitude of the frequency's wander."),
  period_s: z.number().min(0.2).max(1e4).describe("Period of the wander."),
  volts: z.number().min(-10000).max(10000).describe("Volts."),
  third: z.number().min(0).max(1).describe("Third harmonic in per unit."),
  fifth: z.number().min(0).max(1).describe("Fifth harmonic in per unit."),
  times: z.number().int().min(1).max(1000).describe("Number of times."),
  every_s: z.number().min(0.01).max(1e5).describe("Time from one to the next."),
  for_s: z.number().min(0.0005).max(1e6).describe("How long it lasts."),
  shots_s: z.array(seconds).min(1).max(6).describe("Dead times of a recloser's shots."),
  live_s: seconds.describe("Time that the line is live between two shots."),
  fuel_s: seconds.describe("Seconds of fuel that are left."),
  as: z
    .enum([
      "right",
      "hot-neutral-swapped",
      "legs-in-phase",
      "one-leg",
      "half-voltage-leg",
      "legs-swapped",
    ])
    .describe("How the cord's wires are connected."),
  share: z.number().min(0).max(1).describe("Share of the time, 0 to 1."),
  watts: z.number().min(0).max(30000).describe("Watts."),
  name: z.string().describe("A load of the house by its name, or `all`."),
  switch: switches.describe("U, the service switch, or G, the generator's switch."),
  only_pole: z.union([z.literal(1), z.literal(2)]).describe("One pole; both when left out."),
  says: z.enum(["open", "closed"]).describe("What the contact pair claims."),
  half: z.enum(["normally-open", "normally-closed"]).describe("One contact of the pair."),
  state: z.enum(["made", "unmade"]).describe("How the contact is stuck."),
  which: z.enum(["open", "close", "enable", "coil", "logic"]).describe("Which driver or reserve."),
  percent: z.number().min(0).max(1000).describe("Percent of the correct value."),
  millivolts: z.number().int().min(0).max(40000).describe("Reading in millivolts."),
  channel: channel.describe("A channel of the meter's converter."),
  with: channel.describe("The other channel."),
  counts: z.number().int().min(-16000).max(16000).describe("Counts added to the reading."),
  milliohm: z.number().min(0).max(1000).describe("Resistance of a jaw."),
  celsius: z.number().min(-60).max(150).describe("Ambient temperature."),
  ohm: z.number().min(1).max(1e6).describe("Ohms of the leak on each leg."),
  permille: z.number().min(-500).max(500).describe("Per mille by which the second clock is fast."),
  days: z.number().min(0.01).max(100).describe("Days of powered time to skip."),
  bank: z.union([z.literal(0), z.literal(1)]).describe("Bank of the store; both when left out."),
  setting: z.string().describe("Name of a setting."),
  value: z.number().int().describe("Its new value."),
};

/** All are optional here; stimulus.ts defines which ones an action needs. */
export const valuesShape = z.strictObject(PARAMETERS).partial().shape;

/** The numbers and names that an action takes. */
export type Values = DeepReadonly<z.infer<z.ZodObject<typeof valuesShape>>>;
type StimulusParameter = keyof Values;

/** Required and optional parameters of an action. */
export interface Takes {
  readonly needs?: readonly StimulusParameter[];
  readonly may?: readonly StimulusParameter[];
}

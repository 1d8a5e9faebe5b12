/** The ten inputs of the meter's converter, with their names in recordings. */

/** One input, in the order of core/hardware/signals.ts. */
interface MeterInput {
  readonly name: string;
  readonly phase: string;
  readonly unit: "V" | "A";
}

/** Voltages are leg to neutral; currents are positive towards the house. */
export const INPUTS: readonly MeterInput[] = [
  { name: "utility_l1", phase: "L1", unit: "V" },
  { name: "utility_l2", phase: "L2", unit: "V" },
  { name: "generator_l1", phase: "L1", unit: "V" },
  { name: "generator_l2", phase: "L2", unit: "V" },
  { name: "out_l1", phase: "L1", unit: "V" },
  { name: "out_l2", phase: "L2", unit: "V" },
  { name: "utility_i1", phase: "L1", unit: "A" },
  { name: "utility_i2", phase: "L2", unit: "A" },
  { name: "generator_i1", phase: "L1", unit: "A" },
  { name: "generator_i2", phase: "L2", unit: "A" },
];

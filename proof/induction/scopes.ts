/** What an induction covers: how many faults at once, and with which hardware. */

export interface FaultScope {
  readonly name: "one fault" | "two faults";
  readonly faults_max: number;
  /** The ganged interlock is present, and a switch may close by itself. */
  readonly interlock: boolean;
}

/** No fault and any single fault, without the interlock. */
export const ALONE: FaultScope = { name: "one fault", faults_max: 1, interlock: false };
/** Any two faults, with the interlock. */
export const PAIRED: FaultScope = { name: "two faults", faults_max: 2, interlock: true };
export const SCOPES: readonly FaultScope[] = [ALONE, PAIRED];

/** The three indicator lamps, exactly as the core drives them. */
import { Light } from "@bptm/core/hardware/signals";
import type { Outputs } from "@bptm/core/hardware/signals";
import type { Frame, LightState } from "../wire/api";

const STATES: Record<number, LightState> = {
  [Light.Off]: "off",
  [Light.On]: "on",
  [Light.BlinkSlow]: "slow",
  [Light.BlinkFast]: "fast",
};

/** Without power the lamps are known to be off; without contact (undefined) they are unknown. */
export function lightsOf(outputs: Outputs, powered: boolean | undefined): Frame["lights"] {
  const state = (light: number): LightState => {
    if (powered === false) return "off";
    return powered === undefined ? "unknown" : (STATES[light] ?? "unknown");
  };
  return [
    { name: "Utility Power Available", state: state(outputs.light_utility_available) },
    { name: "Utility Power On", state: state(outputs.light_utility_on) },
    { name: "Generator Power On", state: state(outputs.light_generator_on) },
  ];
}

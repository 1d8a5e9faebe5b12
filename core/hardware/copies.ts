// Generated from the classes of core by `npm run generate`; do not edit.

import { Outputs } from "./signals";

export function copyOutputs(to: Outputs, from: Outputs): void {
  to.coils = from.coils;
  to.enables = from.enables;
  to.burdens = from.burdens;
  to.light_utility_available = from.light_utility_available;
  to.light_utility_on = from.light_utility_on;
  to.light_generator_on = from.light_generator_on;
}

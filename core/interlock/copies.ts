// Generated from the classes of core by `npm run generate`; do not edit.

import { Evidence, OpenProof, Readings } from "./evidence";
import { Pulse } from "./pulse";

export function copyReadings(to: Readings, from: Readings): void {
  to.utility_contacts = from.utility_contacts;
  to.generator_contacts = from.generator_contacts;
  to.utility_current = from.utility_current;
  to.generator_current = from.generator_current;
  to.utility_across = from.utility_across;
  to.generator_across = from.generator_across;
  to.utility_follows = from.utility_follows;
  to.generator_follows = from.generator_follows;
  to.utility_leg_follows = from.utility_leg_follows;
  to.out_leg_mv = from.out_leg_mv;
  to.out_line_mv = from.out_line_mv;
  to.out_to_utility_mv = from.out_to_utility_mv;
  to.out_pilots = from.out_pilots;
  to.neutral_valid = from.neutral_valid;
  to.coil_reserve_mv = from.coil_reserve_mv;
  to.logic_reserve_mv = from.logic_reserve_mv;
  to.coil_current_ma = from.coil_current_ma;
  to.supplied = from.supplied;
}

export function copyOpenProof(to: OpenProof, from: OpenProof): void {
  to.pulse_ticks = from.pulse_ticks;
  to.settled_ticks = from.settled_ticks;
  to.proven_ticks = from.proven_ticks;
}

export function copyEvidence(to: Evidence, from: Evidence): void {
  to.boot_ticks = from.boot_ticks;
  copyOpenProof(to.utility, from.utility);
  copyOpenProof(to.generator, from.generator);
  to.out_dead_ticks = from.out_dead_ticks;
  to.out_live_ticks = from.out_live_ticks;
  to.out_indeterminate_ticks = from.out_indeterminate_ticks;
  to.back_voltage_ticks = from.back_voltage_ticks;
  to.back_voltage_long = from.back_voltage_long;
  to.reserve_before_mv = from.reserve_before_mv;
  to.reserve_pulse_ticks = from.reserve_pulse_ticks;
  to.stray_current_ticks = from.stray_current_ticks;
  to.reserve_sag_permille = from.reserve_sag_permille;
  to.reserve_weighed_ticks = from.reserve_weighed_ticks;
}

export function copyPulse(to: Pulse, from: Pulse): void {
  to.coil = from.coil;
  to.ticks = from.ticks;
  to.closed_ticks = from.closed_ticks;
  to.result = from.result;
  to.refused = from.refused;
}

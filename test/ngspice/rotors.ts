/** Rotors for ngspice: capacitors of 1 F, charged by the right sides of the rotors' equations. */
import { SYNCHRONOUS } from "@bptm/twin/house/motor";
import type { Motor } from "@bptm/twin/house/motor";
import type { Alternator } from "@bptm/twin/sources/alternator";

/** The rotor of motor.ts. */
export function rotor(motor: Motor): { more: string[]; emf: string } {
  const { rotor_tau_s: tau, magnetizing_henry: henry, inertia } = motor;
  const i = "i(V_meter_motor_a)";
  const start = `(v(speed) < ${0.75 * SYNCHRONOUS} ? ${motor.start_torque} * ${i} * ${i} : 0)`;
  const part = `(v(speed) / ${SYNCHRONOUS})`;
  const square = `${motor.load_square} * ${part} * ${part}`;
  const drag = `${motor.drag_torque} * ${part} * ${part}`;
  const load = `(${motor.rated_torque} * (${motor.load_constant} + ${square}) + ${drag})`;
  return {
    more: [
      "C_flux_a flux_a 0 1 ic=0",
      `B_flux_a 0 flux_a I = -v(flux_a) / ${tau} - v(speed) * v(flux_b) + ${henry / tau} * ${i}`,
      "C_flux_b flux_b 0 1 ic=0",
      `B_flux_b 0 flux_b I = -v(flux_b) / ${tau} + v(speed) * v(flux_a)`,
      "C_speed speed 0 1 ic=0",
      `B_speed 0 speed I = (-v(flux_b) * ${i} + ${start} - ${load}) / ${inertia}`,
    ],
    emf: `V=-v(flux_a) / ${tau} - v(speed) * v(flux_b)`,
  };
}

/**
 * The rotor of alternator.ts at a constant speed in hertz and with a constant excitation, at which
 * it
 * starts without load; `crest` is the voltage of a leg. Its source is `emf`.
 */
export function alternatorRotor(
  a: Alternator,
  hz: number,
  crest: number,
): { more: string[]; emf: string } {
  const sine = `sin(${2 * Math.PI * hz} * time)`;
  const cosine = `cos(${2 * Math.PI * hz} * time)`;
  const amperes = `((i(L_generator_1) - i(L_generator_2)) / ${a.rated_crest_a})`;
  const id = `(-${amperes} * ${cosine})`;
  const iq = `(${amperes} * ${sine})`;
  const steady = a.xd - a.xd_transient;
  const damped = a.xd_transient - a.xd_subtransient;
  const rate = `(${a.excitation} - v(field) - ${steady} * ${id}) / ${a.field_s}`;
  const rateQ = `(v(field) - v(damper_q) - ${damped} * ${id}) / ${a.damper_d_s}`;
  const rateD = `(-v(damper_d) - ${a.xq - a.xd_subtransient} * ${iq}) / ${a.damper_q_s}`;
  const turn = `(v(rate_d) * ${sine} - v(rate_q) * ${cosine}) / ${SYNCHRONOUS}`;
  return {
    more: [
      `C_field field 0 1 ic=${a.excitation}`,
      `B_field 0 field I = ${rate}`,
      `C_damper_q damper_q 0 1 ic=${a.excitation}`,
      "B_damper_q 0 damper_q I = v(rate_q)",
      "C_damper_d damper_d 0 1 ic=0",
      "B_damper_d 0 damper_d I = v(rate_d)",
      `B_rate_q rate_q 0 V = ${rateQ}`,
      `B_rate_d rate_d 0 V = ${rateD}`,
    ],
    emf: `${crest} * (${hz / 60} * (v(damper_q) * ${sine} + v(damper_d) * ${cosine}) + ${turn})`,
  };
}

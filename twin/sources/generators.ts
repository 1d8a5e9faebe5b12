/**
 * Backup sources as data: classes of units, no products. Figures by class:
 * - classes G1, G2 and G3 by the step response of the whole set: ISO 8528-5:2018, table 4
 *   (`classes.ts`); alternators by their data sheets (`machines.ts`);
 * - engine sets: droop 3 to 5 %, no-load 62.0 to 62.5 Hz, harmonics 4 to 9 % (measured on brushless
 *   units by Power Monitors; brushed ones past 20 %), run-up 3 to 8 s; voltage and frequency within
 *   10 and 5 % (PGMA G300);
 * - inverter sets, batteries, vehicles: 60.00 Hz, below 3 %, current limit (makers' data sheets);
 * - low-load shut-off below some 90 W for 10 min (owners' reports on one vehicle);
 * - its own breaker: 30 A of an L14-30 outlet, thermal-magnetic or hydraulic-magnetic as its maker
 *   fits it; push-buttons of 25 A on small sets (`breaker.ts`);
 * - acceptable at the meter: L14-30 outlet, 240 V, 30 A protection, neutral not bonded (programme
 *   rules of the utility and UL 1008M).
 * Everything else: engineering judgement.
 */
import { BreakerClass, setCurve } from "./breaker";
import { UnitKind, Wiring } from "./generator";
import { MACHINES, loadMachine } from "./machines";
import type { MachineName } from "./machines";
import type { PerformanceClass } from "./classes";
import type { Generator } from "./generator";

/** One class of unit. */
interface Unit {
  readonly name: string;
  readonly kind: UnitKind;
  readonly watts: number;
  readonly surge_watts: number;
  /** Voltage set point of one leg in volts RMS. */
  readonly leg_volts: number;
  readonly outlet: string;
  /** Its own breaker: how it senses an overload, and its rating in amperes. */
  readonly breaker: BreakerClass;
  readonly breaker_a: number;
  readonly neutral_bonded: boolean;
  readonly gfci: boolean;
  /** 120 V only: connected to the inlet through an adapter, both legs in phase. */
  readonly single_voltage?: boolean;
  readonly no_load_hz: number;
  readonly droop: number;
  readonly governor_tau_s?: number;
  /** Kinetic energy over the rating in seconds; of small engines with flywheel 0.5 to 1. */
  readonly inertia_s?: number;
  /** Alternator of an engine set. */
  readonly machine?: MachineName;
  /** Class of ISO 8528-5 that the set meets, and no better one. */
  readonly iso_class?: PerformanceClass | undefined;
  readonly run_up_s: number;
  readonly cold_hunting_hz?: number;
  /** Third and fifth harmonic of the voltage in per unit. */
  readonly third: number;
  readonly fifth: number;
  /** Below this load for `low_load_s` it switches itself off; 0 is never. */
  readonly low_load_watts?: number;
  readonly low_load_s?: number;
  readonly can_idle?: boolean;
  readonly acceptable: boolean;
  /** Why it is acceptable, or why not. */
  readonly note: string;
}

const engine = {
  kind: UnitKind.Engine,
  outlet: "L14-30",
  breaker: BreakerClass.ThermalMagnetic,
  breaker_a: 30,
  neutral_bonded: false,
  gfci: false,
  leg_volts: 122,
  no_load_hz: 62.2,
  droop: 0.04,
  governor_tau_s: 0.2,
  inertia_s: 0.65,
  run_up_s: 4,
  third: 0.04,
  fifth: 0.03,
  acceptable: true,
  iso_class: "G1" as PerformanceClass | undefined,
};
const electronic = {
  ...engine,
  iso_class: undefined,
  leg_volts: 120,
  no_load_hz: 60,
  droop: 0,
  run_up_s: 2,
  third: 0.01,
  fifth: 0.008,
};

/** All classes, acceptable ones first. */
export const UNITS: readonly Unit[] = [
  {
    ...engine,
    name: "open-frame-7500",
    watts: 7500,
    surge_watts: 9375,
    note: "Acceptable: 30 A at 240 V, floating neutral, average regulation.",
  },
  {
    ...engine,
    name: "open-frame-9500",
    watts: 9500,
    surge_watts: 12000,
    droop: 0.035,
    run_up_s: 5,
    can_idle: true,
    note: "Acceptable with its auto idle off: idle runs at 40 Hz and low voltage.",
  },
  {
    ...engine,
    name: "low-distortion-8000",
    breaker: BreakerClass.HydraulicMagnetic,
    machine: "steady",
    iso_class: "G2",
    governor_tau_s: 0.18,
    inertia_s: 0.8,
    watts: 8000,
    surge_watts: 10000,
    leg_volts: 120.5,
    third: 0.025,
    fifth: 0.02,
    droop: 0.03,
    note: "Acceptable: below 5 % distortion.",
  },
  {
    ...engine,
    name: "dual-fuel-7000",
    watts: 7000,
    surge_watts: 8700,
    droop: 0.045,
    run_up_s: 7,
    cold_hunting_hz: 0.8,
    note: "Acceptable: slow to start and hunting while cold on gas, steady when warm.",
  },
  {
    ...electronic,
    name: "inverter-7000-240v",
    kind: UnitKind.Inverter,
    watts: 7000,
    surge_watts: 9000,
    run_up_s: 5,
    can_idle: true,
    note: "Acceptable with its eco switch off: from eco it sags at each large load.",
  },
  {
    ...electronic,
    name: "battery-6000",
    kind: UnitKind.Battery,
    watts: 6000,
    surge_watts: 7200,
    low_load_watts: 20,
    low_load_s: 1800,
    note: "Acceptable: stops by itself below 20 W for half an hour.",
  },
  {
    ...electronic,
    name: "vehicle-7200-floating",
    kind: UnitKind.Vehicle,
    watts: 7200,
    surge_watts: 7600,
    low_load_watts: 90,
    low_load_s: 600,
    note: "Acceptable with a floating neutral kit: stops below 90 W for ten minutes.",
  },
  {
    ...electronic,
    name: "vehicle-7200-bonded",
    kind: UnitKind.Vehicle,
    watts: 7200,
    surge_watts: 7600,
    neutral_bonded: true,
    gfci: true,
    low_load_watts: 90,
    low_load_s: 600,
    acceptable: false,
    note: "Not acceptable: bonded neutral behind a GFCI, which trips on a bonded panel.",
  },
  {
    ...engine,
    name: "open-frame-7500-bonded",
    watts: 7500,
    surge_watts: 9375,
    neutral_bonded: true,
    acceptable: false,
    note: "Not acceptable: bonded neutral; the meter cannot see it, the label says so.",
  },
  {
    ...engine,
    name: "job-site-6500-gfci",
    watts: 6500,
    surge_watts: 8125,
    neutral_bonded: true,
    gfci: true,
    acceptable: false,
    note: "Not acceptable: GFCI outlet with a bonded neutral trips as soon as load flows.",
  },
  {
    ...engine,
    name: "brushed-5500",
    breaker: BreakerClass.Thermal,
    breaker_a: 25,
    machine: "brushed",
    watts: 5500,
    surge_watts: 6250,
    leg_volts: 124,
    no_load_hz: 62.5,
    droop: 0.05,
    governor_tau_s: 0.2,
    third: 0.17,
    fifth: 0.12,
    acceptable: false,
    note: "Not acceptable: distortion above 20 %, less than 30 A.",
  },
  {
    ...engine,
    name: "capacitor-6000",
    breaker: BreakerClass.Thermal,
    breaker_a: 25,
    machine: "capacitor",
    iso_class: undefined,
    watts: 6000,
    surge_watts: 7000,
    leg_volts: 124,
    no_load_hz: 62.5,
    third: 0.06,
    fifth: 0.04,
    acceptable: false,
    note: "Not acceptable: no regulator; its voltage follows load and speed, and can collapse.",
  },
  {
    ...engine,
    name: "worn-5000",
    breaker: BreakerClass.Thermal,
    breaker_a: 25,
    iso_class: undefined,
    watts: 5000,
    surge_watts: 5200,
    leg_volts: 112,
    no_load_hz: 56,
    droop: 0.09,
    governor_tau_s: 0.25,
    run_up_s: 8,
    cold_hunting_hz: 2,
    acceptable: false,
    note: "Not acceptable: worn governor, never reaches 57 Hz.",
  },
  {
    ...electronic,
    name: "inverter-3500-120v",
    kind: UnitKind.Inverter,
    watts: 3500,
    surge_watts: 4000,
    outlet: "TT-30",
    single_voltage: true,
    run_up_s: 4,
    can_idle: true,
    acceptable: false,
    note: "Not acceptable: 120 V only; by adapter both legs are in phase, 0 V between them.",
  },
  {
    ...electronic,
    name: "battery-2000-120v",
    kind: UnitKind.Battery,
    watts: 2000,
    surge_watts: 2400,
    outlet: "TT-30",
    single_voltage: true,
    low_load_watts: 15,
    low_load_s: 900,
    acceptable: false,
    note: "Not acceptable: 120 V only, a third of the power that the programme asks for.",
  },
  {
    ...engine,
    name: "towable-20000",
    machine: "generous",
    iso_class: "G3",
    governor_tau_s: 0.08,
    inertia_s: 1.2,
    watts: 20000,
    surge_watts: 24000,
    outlet: "14-50 with L14-30 adapter",
    droop: 0.022,
    run_up_s: 8,
    acceptable: false,
    note: "Not acceptable: 50 A outlet on a 30 A cord; the meter's 30 A breaker protects it.",
  },
];

/** The unit of that name; throws an error that lists the names. */
export function unitNamed(name: string): Unit {
  const unit = UNITS.find((entry) => entry.name === name);
  if (unit !== undefined) return unit;
  const names = UNITS.map((entry) => entry.name).join(", ");
  throw new RangeError(`There is no unit "${name}"; there are ${names}.`);
}

/**
 * Copies a unit's data into a twin's generator. It starts at rest; a plugged cord stays plugged.
 */
export function loadUnit(generator: Generator, unit: Unit): void {
  generator.kind = unit.kind;
  generator.rated_watts = unit.watts;
  generator.surge_watts = unit.surge_watts;
  generator.leg_volts = unit.leg_volts;
  generator.no_load_hz = unit.no_load_hz;
  generator.droop = unit.droop;
  generator.governor_tau_s = unit.governor_tau_s ?? 0.1;
  generator.inertia_s = unit.inertia_s ?? 0.8;
  generator.run_up_s = unit.run_up_s;
  generator.cold_hunting_hz = unit.cold_hunting_hz ?? 0.35;
  generator.third = unit.third;
  generator.fifth = unit.fifth;
  generator.low_load_watts = unit.low_load_watts ?? 0;
  generator.low_load_s = unit.low_load_s ?? 600;
  generator.neutral_bonded = unit.neutral_bonded ? 1 : 0;
  generator.gfci = unit.gfci ? 1 : 0;
  generator.single_voltage = unit.single_voltage === true ? 1 : 0;
  generator.can_idle = unit.can_idle === true ? 1 : 0;
  generator.wiring = unit.single_voltage === true ? Wiring.LegsInPhase : Wiring.Right;
  // A leg of a 120 V unit carries its full power.
  const legs = unit.single_voltage === true ? 1 : 2;
  generator.current_limit_a = unit.surge_watts / (legs * unit.leg_volts);
  setCurve(generator.protection, unit.breaker, unit.breaker_a);
  const rotates = unit.kind === UnitKind.Engine;
  generator.source_ohm = 0.06;
  generator.source_henry = 0.2e-3;
  if (rotates) loadMachine(generator, MACHINES[unit.machine ?? "compound"]);
  generator.joined = rotates ? 1 : 0;
}

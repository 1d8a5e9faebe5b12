import { expect, test } from "vitest";
import { placeSwitches } from "../home/home";
import { Stand } from "../home/stand";
import { LoadKind, LoadLeg, setLoad } from "../house/house";
import { CLASS_LIMITS } from "./classes";
import type { ClassLimits, PerformanceClass } from "./classes";
import { UNITS, loadUnit } from "./generators";

type Unit = (typeof UNITS)[number];

/** Volts (of a leg, by cycle) and hertz from the step on; `least` and `most` over four seconds. */
interface Swing {
  readonly volts: readonly number[];
  readonly hz: readonly number[];
}

const CYCLE_S = 1 / 60;

/** One value for each cycle of the set, so that the window holds a whole one. */
function record(stand: Stand, seconds: number): Swing {
  const volts: number[] = [];
  const hz: number[] = [];
  for (let at = 0; at < seconds; at += CYCLE_S) {
    const now = stand.home.generator.rpm / 60;
    volts.push(stand.rms(1 / now)[2]!);
    hz.push(now);
  }
  return { volts, hz };
}

/** Switches the load off when its current passes through zero, as a contact does. */
function switchOff(stand: Stand): void {
  const amperes = (): number => stand.home.sensors.truth[8]!;
  let last = amperes();
  do {
    last = amperes();
    stand.samples(1);
  } while (last * amperes() > 0);
  stand.home.house.on = 0;
}

/** Seconds from the step until the values stay within `band` of the last one. */
function recovery(values: readonly number[], band: number): number {
  const last = values.at(-1)!;
  const outside = values.findLastIndex((value) => Math.abs(value - last) > band);
  return (outside + 1) * CYCLE_S;
}

/** The response of a warm set to a step of its full power, on and off. */
function respond(unit: Unit): ClassLimits {
  const stand = new Stand(5);
  const { home } = stand;
  home.utility.energized = 0;
  home.generator.plugged = 1;
  loadUnit(home.generator, unit);
  home.generator.warmth = 1;
  home.generator.gfci = 0;
  home.generator.cold_hunting_hz = 0;
  home.generator.running = 1;
  placeSwitches(home, 0, 1);
  home.house.on = 0;
  // Watts of a load are at 120 V per leg.
  setLoad(
    home.house,
    0,
    LoadKind.Resistive,
    LoadLeg.Both,
    unit.watts * (120 / unit.leg_volts) ** 2,
  );
  stand.seconds(12);
  const before = {
    volts: stand.rms(1 / (home.generator.rpm / 60))[2]!,
    hz: home.generator.rpm / 60,
  };
  home.house.on = 1;
  const on = record(stand, 6);
  switchOff(stand);
  const off = record(stand, 6);
  const rated = unit.leg_volts;
  const band = unit.iso_class === "G1" ? 0.05 : unit.iso_class === "G2" ? 0.025 : 0.01;
  const loaded = on.volts.at(-1)!;
  return {
    droop: (before.hz - on.hz.at(-1)!) / 60,
    volts: Math.max(Math.abs(loaded - rated), Math.abs(before.volts - rated)) / rated,
    hz_fall: (before.hz - Math.min(...on.hz)) / 60,
    hz_rise: (Math.max(...off.hz) - on.hz.at(-1)!) / 60,
    hz_recovery_s: Math.max(recovery(on.hz, 0.02 * 60), recovery(off.hz, 0.02 * 60)),
    volts_fall: (before.volts - Math.min(...on.volts)) / rated,
    volts_rise: (Math.max(...off.volts) - loaded) / rated,
    volts_recovery_s: Math.max(recovery(on.volts, band * rated), recovery(off.volts, band * rated)),
  };
}

function meets(response: ClassLimits, name: PerformanceClass): boolean {
  const limits = CLASS_LIMITS[name];
  const keys = Object.keys(limits) as (keyof ClassLimits)[];
  return keys.every((key) => response[key] <= limits[key] * 1.0001);
}

const NEXT: Record<PerformanceClass, PerformanceClass | undefined> = {
  G1: "G2",
  G2: "G3",
  G3: undefined,
};

test("each class has a set", () => {
  const classes = new Set(UNITS.map(({ iso_class }) => iso_class));
  for (const name of Object.keys(CLASS_LIMITS)) expect(classes).toContain(name);
});

test.each(UNITS.filter(({ kind }) => kind === 0))(
  "$name meets the limits of class $iso_class at a step of its full power, and no better",
  (unit) => {
    const response = respond(unit);
    if (unit.iso_class === undefined) {
      expect(meets(response, "G1")).toBe(false);
      return;
    }
    expect(meets(response, unit.iso_class)).toBe(true);
    const next = NEXT[unit.iso_class];
    if (next !== undefined) expect(meets(response, next)).toBe(false);
  },
);

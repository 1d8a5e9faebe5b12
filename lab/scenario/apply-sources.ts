/** Stimuli of sources and loads: utility, generator, house. */
import { Wiring } from "@bptm/twin/sources/generator";
import type { Generator } from "@bptm/twin/sources/generator";
import type { InnerSource } from "@bptm/twin/house/inner-source";
import { switchLoad } from "@bptm/twin/house/house";
import { slotOf } from "@bptm/twin/house/homes";
import type { NamedHouse } from "@bptm/twin/house/homes";
import type { Utility } from "@bptm/twin/sources/utility";
import { lasting, now } from "./scene";
import type { StimulusContext, StimulusStep } from "./scene";
import type { Actions } from "./stimulus";
import type { Values } from "./values";

const NORMAL = { third: 0.005, fifth: 0.015 };

/** Restores a healthy utility. */
function restore(u: Utility): void {
  u.energized = 1;
  u.connected_1 = 1;
  u.connected_2 = 1;
  u.neutral_connected = 1;
  u.slew_per_s = 0;
  u.level_1 = 1;
  u.level_2 = 1;
  u.hz_slew_per_s = 0;
  u.hz = 60;
  u.wander_hz = 0;
  u.third = NORMAL.third;
  u.fifth = NORMAL.fifth;
  u.leg2_sign = -1;
  u.ghost_volts = 0;
  u.neighbour_level = 0;
  u.neighbours_ohm = 1;
}

function level(u: Utility, { to = 1, leg, over_s = 0 }: Values): void {
  const from = leg === 2 ? u.now_2 : u.now_1;
  u.slew_per_s = over_s > 0 ? Math.abs(to - from) / over_s : 0;
  if (leg !== 2) u.level_1 = to;
  if (leg !== 1) u.level_2 = to;
}

/** A feeder that is dead for each shot, and live for `live_s` between shots. */
function recloser({ shots_s = [], live_s = 0 }: Values): StimulusStep[] {
  let at = 0;
  return shots_s.flatMap((shot) => {
    const begin = at;
    at += shot + live_s;
    return [
      {
        after_s: begin,
        run: ({ world }: StimulusContext) => void (world.home.utility.energized = 0),
      },
      {
        after_s: begin + shot,
        run: ({ world }: StimulusContext) => void (world.home.utility.energized = 1),
      },
    ];
  });
}

/** Interrupts the voltage, or reduces it to a level, for a time. */
function dip(values: Values): StimulusStep[] {
  const begin = ({ world }: StimulusContext): void => {
    const u = world.home.utility;
    if (values.to === undefined) u.energized = 0;
    else level(u, { to: values.to });
  };
  const end = ({ world }: StimulusContext): void => {
    world.home.utility.energized = 1;
    level(world.home.utility, { to: 1 });
  };
  return lasting(values, begin, end);
}

function frequency(u: Utility, { hz = 60, over_s = 0 }: Values): void {
  u.hz_slew_per_s = over_s > 0 ? Math.abs(hz - u.now_hz) / over_s : 0;
  u.hz = hz;
}

function neighbour(u: Utility, v: Values): void {
  u.energized = 0;
  u.neighbour_level = v.to ?? 1;
  u.neighbour_hz = v.hz ?? 58.5;
  u.neighbour_wander_hz = v.wander_hz ?? 0;
  u.neighbour_wander_period_s = v.period_s ?? 7;
}

const UTILITY: Partial<Record<Actions["utility"], (u: Utility, v: Values) => void>> = {
  cut: (u) => (u.energized = 0),
  disconnect: (u) => (u.connected_1 = u.connected_2 = 0),
  stranded: (u, { watts = 0 }) => {
    u.energized = 0;
    u.neighbours_ohm = (120 * 120) / Math.max(1, watts / 2);
  },
  restore,
  level,
  "lose-leg": (u, { leg }) => (leg === 2 ? (u.connected_2 = 0) : (u.connected_1 = 0)),
  "open-neutral": (u) => (u.neutral_connected = 0),
  "mend-neutral": (u) => (u.neutral_connected = 1),
  frequency,
  wander: (u, v) => {
    u.wander_hz = v.wander_hz ?? 0;
    u.wander_period_s = v.period_s ?? 10;
  },
  neighbour,
  ghost: (u, v) => {
    u.connected_1 = u.connected_2 = 0;
    u.ghost_volts = v.volts ?? 0;
  },
  harmonics: (u, v) => {
    u.third = v.third ?? NORMAL.third;
    u.fifth = v.fifth ?? NORMAL.fifth;
  },
  "cross-legs": (u) => (u.leg2_sign = 1),
  "uncross-legs": (u) => (u.leg2_sign = -1),
};

/** The utility's actions. */
export function utilitySteps(action: Actions["utility"], values: Values): StimulusStep[] {
  if (action === "recloser") return recloser(values);
  if (action === "dip" || action === "flicker") return dip(values);
  if (action === "surge") {
    const strike = ({ world }: StimulusContext): void => {
      world.home.utility.surge_volts = values.volts ?? 0;
    };
    return lasting({ ...values, for_s: 0.001 }, strike, () => undefined);
  }
  const effect = UTILITY[action];
  return now(({ world }) => effect?.(world.home.utility, values));
}

const WIRINGS: Record<NonNullable<Values["as"]>, Wiring> = {
  right: Wiring.Right,
  "hot-neutral-swapped": Wiring.Leg1NeutralSwapped,
  "legs-in-phase": Wiring.LegsInPhase,
  "one-leg": Wiring.OneLegOnly,
  "half-voltage-leg": Wiring.HalfVoltageLeg,
  "legs-swapped": Wiring.LegsSwapped,
};

const GENERATOR: Record<Actions["generator"], (g: Generator, v: Values) => void> = {
  "plug-in": (g) => (g.plugged = g.outlet_plugged = 1),
  unplug: (g) => (g.plugged = 0),
  "unplug-at-generator": (g) => (g.outlet_plugged = 0),
  start: (g) => (g.running = 1),
  stop: (g) => (g.running = 0),
  choke: (g, v) => {
    g.choke = 1;
    g.choke_hunting_hz = v.wander_hz ?? 3;
  },
  "choke-off": (g) => (g.choke = 0),
  "run-dry": (g, v) => (g.fuel_s = v.fuel_s ?? 20),
  refuel: (g) => (g.fuel_s = -1),
  wiring: (g, v) => (g.wiring = WIRINGS[v.as ?? "right"]),
  governor: (g, v) => (g.governor_fault_hz = v.hz ?? 66),
  "mend-governor": (g) => (g.governor_fault_hz = 0),
  regulator: (g, v) => (g.regulator_fault_level = v.to ?? 1.17),
  "mend-regulator": (g) => (g.regulator_fault_level = 0),
  "open-cord-neutral": (g) => (g.cord_neutral = 0),
  "mend-cord-neutral": (g) => (g.cord_neutral = 1),
  "breaker-off": (g) => (g.breaker = 0),
  "breaker-on": (g) => (g.breaker = 1),
  arcing: (g, v) => (g.cord_arcing = v.share ?? 0),
  second: (g, v) => (g.second_hz = v.hz ?? 0),
  "second-off": (g) => (g.second_hz = 0),
  eco: (g) => (g.eco = 1),
  "eco-off": (g) => (g.eco = 0),
  warm: (g) => (g.warmth = 1),
};

/** The generator's actions. */
export function generatorSteps(action: Actions["generator"], values: Values): StimulusStep[] {
  return now(({ world }) => GENERATOR[action](world.home.generator, values));
}

/** Slots of a load by its name, or of all loads. */
function slots(house: NamedHouse, name: string): number[] {
  if (name === "all") return house.loads.map((_, at) => at);
  const slot = slotOf(house, name);
  if (slot < 0) throw new RangeError(`the ${house.name} house has no load "${name}"`);
  return [slot];
}

/** The loads' actions. */
export function loadSteps(action: Actions["load"], { name = "all", leg }: Values): StimulusStep[] {
  return now(({ world, house: named }) => {
    const house = world.home.house;
    if (action === "main-off") house.main_breaker = 0;
    else if (action === "main-on") house.main_breaker = 1;
    else if (action === "short") house.short_circuit = leg ?? 3;
    else if (action === "mend-short") house.short_circuit = 0;
    else for (const slot of slots(named, name)) switchLoad(house, slot, action === "on" ? 1 : 0);
  });
}

const INSIDE: Record<Actions["inside"], (h: InnerSource, v: Values) => void> = {
  "dryer-start": (h, v) => {
    h.dryer_running = 1;
    h.dryer_hz = v.hz ?? 61.5;
    h.dryer_level = v.to ?? 1;
  },
  "dryer-stop": (h) => (h.dryer_running = 0),
  "solar-on": (h, v) => {
    h.solar_on = 1;
    h.solar_watts = v.watts ?? 4000;
    h.solar_hold_s = v.for_s ?? 1.5;
  },
  "solar-off": (h) => (h.solar_on = 0),
  "battery-on": (h, v) => {
    h.battery_on = 1;
    h.battery_takes_over = 0;
    h.battery_form_s = v.for_s ?? 0.5;
  },
  "battery-takes-over": (h, v) => {
    h.battery_on = 1;
    h.battery_takes_over = 1;
    h.battery_form_s = v.for_s ?? 0.02;
  },
  "battery-off": (h) => (h.battery_on = 0),
};

/** Time that solar inverters need to find the line's phase. */
const TRACKING_S = 2;

/** The inverter was running before the start, so it has waited for 300 s of good voltage. */
function spareTheWait({ world }: StimulusContext): void {
  const { inner } = world.home.house;
  inner.solar_good_s = inner.solar_join_s - 0.5;
}

/** Sources inside the house. */
export function insideSteps(action: Actions["inside"], values: Values): StimulusStep[] {
  const steps = now(({ world }) => INSIDE[action](world.home.house.inner, values));
  if (action === "solar-on") steps.push({ after_s: TRACKING_S, run: spareTheWait });
  return steps;
}

/** Faults of the switches: poles, contact pairs, drivers, mechanical interlock, coil block. */
import { Stuck, lie } from "@bptm/twin/meter/switch";
import type { Pole, Switch } from "@bptm/twin/meter/switch";
import type { Home } from "@bptm/twin/home/home";
import type { RandomSource } from "./random-source";
import { PASSES_BY_ITSELF, faultsOf, offer } from "./fault-kind";
import type { FaultKind } from "./fault-kind";
import { SWITCH_NAMES } from "./values";
import type { Values } from "./values";

const switchOf = (home: Home, values: Values): Switch =>
  values.switch === "G" ? home.switch_g : home.switch_u;

/** The poles that `only_pole` names, and the others. */
function polesOf(home: Home, values: Values): { named: Pole[]; others: Pole[] } {
  const { pole_1, pole_2 } = switchOf(home, values);
  if (values.only_pole === 1) return { named: [pole_1], others: [pole_2] };
  if (values.only_pole === 2) return { named: [pole_2], others: [pole_1] };
  return { named: [pole_1, pole_2], others: [] };
}

/** A fault of single poles: it holds when the named poles have it and the others do not. */
function onPoles(
  set: (pole: Pole, values: Values) => void,
  clear: (pole: Pole) => void,
  isSo: (pole: Pole, values: Values) => boolean,
): Pick<FaultKind, "set" | "clear"> & { holds: (home: Home, values: Values) => boolean } {
  return {
    set: (home, values) => polesOf(home, values).named.forEach((pole) => set(pole, values)),
    clear: (home, values) => polesOf(home, values).named.forEach(clear),
    holds: (home, values) => {
      const { named, others } = polesOf(home, values);
      return named.every((pole) => isSo(pole, values)) && !others.some((one) => isSo(one, values));
    },
  };
}

const onePole = (source: RandomSource): Values => ({
  switch: source.one(SWITCH_NAMES),
  only_pole: source.one([1, 2] as const),
});
const oneSwitch = (source: RandomSource): Values => ({ switch: source.one(SWITCH_NAMES) });

export const POLE_FAULTS = faultsOf(
  {
    weld: {
      needs: ["switch"],
      may: ["only_pole"],
      ...onPoles(
        (pole) => (pole.welded = 1),
        (pole) => (pole.welded = 0),
        (pole) => pole.welded !== 0,
      ),
      random: onePole,
      offers: [
        offer("weld-u", "U welded", "both poles", { switch: "U" }),
        offer("weld-u-one-pole", "U half welded", "pole 1", { switch: "U", only_pole: 1 }),
        offer("weld-g", "G welded", "both poles", { switch: "G" }),
      ],
    },
    jam: {
      needs: ["switch"],
      may: ["only_pole"],
      ...onPoles(
        (pole) => (pole.jammed = 1),
        (pole) => (pole.jammed = 0),
        (pole) => pole.jammed !== 0,
      ),
      random: onePole,
      offers: [
        offer("jam-u", "U jammed", "both poles", { switch: "U" }),
        offer("jam-g", "G jammed", "both poles", { switch: "G" }),
      ],
    },
    slow: {
      needs: ["switch", "percent"],
      may: ["only_pole"],
      ...onPoles(
        (pole, { percent = 500 }) => (pole.travel_percent = percent),
        (pole) => (pole.travel_percent = 100),
        (pole) => pole.travel_percent !== 100,
      ),
      random: (source) => ({ ...oneSwitch(source), percent: source.between(105, 180) }),
      offers: [offer("slow-u", "U slow", "900 %", { switch: "U", percent: 900 })],
    },
  },
  "free",
  { needs: ["switch"], may: ["only_pole"] },
);

/** What a lying contact pair shows; by default the opposite of its pole. */
function lieOf(pole: Pole, says: Values["says"]): 1 | 2 {
  return (says ?? (pole.position > 0.5 ? "open" : "closed")) === "open" ? 1 : 2;
}

const both = ({ normally_open, normally_closed }: Pole): readonly [Stuck, Stuck] => [
  normally_open,
  normally_closed,
];
const follow = (pole: Pole): void => lie(pole, 0);

export const CONTACT_FAULTS = faultsOf(
  {
    lie: {
      needs: ["switch", "says"],
      may: ["only_pole"],
      ...onPoles(
        (pole, { says }) => lie(pole, lieOf(pole, says)),
        follow,
        (pole) =>
          !both(pole).includes(Stuck.Follows) && pole.normally_open !== pole.normally_closed,
      ),
      random: (source) => ({ ...onePole(source), says: source.one(["open", "closed"] as const) }),
      offers: [
        offer("contact-u-lies", "Contact of U lies", "pole 1", { switch: "U", only_pole: 1 }),
      ],
    },
    stuck: {
      needs: ["switch", "half", "state"],
      may: ["only_pole"],
      ...onPoles(
        (pole, { half, state }) => {
          const stuck = state === "made" ? Stuck.On : Stuck.Off;
          if (half === "normally-open") pole.normally_open = stuck;
          else pole.normally_closed = stuck;
        },
        follow,
        (pole) => both(pole).filter((one) => one === Stuck.Follows).length === 1,
      ),
      random: (source) => ({
        ...onePole(source),
        half: source.one(["normally-open", "normally-closed"] as const),
        state: source.one(["made", "unmade"] as const),
      }),
      offers: [
        offer("contact-g-stuck", "Contact of G stuck", "pole 1", {
          switch: "G",
          only_pole: 1,
          half: "normally-open",
          state: "made",
        }),
      ],
    },
    chatter: {
      needs: ["switch", "for_s"],
      may: ["times", "every_s"],
      passes: true,
      set: (home, values) =>
        polesOf(home, values).named.forEach((pole) => {
          pole.normally_open = pole.normally_closed = Stuck.Off;
        }),
      clear: (home, values) => polesOf(home, values).named.forEach(follow),
      random: (source) => ({ ...oneSwitch(source), for_s: 0.004, times: 20, every_s: 0.05 }),
      not_offered: PASSES_BY_ITSELF,
    },
  },
  "mend",
  { needs: ["switch"] },
);

/** Sets the driver that `which` names, or all drivers of the switch. */
function setDriver(home: Home, values: Values, stuck: Stuck): void {
  const at = switchOf(home, values);
  const { which } = values;
  if (which !== "close" && which !== "enable") at.open_driver = stuck;
  if (which !== "open" && which !== "enable") at.close_driver = stuck;
  if (which !== "open" && which !== "close") at.enable_driver = stuck;
}

function driverOf(home: Home, values: Values): Stuck {
  const { open_driver, close_driver, enable_driver } = switchOf(home, values);
  if (values.which === "open") return open_driver;
  return values.which === "close" ? close_driver : enable_driver;
}

const stuckDriver = (stuck: Stuck) => ({
  needs: ["switch", "which"] as const,
  set: (home: Home, values: Values) => setDriver(home, values, stuck),
  clear: (home: Home, values: Values) => setDriver(home, values, Stuck.Follows),
  holds: (home: Home, values: Values) => driverOf(home, values) === stuck,
  random: (source: RandomSource): Values => ({
    ...oneSwitch(source),
    which: source.one(["open", "close"] as const),
  }),
});

export const DRIVER_FAULTS = faultsOf(
  {
    "stuck-on": {
      ...stuckDriver(Stuck.On),
      offers: [
        offer("driver-u-stuck-on", "Driver of U stuck on", "open coil", {
          switch: "U",
          which: "open",
        }),
      ],
    },
    "stuck-off": {
      ...stuckDriver(Stuck.Off),
      offers: [
        offer("driver-g-stuck-off", "Driver of G stuck off", "close coil", {
          switch: "G",
          which: "close",
        }),
      ],
    },
    "coil-broken": {
      needs: ["switch"],
      set: (home, values) => (switchOf(home, values).coil_broken = 1),
      clear: (home, values) => (switchOf(home, values).coil_broken = 0),
      holds: (home, values) => switchOf(home, values).coil_broken !== 0,
      random: oneSwitch,
      offers: [offer("coil-g-broken", "Coil of G broken", "G", { switch: "G" })],
    },
  },
  "mend",
  { needs: ["switch"] },
);

export const INTERLOCK_FAULTS = faultsOf(
  {
    break: {
      set: (home) => (home.interlock_whole = 0),
      clear: (home) => (home.interlock_whole = 1),
      holds: (home) => home.interlock_whole === 0,
      not_random: "Together with two more faults it exceeds what docs/safety.md promises.",
      offers: [offer("interlock-broken", "Interlock broken", "U and G", {})],
    },
  },
  "mend",
);

const blockStuck = (fault: 1 | 2) => ({
  set: (home: Home) => (home.block_fault = fault),
  clear: (home: Home) => (home.block_fault = 0),
  holds: (home: Home) => home.block_fault === fault,
  not_random: "The block is a second barrier, not one of the faults F.",
});

export const BLOCK_FAULTS = faultsOf(
  {
    "stuck-on": {
      ...blockStuck(1),
      offers: [offer("block-stuck-on", "Block stuck on", "U and G", {})],
    },
    "stuck-off": {
      ...blockStuck(2),
      offers: [offer("block-stuck-off", "Block stuck off", "U and G", {})],
    },
  },
  "mend",
);

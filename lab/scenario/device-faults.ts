/** Faults of the other parts: reserves, sensors, neutral, supply, store, socket and inlet. */
import { ChannelFault } from "@bptm/twin/meter/sensors";
import { corrupt } from "@bptm/twin/meter/store";
import { leaveEarlierRecord, leaveLaterRecord } from "./other-release";
import type { Home } from "@bptm/twin/home/home";
import type { RandomSource } from "./random-source";
import { PASSES_BY_ITSELF, faultsOf, offer } from "./fault-kind";
import { CHANNEL_NAMES } from "./values";
import type { Values } from "./values";

const oneReserve = (source: RandomSource): Values => ({
  which: source.one(["coil", "logic"] as const),
});
const isCoil = ({ which }: Values): boolean => which === "coil" || which === undefined;
const isLogic = ({ which }: Values): boolean => which !== "coil";

export const RESERVE_FAULTS = faultsOf(
  {
    weak: {
      needs: ["which", "percent"],
      set: ({ supply }, values) => {
        const { percent = 100 } = values;
        if (isCoil(values)) supply.coil_capacity_percent = percent;
        if (isLogic(values)) supply.logic_capacity_percent = percent;
      },
      clear: ({ supply }, values) => {
        if (isCoil(values)) supply.coil_capacity_percent = 100;
        if (isLogic(values)) supply.logic_capacity_percent = 100;
      },
      holds: ({ supply }, values) =>
        (isCoil(values) ? supply.coil_capacity_percent : supply.logic_capacity_percent) < 100,
      random: (source) => ({ ...oneReserve(source), percent: source.between(20, 95) }),
      offers: [offer("reserve-weak", "Coil reserve weak", "20 %", { which: "coil", percent: 20 })],
    },
    reads: {
      needs: ["which", "millivolts"],
      set: ({ supply }, values) => {
        const { millivolts = 0 } = values;
        if (isCoil(values)) supply.coil_false_mv = millivolts;
        if (isLogic(values)) supply.logic_false_mv = millivolts;
      },
      clear: ({ supply }, values) => {
        if (isCoil(values)) supply.coil_false_mv = -1;
        if (isLogic(values)) supply.logic_false_mv = -1;
      },
      holds: ({ supply }, values) =>
        (isCoil(values) ? supply.coil_false_mv : supply.logic_false_mv) >= 0,
      random: (source) => ({ which: "coil", millivolts: source.between(10_000, 30_000) }),
      offers: [
        offer("reserve-reads-high", "Coil reserve reads high", "30 V", {
          which: "coil",
          millivolts: 30_000,
        }),
      ],
    },
    empty: {
      needs: ["which"],
      set: ({ supply }, values) => {
        if (isCoil(values)) supply.coil_v = 0;
        if (isLogic(values)) supply.logic_v = 0;
      },
      clear: () => undefined,
      random: oneReserve,
      not_offered: "It charges again at once: there is nothing to switch off.",
    },
    "charger-fails": {
      set: ({ supply }) => (supply.charger_failed = 1),
      clear: ({ supply }) => (supply.charger_failed = 0),
      holds: ({ supply }) => supply.charger_failed !== 0,
      random: () => ({}),
      offers: [offer("charger-failed", "Reserve charger failed", "both", {})],
    },
  },
  "mend",
);

const channelOf = (name: Values["channel"]): number =>
  CHANNEL_NAMES.findIndex((one) => one === name);

function setChannel({ sensors }: Home, values: Values, fault: ChannelFault, value = 0): void {
  const channel = channelOf(values.channel);
  sensors.fault[channel] = fault;
  sensors.value[channel] = value;
}

/** The two halves of a swap are mended together. */
function mendChannel({ sensors }: Home, values: Values): void {
  const { fault, value } = sensors;
  const channel = channelOf(values.channel);
  if (fault[channel] === ChannelFault.Swapped) fault[value[channel] ?? 0] = ChannelFault.None;
  fault[channel] = ChannelFault.None;
  value[channel] = 0;
}

const oneChannel = (source: RandomSource): Values => ({ channel: source.one(CHANNEL_NAMES) });
const REVERSED_PERCENT = -100;

/** A fault of a channel that needs no number of its own. */
const channelFault = (fault: ChannelFault, id: string, name: string, value = 0) => ({
  needs: ["channel"] as const,
  set: (home: Home, values: Values) => setChannel(home, values, fault, value),
  clear: mendChannel,
  holds: ({ sensors }: Home, { channel }: Values) =>
    sensors.fault[channelOf(channel)] === fault && sensors.value[channelOf(channel)] === value,
  random: oneChannel,
  offers: [offer(id, name, "house, leg 1", { channel: "out-leg-1" })],
});

export const SENSOR_FAULTS = faultsOf(
  {
    "open-lead": channelFault(ChannelFault.OpenLead, "sensor-pulled", "Sensor lead pulled"),
    "stuck-at-zero": channelFault(ChannelFault.StuckAtZero, "sensor-at-zero", "Sensor at zero"),
    frozen: channelFault(ChannelFault.Frozen, "sensor-frozen", "Sensor frozen"),
    gain: {
      needs: ["channel", "percent"],
      set: (home, values) => setChannel(home, values, ChannelFault.Gain, values.percent ?? 100),
      clear: mendChannel,
      holds: ({ sensors }, { channel }) =>
        sensors.fault[channelOf(channel)] === ChannelFault.Gain &&
        sensors.value[channelOf(channel)] !== REVERSED_PERCENT,
      random: (source) => ({ ...oneChannel(source), percent: source.between(20, 180) }),
      offers: [
        offer("sensor-gain", "Sensor reads 80 %", "generator, leg 1", {
          channel: "generator-leg-1",
          percent: 80,
        }),
      ],
    },
    reversed: channelFault(
      ChannelFault.Gain,
      "sensor-reversed",
      "Sensor reversed",
      REVERSED_PERCENT,
    ),
    swap: {
      needs: ["channel", "with"],
      set: (home, values) => {
        const other = { channel: values.with };
        setChannel(home, values, ChannelFault.Swapped, channelOf(values.with));
        setChannel(home, other, ChannelFault.Swapped, channelOf(values.channel));
      },
      clear: mendChannel,
      holds: ({ sensors }, { channel }) =>
        sensors.fault[channelOf(channel)] === ChannelFault.Swapped,
      not_random: "It is a fault of two channels at once; F has one of each.",
      offers: [
        offer("sensors-swapped", "Sensors swapped", "utility, legs", {
          channel: "utility-leg-1",
          with: "utility-leg-2",
        }),
      ],
    },
    offset: {
      needs: ["channel", "counts"],
      set: (home, values) => setChannel(home, values, ChannelFault.Offset, values.counts ?? 0),
      clear: mendChannel,
      holds: ({ sensors }, { channel }) =>
        sensors.fault[channelOf(channel)] === ChannelFault.Offset,
      random: (source) => ({ ...oneChannel(source), counts: source.between(-2000, 2000) }),
      offers: [
        offer("sensor-offset", "Sensor offset", "utility current 1", {
          channel: "utility-current-1",
          counts: 500,
        }),
      ],
    },
  },
  "mend",
  { needs: ["channel"] },
);

export const NEUTRAL_FAULTS = faultsOf(
  {
    lose: {
      set: ({ sensors }) => (sensors.neutral_reference = 0),
      clear: ({ sensors }) => (sensors.neutral_reference = 1),
      holds: ({ sensors }) => sensors.neutral_reference === 0,
      random: () => ({}),
      offers: [offer("neutral-lost", "Neutral reference lost", "socket", {})],
    },
  },
  "mend",
);

const ALL_BURDENS = 63;
const WHERE = { utility: "utility", generator: "generator", out: "house" } as const;
const SIDES = ["utility", "generator", "out"] as const;

/** Bits of `Burden` at a location: one leg or both; without a side, all. */
function burdensAt({ side, leg }: Values): number {
  const legs = leg ?? 3;
  return side === undefined ? ALL_BURDENS : legs << (2 * SIDES.indexOf(side));
}

/** A fault of burdens that `field` of the sensors holds. */
const burdenFault = (field: "burdens_dead" | "burdens_stuck", id: string, name: string) => ({
  needs: ["side"] as const,
  may: ["leg"] as const,
  set: ({ sensors }: Home, values: Values) => (sensors[field] |= burdensAt(values)),
  clear: ({ sensors }: Home, values: Values) => (sensors[field] &= ~burdensAt(values)),
  holds: ({ sensors }: Home, values: Values) =>
    (sensors[field] & burdensAt(values)) === burdensAt(values),
  random: (source: RandomSource): Values => ({
    side: source.one(SIDES),
    leg: source.one([1, 2] as const),
  }),
  offers: SIDES.map((side) => offer(`${id}-${side}`, name, WHERE[side], { side })),
});

export const BURDEN_FAULTS = faultsOf(
  {
    dead: burdenFault("burdens_dead", "burdens-dead", "Burdens dead"),
    stuck: burdenFault("burdens_stuck", "burdens-stuck", "Burdens stuck on"),
  },
  "mend",
);

/** The continuity of the cord's neutral is read falsely: 1 as open, 2 as intact. */
const cordReads = (fault: 1 | 2, id: string, name: string) => ({
  set: ({ sensors }: Home) => (sensors.cord_neutral_fault = fault),
  clear: ({ sensors }: Home) => (sensors.cord_neutral_fault = 0),
  holds: ({ sensors }: Home) => sensors.cord_neutral_fault === fault,
  random: () => ({}),
  offers: [offer(id, name, "neutral of the cord", {})],
});

export const CORD_FAULTS = faultsOf(
  {
    "reads-open": cordReads(1, "cord-reads-open", "Cord probe reads open"),
    "reads-intact": cordReads(2, "cord-reads-intact", "Cord probe reads intact"),
  },
  "mend",
);

function stopSupply({ supply }: Home): void {
  supply.alive = 0;
  supply.held_in_reset = 1;
}

const supplyFault = {
  needs: ["for_s"] as const,
  may: ["times", "every_s"] as const,
  passes: true as const,
  clear: ({ supply }: Home) => (supply.held_in_reset = 0),
  not_random: "The swarm has it among the events: power is lost without any fault.",
  not_offered: PASSES_BY_ITSELF,
};

export const SUPPLY_FAULTS = faultsOf({
  fail: {
    ...supplyFault,
    set: (home) => {
      stopSupply(home);
      // A failed supply leaves nothing in its reserves; a reset leaves them as they are.
      home.supply.logic_v = home.supply.coil_v = 0;
    },
  },
  reset: {
    ...supplyFault,
    set: stopSupply,
  },
});

const FIRST_WORD = 3;

export const STORE_FAULTS = faultsOf(
  {
    corrupt: {
      may: ["bank"],
      set: ({ store }, { bank }) => {
        for (const one of bank === undefined ? [0, 1] : [bank]) {
          corrupt(store, one, FIRST_WORD, 4096);
        }
      },
      clear: () => undefined,
      random: () => ({}),
      not_offered: "The next write mends it: there is nothing to switch off.",
    },
    earlier: {
      may: ["setting", "value"],
      set: ({ store }, values) => leaveEarlierRecord(store, values),
      clear: () => undefined,
      not_random: "Not a fault: an update of the meter.",
      not_offered: "The next write is of this release: there is nothing to switch off.",
    },
    later: {
      set: ({ store }) => leaveLaterRecord(store),
      clear: () => undefined,
      not_random: "Not a fault: an update of the meter that was taken back.",
      not_offered: "An order clears it: there is nothing to switch off.",
    },
    unreadable: {
      set: ({ store }) => (store.unreadable = 1),
      clear: ({ store }) => (store.unreadable = 0),
      holds: ({ store }) => store.unreadable !== 0,
      random: () => ({}),
      offers: [offer("store-unreadable", "Store unreadable", "both banks", {})],
    },
    protect: {
      set: ({ store }) => (store.write_protected = 1),
      clear: ({ store }) => (store.write_protected = 0),
      holds: ({ store }) => store.write_protected !== 0,
      random: () => ({}),
      offers: [offer("store-protected", "Store takes no write", "both banks", {})],
    },
  },
  "mend",
);

const JAW_MILLIOHM = 0.1;
const AMBIENT_CELSIUS = 25;

export const SOCKET_FAULTS = faultsOf(
  {
    hot: {
      needs: ["milliohm"],
      set: ({ supply }, { milliohm = JAW_MILLIOHM }) => (supply.jaw_milliohm_1 = milliohm),
      clear: ({ supply }) => (supply.jaw_milliohm_1 = JAW_MILLIOHM),
      holds: ({ supply }) => supply.jaw_milliohm_1 > JAW_MILLIOHM,
      not_random: "It is a fault of the socket, not of the meter.",
      offers: [offer("jaw-hot", "Hot jaw", "5 milliohm", { milliohm: 5 })],
    },
    ambient: {
      needs: ["celsius"],
      set: ({ supply }, { celsius = AMBIENT_CELSIUS }) => {
        supply.ambient_celsius = supply.jaw_celsius = celsius;
      },
      clear: ({ supply }) => (supply.ambient_celsius = AMBIENT_CELSIUS),
      holds: ({ supply }) => supply.ambient_celsius !== AMBIENT_CELSIUS,
      not_random: "It is weather, not a fault of the meter.",
      offers: [offer("hot-day", "Hot day", "50 °C", { celsius: 50 })],
    },
  },
  "mend",
);

export const INLET_FAULTS = faultsOf(
  {
    leak: {
      needs: ["ohm"],
      set: (home, { ohm = 100 }) => (home.inlet_leak_siemens = 1 / ohm),
      clear: (home) => (home.inlet_leak_siemens = 0),
      holds: (home) => home.inlet_leak_siemens > 0,
      not_random: "It is a fault of the inlet, not of the meter.",
      offers: [offer("inlet-leaks", "Inlet leaks", "100 ohm", { ohm: 100 })],
    },
  },
  "mend",
);

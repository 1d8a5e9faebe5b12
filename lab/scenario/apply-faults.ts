/** Faults of what is inside the case: poles, contacts, drivers, reserves, sensors, store. */
import { ChannelFault } from "@bptm/twin/meter/sensors";
import { corrupt } from "@bptm/twin/meter/store";
import { Stuck, lie } from "@bptm/twin/meter/switch";
import type { Pole, Switch } from "@bptm/twin/meter/switch";
import { lasting, now } from "./scene";
import type { Scene, Step } from "./scene";
import type { Actions } from "./stimulus";
import { CHANNEL_NAMES } from "./values";
import type { Values } from "./values";

function switchOf({ world }: Scene, values: Values): Switch {
  return values.switch === "G" ? world.home.switch_g : world.home.switch_u;
}

function polesOf(scene: Scene, values: Values): Pole[] {
  const { pole_1, pole_2 } = switchOf(scene, values);
  return values.only_pole === 1 ? [pole_1] : values.only_pole === 2 ? [pole_2] : [pole_1, pole_2];
}

const POLE: Record<Actions["pole"], (pole: Pole, values: Values) => void> = {
  weld: (pole) => (pole.welded = 1),
  jam: (pole) => (pole.jammed = 1),
  slow: (pole, { percent = 500 }) => (pole.travel_percent = percent),
  free: (pole) => {
    pole.welded = 0;
    pole.jammed = 0;
    pole.travel_percent = 100;
  },
};

/** Faults of poles. */
export function faultSteps(action: Actions["pole"], values: Values): Step[] {
  return now((scene) => polesOf(scene, values).forEach((pole) => POLE[action](pole, values)));
}

function unmake(pole: Pole): void {
  pole.normally_open = Stuck.Off;
  pole.normally_closed = Stuck.Off;
}

/** Faults of contact pairs. */
export function contactSteps(action: Actions["contact"], values: Values): Step[] {
  const each = (run: (pole: Pole) => void) => (scene: Scene) => polesOf(scene, values).forEach(run);
  const mend = each((pole) => lie(pole, 0));
  if (action === "chatter") return lasting(values, each(unmake), mend);
  if (action === "mend") return now(mend);
  if (action === "lie") return now(each((pole) => lie(pole, values.says === "open" ? 1 : 2)));
  const stuck = values.state === "made" ? Stuck.On : Stuck.Off;
  return now(
    each((pole) => {
      if (values.half === "normally-open") pole.normally_open = stuck;
      else pole.normally_closed = stuck;
    }),
  );
}

function driver(action: Actions["driver"], values: Values): Step[] {
  return now((scene) => {
    const at = switchOf(scene, values);
    const stuck = action === "stuck-on" ? Stuck.On : Stuck.Off;
    if (action === "coil-broken") at.coil_broken = 1;
    else if (action === "mend") {
      at.coil_broken = 0;
      at.open_driver = at.close_driver = at.enable_driver = Stuck.Follows;
    } else if (values.which === "open") at.open_driver = stuck;
    else if (values.which === "close") at.close_driver = stuck;
    else at.enable_driver = stuck;
  });
}

function reserve(
  action: Actions["reserve"],
  { which, percent = 100, millivolts = 0 }: Values,
): Step[] {
  const coil = which === "coil";
  return now(({ world }) => {
    const p = world.home.supply;
    if (action === "charger-fails") p.charger_failed = 1;
    else if (action === "weak" && coil) p.coil_capacity_percent = percent;
    else if (action === "weak") p.logic_capacity_percent = percent;
    else if (action === "reads" && coil) p.coil_false_mv = millivolts;
    else if (action === "reads") p.logic_false_mv = millivolts;
    else if (action === "empty" && coil) p.coil_v = 0;
    else if (action === "empty") p.logic_v = 0;
    else {
      p.charger_failed = 0;
      p.coil_capacity_percent = p.logic_capacity_percent = 100;
      p.coil_false_mv = p.logic_false_mv = -1;
    }
  });
}

const CHANNEL_FAULTS: Record<Actions["sensor"], ChannelFault> = {
  "open-lead": ChannelFault.OpenLead,
  "stuck-at-zero": ChannelFault.StuckAtZero,
  frozen: ChannelFault.Frozen,
  gain: ChannelFault.Gain,
  reversed: ChannelFault.Gain,
  swap: ChannelFault.Swapped,
  offset: ChannelFault.Offset,
  mend: ChannelFault.None,
};

const channelOf = (name: string | undefined): number =>
  CHANNEL_NAMES.findIndex((one) => one === name);

function sensor(action: Actions["sensor"], values: Values): Step[] {
  const channel = channelOf(values.channel);
  const other = channelOf(values.with);
  return now(({ world }) => {
    const { fault, value } = world.home.sensors;
    // The two halves of a swap are mended together.
    const partner = value[channel] ?? 0;
    if (action === "mend" && fault[channel] === ChannelFault.Swapped) fault[partner] = 0;
    fault[channel] = CHANNEL_FAULTS[action];
    if (action === "reversed") value[channel] = -100;
    else value[channel] = action === "gain" ? (values.percent ?? 100) : (values.counts ?? 0);
    if (action !== "swap") return;
    value[channel] = other;
    fault[other] = ChannelFault.Swapped;
    value[other] = channel;
  });
}

function supply(action: Actions["supply"], values: Values): Step[] {
  const begin = ({ world }: Scene): void => {
    const p = world.home.supply;
    p.alive = 0;
    p.held_in_reset = 1;
    // A failed supply leaves nothing in its reserves; a reset leaves them as they are.
    if (action === "fail") p.logic_v = p.coil_v = 0;
  };
  const end = ({ world }: Scene): void => void (world.home.supply.held_in_reset = 0);
  return lasting(values, begin, end);
}

const FIRST_WORD = 3;
function store(action: Actions["store"], { bank }: Values): Step[] {
  return now(({ world }) => {
    const s = world.home.store;
    if (action === "unreadable") s.unreadable = 1;
    else if (action === "protect") s.write_protected = 1;
    else if (action === "mend") s.unreadable = s.write_protected = 0;
    else for (const one of bank === undefined ? [0, 1] : [bank]) corrupt(s, one, FIRST_WORD, 4096);
  });
}

function socket(action: Actions["socket"], { milliohm = 0.1, celsius = 25 }: Values): Step[] {
  return now(({ world }) => {
    const p = world.home.supply;
    if (action === "ambient") p.ambient_celsius = p.jaw_celsius = celsius;
    else p.jaw_milliohm_1 = action === "hot" ? milliohm : 0.1;
    if (action === "mend") p.ambient_celsius = 25;
  });
}

function inlet(action: Actions["inlet"], { ohm = 100 }: Values): Step[] {
  const siemens = action === "leak" ? 1 / ohm : 0;
  return now(({ world }) => void (world.home.inlet_leak_siemens = siemens));
}

type Of<S extends keyof Actions> = (action: Actions[S], values: Values) => Step[];

const interlock: Of<"interlock"> = (action) =>
  now(({ world }) => void (world.home.interlock_whole = action === "mend" ? 1 : 0));

const block: Of<"block"> = (action) =>
  now(({ world }) => {
    world.home.block_fault = action === "stuck-on" ? 1 : action === "stuck-off" ? 2 : 0;
  });

const neutral: Of<"neutral"> = (action) =>
  now(({ world }) => void (world.home.sensors.neutral_reference = action === "mend" ? 1 : 0));

type Device =
  | "driver"
  | "interlock"
  | "block"
  | "reserve"
  | "sensor"
  | "neutral"
  | "supply"
  | "store"
  | "socket"
  | "inlet";

/** Faults of everything else in the case. */
export const deviceSteps: { readonly [S in Device]: Of<S> } = {
  driver,
  interlock,
  block,
  reserve,
  sensor,
  neutral,
  supply,
  store,
  socket,
  inlet,
};

/**
 * Randomly generated conditions: home, generator, loads, settings, faults and their times, all from
 * one seed. A run has a safety phase with random stimuli, and a liveness phase: everything is
 * repaired, the grid is good, and the house must get voltage.
 */
import { UNITS } from "@bptm/twin/sources/generators";
import { HOUSES } from "@bptm/twin/house/homes";
import type { Condition } from "../scenario/condition";
import { RandomSource } from "../scenario/random-source";
import { FAULT_ENDS, FAULT_KINDS } from "../scenario/faults";
import type { Action, Stimulus } from "../scenario/stimulus";
import type { Result } from "../run/result";
import { runCondition } from "../run/run";
import type { RunOptions } from "../run/run";
import { Settings, settingsFault } from "@bptm/core/lists/settings";
import { LATCHES } from "@bptm/text/latch-list";
import { SETTINGS } from "@bptm/text/texts";
import { CHANNEL_NAMES, SWITCH_NAMES } from "../scenario/values";
import type { Takes, Values } from "../scenario/values";

type RandomAction = (d: RandomSource) => Action;

/** Actions of sources and people; none is a fault of the meter. */
const EVENTS: readonly RandomAction[] = [
  () => ({ utility: "cut" }),
  () => ({ utility: "restore" }),
  () => ({ utility: "disconnect" }),
  (d) => ({ utility: "stranded", watts: d.between(100, 8000) }),
  (d) => ({ utility: "level", to: d.between(0.4, 1.3, 2), over_s: d.between(0, 5, 1) }),
  (d) => ({ utility: "level", to: d.between(0.4, 1.3, 2), leg: d.one([1, 2] as const) }),
  (d) => ({ utility: "lose-leg", leg: d.one([1, 2] as const) }),
  () => ({ utility: "open-neutral" }),
  (d) => ({ utility: "dip", for_s: d.between(0.01, 3, 2), to: d.between(0, 0.8, 2) }),
  (d) => ({ utility: "flicker", for_s: d.between(0.1, 2, 1), times: d.between(2, 6), every_s: 4 }),
  (d) => ({
    utility: "dip",
    for_s: d.between(0.03, 0.3, 2),
    to: d.between(0.7, 0.95, 2),
    times: d.between(2, 20),
    every_s: d.between(1, 20),
  }),
  (d) => ({ utility: "level", to: d.between(0.86, 1.12, 3) }),
  (d) => ({ utility: "wander", wander_hz: d.between(0.05, 0.5, 2), period_s: d.between(2, 20) }),
  (d) => ({ utility: "frequency", hz: d.between(59.3, 60.7, 2) }),
  (d) => ({ utility: "recloser", shots_s: [0.5, d.between(2, 15), 30], live_s: d.between(1, 5) }),
  (d) => ({ utility: "frequency", hz: d.between(57, 63, 2), over_s: d.between(0, 4, 1) }),
  (d) => ({ utility: "neighbour", to: d.between(0.3, 1.1, 2), hz: d.between(58, 63, 1) }),
  (d) => ({ utility: "ghost", volts: d.between(20, 90) }),
  (d) => ({ utility: "surge", volts: d.between(500, 4000), times: d.between(1, 4), every_s: 2 }),
  () => ({ generator: "plug-in" }),
  () => ({ generator: "start" }),
  () => ({ generator: "start" }),
  () => ({ generator: "stop" }),
  () => ({ generator: "unplug" }),
  () => ({ generator: "unplug-at-generator" }),
  () => ({ generator: "breaker-off" }),
  () => ({ generator: "breaker-on" }),
  (d) => ({ generator: "choke", wander_hz: d.between(1, 5, 1) }),
  (d) => ({ generator: "run-dry", fuel_s: d.between(1, 40) }),
  (d) => ({ generator: "governor", hz: d.between(52, 70, 1) }),
  (d) => ({ generator: "regulator", to: d.between(0.6, 1.4, 2) }),
  () => ({ generator: "open-cord-neutral" }),
  (d) => ({ generator: "arcing", share: d.between(0.1, 0.9, 1) }),
  (d) => ({
    generator: "wiring",
    as: d.one(["hot-neutral-swapped", "legs-in-phase", "one-leg", "legs-swapped"] as const),
  }),
  () => ({ load: "on", name: "all" }),
  () => ({ load: "off", name: "all" }),
  () => ({ load: "main-off" }),
  () => ({ load: "main-on" }),
  (d) => ({ load: "short", leg: d.one([1, 2] as const) }),
  () => ({ load: "mend-short" }),
  (d) => ({ inside: "dryer-start", hz: d.between(58, 62.5, 1), to: d.between(0.7, 1.1, 2) }),
  () => ({ inside: "dryer-stop" }),
  (d) => ({ inside: "solar-on", watts: d.between(500, 8000), for_s: d.between(0.1, 4, 1) }),
  () => ({ inside: "solar-off" }),
  (d) => ({ inside: "battery-on", for_s: d.between(0.01, 3, 2) }),
  (d) => ({ inside: "battery-takes-over", for_s: d.between(0.004, 0.14, 3) }),
  () => ({ inside: "battery-off" }),
  (d) => ({ supply: d.one(["fail", "reset"] as const), for_s: d.between(0.005, 2, 3) }),
  () => ({ order: "lock-open-utility" }),
  () => ({ order: "clear-lock-open" }),
  () => ({ order: "clear-lockout" }),
];

/** The faults F of docs/safety.md. */
const FAULTS: readonly RandomAction[] = FAULT_KINDS.flatMap(({ part, name, kind }) => {
  const { random } = kind;
  return random === undefined ? [] : [(source) => ({ [part]: name, ...random(source) }) as Action];
});

/** A random fault of F with its parameters. */
export const randomFault: RandomAction = (source) => source.one(FAULTS)(source);

/** The locations that a repair must name: each switch, each channel, or none. */
function locations({ needs = [] }: Takes): readonly Values[] {
  if (needs.includes("switch")) return SWITCH_NAMES.map((one) => ({ switch: one }));
  if (needs.includes("channel")) return CHANNEL_NAMES.map((channel) => ({ channel }));
  return [{}];
}

/** Repairs at the start of the liveness phase. */
const REPAIRS: readonly Action[] = [
  { utility: "restore" },
  { generator: "stop" },
  { generator: "wiring", as: "right" },
  { inside: "dryer-stop" },
  { inside: "solar-off" },
  { inside: "battery-off" },
  { load: "mend-short" },
  { load: "main-on" },
  ...FAULT_ENDS.flatMap(({ part, name, takes }) =>
    locations(takes).map((values) => ({ [part]: name, ...values }) as Action),
  ),
];

/** Longest wait, back-off and suspicion that the settings allow. */
const LIVE_S = 1000;
/** Orders follow when the meter certainly has power again. */
const ORDERS_S = 20;

function settingsOf(d: RandomSource): Record<string, number> {
  const count = d.chance(0.5) ? 0 : d.between(1, 6);
  const pairs = Array.from({ length: count }, (): [string, number] => {
    const { name, min, max } = d.one(SETTINGS);
    const kind = d.between(0, 2);
    return [name, kind === 0 ? min : kind === 1 ? max : d.between(min, max)];
  });
  return valid(Object.fromEntries(pairs));
}

/** The settings without those that the meter would refuse. */
function valid(values: Record<string, number>): Record<string, number> {
  const bad = settingsFault(Object.assign(new Settings(), values));
  const refused = SETTINGS[bad - 1]?.name;
  if (refused === undefined) return values;
  const { [refused]: _, ...others } = values;
  // The refused one may be a default that does not fit another of these.
  return refused in values ? valid(others) : {};
}

/** One latch in ten conditions stands from the start. */
const latchesOf = (d: RandomSource): Pick<Condition["home"], "latches"> =>
  d.chance(0.1) ? { latches: [d.one(LATCHES).id] } : {};

/** How long a stimulus that repeats itself lasts. */
function lastsSeconds({
  for_s = 0,
  times = 1,
  every_s = 0,
  shots_s = [],
  live_s = 0,
}: Action): number {
  const shots = shots_s.reduce((sum, shot) => sum + shot + live_s, 0);
  return shots + for_s + (times - 1) * every_s;
}

function timelineOf(d: RandomSource, repaired_s: number, faults: number): Stimulus[] {
  const at = (): number => d.between(1, repaired_s - 1, 2);
  const drawn = Array.from({ length: d.between(2, 10) }, () => ({
    at: at(),
    ...d.one(EVENTS)(d),
  }));
  // What outlasts the repairs would undo them.
  const events = drawn.filter((one) => one.at + lastsSeconds(one) < repaired_s);
  const faulty = Array.from({ length: faults }, () => ({ at: at(), ...randomFault(d) }));
  // Without an outage and a generator a run would test little.
  const usual: Stimulus[] = [
    { at: at(), utility: "cut" },
    { at: at(), generator: "plug-in" },
    { at: at(), generator: "start" },
  ];
  return [...usual, ...events, ...faulty].toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** A run may end when the house has been live for this long after the repairs. */
const LIVE_AGAIN_S = 30;

/** Detects that the house of a random condition is live again. */
function isLiveAgain({ expect }: Condition): (time_s: number, live: boolean) => boolean {
  const from_s = (expect[0]?.after_s ?? 0) + ORDERS_S + 1;
  let since_s = Infinity;
  return (time_s, live) => {
    if (!live || time_s < from_s) since_s = Infinity;
    else since_s = Math.min(since_s, time_s);
    return time_s - since_s >= LIVE_AGAIN_S;
  };
}

/** Runs a random condition until its house is live again. */
export function runRandomCondition(
  condition: Condition,
  options: RunOptions = {},
): Promise<Result> {
  return runCondition(condition, { ...options, enough: isLiveAgain(condition) });
}

/** Generates the condition of a seed. */
export function randomCondition(seed: number): Condition {
  const d = new RandomSource(seed);
  const repaired_s = d.between(40, 200);
  const faults = d.chance(0.5) ? 0 : d.chance(0.7) ? 1 : 2;
  const end_s = repaired_s + LIVE_S;
  const repairs = [...REPAIRS, { order: "clear-lock-open" } as const];
  return {
    id: `S-${seed}`,
    group: "Swarm",
    severity: "fatal",
    title: `Random condition of seed ${seed}: ${faults} faults`,
    story:
      `Random stimuli until ${repaired_s} s; then all is repaired, ` +
      `and the house must be live.`,
    home: { house: d.one(HOUSES).name, ...latchesOf(d) },
    generator: d.one(UNITS).name,
    seed,
    duration_s: end_s,
    settings: settingsOf(d),
    ...(faults > 0 && { judged: "under-faults" }),
    timeline: [
      ...timelineOf(d, repaired_s, faults),
      ...repairs.map((one): Stimulus => ({
        at: repaired_s + ("order" in one ? ORDERS_S : 0),
        ...one,
      })),
      { at: repaired_s + ORDERS_S + 1, order: "clear-lockout" },
    ],
    expect: [{ dark_less_than_s: LIVE_S, after_s: repaired_s }],
  };
}

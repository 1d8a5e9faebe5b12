/**
 * Conditions that nobody has thought of: home, generator, loads, settings, faults and their times,
 * all drawn from one seed. A run has a safety phase, in which anything may happen, and a liveness
 * phase: everything is mended, the grid is good, and the house must have voltage in the end.
 */
import { UNITS } from "@bptm/twin/sources/generators";
import { HOUSES } from "@bptm/twin/house/homes";
import type { Condition } from "../scenario/condition";
import { Dice } from "../scenario/dice";
import { FAULT_ENDS, FAULT_KINDS, faultNamed } from "../scenario/faults";
import { subjectOf } from "../scenario/stimulus";
import type { Action, Stimulus } from "../scenario/stimulus";
import type { Result } from "../run/result";
import { runCondition } from "../run/run";
import type { RunOptions } from "../run/run";
import { verdictOf } from "../run/verdict";
import { SETTINGS } from "@bptm/text/texts";
import { CHANNEL_NAMES, SWITCH_NAMES } from "../scenario/values";
import type { Takes, Values } from "../scenario/values";

type Draw = (d: Dice) => Action;

/** What sources and people do; none of it is a fault of the meter. */
const EVENTS: readonly Draw[] = [
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
  () => ({ inside: "battery-on" }),
  () => ({ inside: "battery-off" }),
  (d) => ({ supply: d.one(["fail", "reset"] as const), for_s: d.between(0.005, 2, 3) }),
  () => ({ order: "lock-open-utility" }),
  () => ({ order: "clear-lock-open" }),
  () => ({ order: "clear-lockout" }),
];

/** The faults F of docs/safety.md. */
const FAULTS: readonly Draw[] = FAULT_KINDS.flatMap(({ part, name, kind }) => {
  const { draw } = kind;
  return draw === undefined ? [] : [(dice) => ({ [part]: name, ...draw(dice) }) as Action];
});

/** One of the faults F, with all that it needs. */
export const drawFault: Draw = (dice) => dice.one(FAULTS)(dice);

/** Every place that an end of faults has to name: each switch, each channel, or none. */
function places({ needs = [] }: Takes): readonly Values[] {
  if (needs.includes("switch")) return SWITCH_NAMES.map((one) => ({ switch: one }));
  if (needs.includes("channel")) return CHANNEL_NAMES.map((channel) => ({ channel }));
  return [{}];
}

/** Everything is well again: what the liveness phase begins with. */
const MENDED: readonly Action[] = [
  { utility: "restore" },
  { generator: "stop" },
  { generator: "wiring", as: "right" },
  { inside: "dryer-stop" },
  { inside: "solar-off" },
  { inside: "battery-off" },
  { load: "mend-short" },
  { load: "main-on" },
  ...FAULT_ENDS.flatMap(({ part, name, takes }) =>
    places(takes).map((values) => ({ [part]: name, ...values }) as Action),
  ),
];

/** Waits for the longest band, back-off and suspicion that the settings allow. */
const LIVE_S = 1000;
/** Orders follow when the meter surely has power again. */
const ORDERS_S = 20;

function settingsOf(d: Dice): Record<string, number> {
  const count = d.chance(0.5) ? 0 : d.between(1, 6);
  const drawn = Array.from({ length: count }, (): [string, number] => {
    const { name, min, max } = d.one(SETTINGS);
    const kind = d.between(0, 2);
    return [name, kind === 0 ? min : kind === 1 ? max : d.between(min, max)];
  });
  return Object.fromEntries(drawn);
}

function timelineOf(d: Dice, mended_s: number, faults: number): Stimulus[] {
  const at = (): number => d.between(1, mended_s - 1, 2);
  const events = Array.from({ length: d.between(2, 10) }, () => ({
    at: at(),
    ...d.one(EVENTS)(d),
  }));
  const faulty = Array.from({ length: faults }, () => ({ at: at(), ...drawFault(d) }));
  // Without an outage and a generator little would happen.
  const usual: Stimulus[] = [
    { at: at(), utility: "cut" },
    { at: at(), generator: "plug-in" },
    { at: at(), generator: "start" },
  ];
  return [...usual, ...events, ...faulty].toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** So long live, after everything was mended, is alive: such a run need not go on. */
const ALIVE_S = 30;

/** Tells when a drawn condition has shown that its house comes alive. */
function aliveAgain({ expect }: Condition): (time_s: number, live: boolean) => boolean {
  const from_s = (expect[0]?.after_s ?? 0) + ORDERS_S + 1;
  let since_s = Infinity;
  return (time_s, live) => {
    if (!live || time_s < from_s) since_s = Infinity;
    else since_s = Math.min(since_s, time_s);
    return time_s - since_s >= ALIVE_S;
  };
}

/** What docs/safety.md promises while something is faulty. */
const UNDER_FAULTS = [1, 2, 3];
const FAULTY_WHY = "something was faulty";

/** Whether it sets a fault F. */
function isFaulty(stimulus: Stimulus): boolean {
  const subject = subjectOf(stimulus);
  if (subject === undefined) return false;
  return faultNamed(subject, String(stimulus[subject]))?.draw !== undefined;
}

/** Runs a drawn condition until its house is alive again, and holds it to what is promised. */
export async function runDrawn(condition: Condition, options: RunOptions = {}): Promise<Result> {
  const result = await runCondition(condition, { ...options, enough: aliveAgain(condition) });
  if (!condition.timeline.some(isFaulty)) return result;
  const { violations, energy } = result;
  const promised = {
    ...result,
    violations: violations.filter(({ invariant }) => UNDER_FAULTS.includes(invariant)),
    ...(energy && { energy: { ...energy, balance: "not judged" as const, why: FAULTY_WHY } }),
  };
  return { ...promised, verdict: verdictOf(promised) };
}

/** The condition of a seed. */
export function drawCondition(seed: number): Condition {
  const d = new Dice(seed);
  const mended_s = d.between(40, 200);
  const faults = d.chance(0.5) ? 0 : d.chance(0.7) ? 1 : 2;
  const end_s = mended_s + LIVE_S;
  const mend = [...MENDED, { order: "clear-lock-open" } as const];
  return {
    id: `S-${seed}`,
    group: "Swarm",
    severity: "fatal",
    title: `Drawn from seed ${seed}: ${faults} faults`,
    story: `Anything until ${mended_s} s; then all is mended, and the house must come alive.`,
    home: { house: d.one(HOUSES).name },
    generator: d.one(UNITS).name,
    seed,
    duration_s: end_s,
    settings: settingsOf(d),
    timeline: [
      ...timelineOf(d, mended_s, faults),
      ...mend.map((one): Stimulus => ({ at: mended_s + ("order" in one ? ORDERS_S : 0), ...one })),
      { at: mended_s + ORDERS_S + 1, order: "clear-lockout" },
    ],
    expect: [{ dark_less_than_s: LIVE_S, after_s: mended_s }],
  };
}

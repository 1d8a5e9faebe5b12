import { describe, expect, test } from "vitest";
import { stepsOf } from "./apply";
import { SUBJECTS, actionsOf, takesOf } from "./stimulus";
import type { Action, Subject } from "./stimulus";
import { Simulation } from "../run/simulation";
import type { Values } from "./values";

/** A value for every parameter, so that every action can be tested. */
const ANY: Values = {
  to: 0.5,
  side: "generator",
  leg: 2,
  over_s: 1,
  hz: 61,
  wander_hz: 1,
  period_s: 5,
  volts: 50,
  third: 0.1,
  fifth: 0.1,
  times: 2,
  every_s: 0.1,
  for_s: 0.05,
  shots_s: [0.1, 0.2],
  live_s: 0.1,
  fuel_s: 5,
  as: "one-leg",
  share: 0.2,
  watts: 1000,
  name: "dryer",
  switch: "G",
  only_pole: 1,
  says: "open",
  half: "normally-open",
  state: "made",
  which: "coil",
  percent: 50,
  millivolts: 9000,
  channel: "out-leg-2",
  with: "out-leg-1",
  counts: 100,
  milliohm: 5,
  celsius: 40,
  ohm: 100,
  permille: 10,
  days: 50,
  bank: 1,
  setting: "restore_s",
  value: 90,
};

const simulation = (): Simulation =>
  new Simulation({
    seed: 1,
    house: "standard",
    generator: "open-frame-7500",
    engine: "typescript",
  });

/** All numbers of home and orders, with their paths. */
function numbers(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    if (typeof one === "number") return [`${path}${key}=${one}`];
    if (one instanceof Int32Array || one instanceof Float64Array) return [`${path}${key}=${one}`];
    return typeof one === "object" && one !== null ? numbers(one, `${path}${key}.`) : [];
  });
}

const state = ({ world }: Simulation): string[] => [
  ...numbers(world.home),
  ...numbers(world.meter.request),
];

/** The repair of each permanent action; other actions end by themselves or cannot be undone. */
function repairOf(subject: string, name: string): string | undefined {
  const known: Record<string, string> = {
    utility: "restore",
    "generator plug-in": "unplug",
    "generator start": "stop",
    "generator choke": "choke-off",
    "generator run-dry": "refuel",
    "generator governor": "mend-governor",
    "generator regulator": "mend-regulator",
    "generator open-cord-neutral": "mend-cord-neutral",
    "generator breaker-off": "breaker-on",
    "generator second": "second-off",
    "generator eco": "eco-off",
    "load on": "off",
    "load short": "mend-short",
    "load main-off": "main-on",
    "inside dryer-start": "dryer-stop",
    "inside solar-on": "solar-off",
    "inside battery-on": "battery-off",
    pole: "free",
  };
  const named = known[`${subject} ${name}`] ?? known[subject];
  const all: readonly string[] = actionsOf(subject as Subject);
  return named ?? (all.includes("mend") ? "mend" : undefined);
}

function orderOf(subject: string, name: string): Action {
  const takes = takesOf(subject as Subject, name) ?? {};
  const all = [...(takes.needs ?? []), ...(takes.may ?? [])];
  const values = Object.fromEntries(all.map((one) => [one, ANY[one]]));
  return { [subject]: name, ...values } as Action;
}

const REPAIR = /^(mend|restore|uncross|free|refuel|unplug|stop$|main-on|breaker-on|.*-(off|stop)$)/;
const CASES = SUBJECTS.flatMap((subject) =>
  actionsOf(subject)
    .filter((name) => !REPAIR.test(name) || name === "main-off" || name === "breaker-off")
    .filter((name) => `${subject} ${name}` !== "load off")
    .map((name) => [subject, name] as const),
);

/** Parameters that keep their value after the action has ended. */
const KEPT =
  /_slew|slew_per_s|choke_hunting|dryer_|solar_|battery_|neighbour_|wander_period|clock_ppm|value=/;

describe("every action", () => {
  test.each(CASES)("%s: %s changes the home, and its repair restores it", (subject, name) => {
    const one = simulation();
    const fresh = state(one);
    const [first, ...rest] = stepsOf(orderOf(subject, name));
    first?.run(one);
    const changed = state(one);
    expect(changed).not.toEqual(fresh);
    for (const step of rest) step.run(one);
    const repair = repairOf(subject, name);
    if (repair === undefined) return;
    for (const step of stepsOf(orderOf(subject, repair))) step.run(one);
    const lasting = state(one).filter((text, at) => text !== fresh[at] && !KEPT.test(text));
    const supply = /^supply\.(coil_v|logic_v|jaw_celsius|clock_ticks)=/;
    const spent = /^(store\.(bank_\d|corruptions)|utility\.surge_volts)=/;
    expect(lasting.filter((text) => !supply.test(text) && !spent.test(text))).toEqual([]);
  });

  test("all of them are tested", () => {
    expect(CASES.length).toBeGreaterThan(60);
  });
});

test("a temporary action ends, and a repeated one recurs", () => {
  const flicker = stepsOf({ utility: "flicker", for_s: 0.5, times: 3, every_s: 2 });
  expect(flicker.map(({ after_s }) => after_s)).toEqual([0, 0.5, 2, 2.5, 4, 4.5]);
  const recloser = stepsOf({ utility: "recloser", shots_s: [0.5, 15], live_s: 5 });
  expect(recloser.map(({ after_s }) => after_s)).toEqual([0, 0.5, 5.5, 20.5]);
});

test("a stimulus takes effect at its exact sample", () => {
  const one = simulation();
  one.plan({ at: 0.5 + 7 / 4800, utility: "cut" });
  one.advance(2400 + 7);
  expect(one.world.home.utility.energized).toBe(1);
  one.advance(1);
  expect(one.world.home.utility.energized).toBe(0);
});

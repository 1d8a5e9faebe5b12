/** Type tests of transfers: timing, endurance, overload, back voltage, ride-through. */
import type { Stimulus } from "../scenario/stimulus";
import { conditionOf, connectedFrom, eventFrom, timesConnected } from "./type-case";
import type { Case, Extent, Measurements, FinishedCase } from "./type-case";
import type { Ride, TypeLimits } from "./type-limits";

const GENERATOR_RUNS: readonly Stimulus[] = [
  { at: 2, generator: "plug-in" },
  { at: 3, generator: "start" },
];

type OptionalNumbers = readonly (number | undefined)[];

const most = (values: OptionalNumbers): number | undefined =>
  values.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.max(a, b)));
const least = (values: OptionalNumbers): number | undefined =>
  values.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.min(a, b)));
const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

const CUT_S = 30;
const RESTORE_S = 50;
const SEEDS = 12;

/** Times at which connections end and start. */
function times({ result }: FinishedCase) {
  const gone_s = connectedFrom(result, "none", CUT_S);
  const generator_s = connectedFrom(result, "generator", CUT_S);
  const open_s = generator_s && connectedFrom(result, "none", generator_s);
  const utility_s = open_s && connectedFrom(result, "utility", open_s);
  return { gone_s, generator_s, open_s, utility_s };
}

export const timing = {
  /** Default settings; the seeds vary only the phase of the grid. */
  cases: (): Case[] =>
    Array.from({ length: SEEDS }, (_, at) => ({
      at,
      condition: conditionOf(`TT-${at + 1}`, {
        title: "An outage with the generator running, and its end",
        seed: at + 1,
        settings: {},
        duration_s: 130,
        timeline: [
          ...GENERATOR_RUNS,
          { at: CUT_S + at * 0.0013, utility: "cut" },
          { at: RESTORE_S, utility: "restore" },
        ],
      }),
    })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const all = runs.map(times);
    return {
      dark_before_generator_s: most(all.map(({ generator_s }) => between(CUT_S, generator_s))),
      dark_on_return_s: most(all.map(({ open_s, utility_s }) => between(open_s, utility_s))),
      shortest_dead_time_s: least(
        all.flatMap(({ gone_s, generator_s, open_s, utility_s }) => [
          between(gone_s, generator_s),
          between(open_s, utility_s),
        ]),
      ),
      return_after_s: least(all.map(({ utility_s }) => between(RESTORE_S, utility_s))),
    };
  },
};

/** Transfers per home: the back-off delays a second outage, and a third much more. */
const TRANSFERS_A_HOME = 4;

export const endurance = {
  cases: ({ operations }: Extent): Case[] =>
    Array.from({ length: Math.ceil(operations / TRANSFERS_A_HOME) }, (_, at) => ({
      at,
      condition: conditionOf(`TE-${at + 1}`, {
        title: "Two outages with the generator running",
        seed: at + 1,
        home: { house: "standard", loads_on: ["lights", "dryer"] },
        duration_s: 105,
        timeline: [
          ...GENERATOR_RUNS,
          { at: 15 + (at % 97) / 5820, utility: "cut" },
          { at: 24, utility: "restore" },
          { at: 50, utility: "cut" },
          { at: 58, utility: "restore" },
        ],
      }),
    })),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const made = ({ result }: FinishedCase): number =>
      timesConnected(result, "generator") + timesConnected(result, "utility");
    const reported = ({ result: { events } }: FinishedCase): number =>
      events.filter(({ id }) => id === "GeneratorClosed" || id === "UtilityClosed").length;
    const sum = (of: (run: FinishedCase) => number): number =>
      runs.reduce((all, run) => all + of(run), 0);
    return {
      transfers_missed: sum((run) => Math.abs(TRANSFERS_A_HOME - made(run))),
      transfers_miscounted: sum((run) => Math.abs(reported(run) - made(run))),
    };
  },
};

export const overload = {
  cases: (): Case[] =>
    Array.from({ length: 4 }, (_, at) => ({
      at,
      condition: conditionOf(`TL-${at + 1}`, {
        title: "58 A of load at the transfer",
        seed: at + 1,
        generator: "towable-20000",
        home: { house: "standard", loads_on: ["lights", "dryer", "range", "water heater"] },
        settings: {},
        duration_s: 200,
        timeline: [{ at: 5, utility: "cut" }, ...GENERATOR_RUNS],
      }),
    })),
  measure: (runs: readonly FinishedCase[]): Measurements => ({
    overload_disconnects_within_s: most(
      runs.map(({ result }) => {
        const closed_s = connectedFrom(result, "generator", 5);
        return closed_s && between(closed_s, connectedFrom(result, "none", closed_s));
      }),
    ),
    overload_closes: most(runs.map(({ result }) => timesConnected(result, "generator"))),
  }),
};

/** Percent; the twin's source gives at least 10 %. */
const LEVELS = [10, 11, 12, 13, 15, 20, 30, 50, 80, 100, 110];
const HERTZ = [57, 60, 61.5];
const STOP_S = 45;

/** A source in the house feeds it while the grid or a generator is available. */
function fed(id: string, percent: number, hz: number, generator: boolean): Case {
  const comes: readonly Stimulus[] = generator ? GENERATOR_RUNS : [{ at: 5, utility: "restore" }];
  return {
    at: percent,
    condition: conditionOf(id, {
      title: `A source in the house at ${percent} % and ${hz} Hz`,
      home: { house: "standard", loads_on: [], switches: ["open", "open"] },
      duration_s: STOP_S + 45,
      timeline: [
        { at: 0, utility: "cut" },
        { at: 0.5, inside: "dryer-start", hz, to: percent / 100 },
        ...comes,
        { at: STOP_S, inside: "dryer-stop" },
      ],
    }),
  };
}

const closedEarly = ({ result }: FinishedCase): boolean =>
  result.changes.some(
    ({ time_s, connected }) => time_s > 1 && time_s < STOP_S && connected !== "none",
  );
const closedAfter = ({ result }: FinishedCase): number | undefined =>
  result.changes.find(({ time_s, connected }) => time_s >= STOP_S && connected !== "none")?.time_s;

export const backVoltage = {
  cases: (): Case[] =>
    LEVELS.flatMap((percent) =>
      HERTZ.flatMap((hz) =>
        [false, true].map((generator, at) =>
          fed(`TB-${percent}${Math.round(hz * 10)}${at}`, percent, hz, generator),
        ),
      ),
    ),
  measure: (runs: readonly FinishedCase[]): Measurements => {
    const blocked = runs.filter((run) => !closedEarly(run));
    return {
      closes_onto_live_house: runs.length - blocked.length,
      closes_after_back_voltage_s:
        blocked.length === 0
          ? undefined
          : least(blocked.map((run) => between(STOP_S, closedAfter(run)))),
    };
  },
};

function rideOf(one: Ride, at: number): Case {
  const { to, hz, for_s } = one;
  const dip: readonly Stimulus[] =
    to === undefined
      ? [
          { at: CUT_S, utility: "frequency", hz: hz ?? 60, over_s: 0.1 },
          { at: CUT_S + for_s, utility: "frequency", hz: 60, over_s: 0.1 },
        ]
      : [
          { at: CUT_S, utility: "level", to },
          { at: CUT_S + for_s, utility: "level", to: 1 },
        ];
  return {
    at,
    condition: conditionOf(`TR-${at + 1}`, {
      title: `The grid at ${to === undefined ? `${hz} Hz` : `${to * 100} %`} for ${for_s} s`,
      settings: { generator_stable_s: 5 },
      duration_s: CUT_S + for_s + 10,
      timeline: [...GENERATOR_RUNS, ...dip],
    }),
  };
}

const leaves = ({ result }: FinishedCase): boolean =>
  eventFrom(result, "UtilityOpened", CUT_S) !== undefined;

export const rideThrough = {
  cases: (_: Extent, { rides }: TypeLimits): Case[] => rides.map(rideOf),
  measure: (runs: readonly FinishedCase[], { rides }: TypeLimits): Measurements => ({
    rides_missed: runs.filter((run) => leaves(run) !== (rides[run.at]?.house === "leaves")).length,
  }),
};

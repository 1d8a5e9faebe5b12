/** Frames in the form of the station's responses, for tests only: the page does not import them. */
import type {
  BenchState,
  ConditionLine,
  EventLine,
  Frame,
  GeneratorLine,
  IntervalLine,
  Leg,
  MeasuringPointState,
  TextRun,
  SwitchLine,
  TransferRecord,
} from "@bptm/station/wire/api";

const AT = "2026-11-22T16:22:41.000Z";

const leg = (volts: number | null, amps: number | null, watts: number | null): Leg => ({
  volts,
  amps,
  watts,
});
const quiet = (volts: number | null): Leg => leg(volts, volts === null ? null : 0, null);

/** Runs of text from a sentence with *strong* words. */
const runs = (marked: string): TextRun[] =>
  marked.split("*").flatMap((text, index) => {
    if (text === "") return [];
    return index % 2 === 1 ? [{ text, strong: true }] : [{ text }];
  });

const OPEN: SwitchLine = {
  poles: ["open", "open"],
  proven: true,
  locked: false,
  word: "open, proven",
};
const CLOSED: SwitchLine = {
  poles: ["closed", "closed"],
  proven: false,
  locked: false,
  word: "closed, verified",
};

const GRID_LEGS = [leg(119.7, 11.2, 1278), leg(119.6, 16.8, 1925)] as const;
const GENERATOR_LEGS = [leg(118.9, 11.2, 1278), leg(118.1, 16.8, 1925)] as const;
const GRID_WAITS: MeasuringPointState = {
  state: "live",
  word: "live, not connected",
  line_volts: 239.3,
  hertz: 60.01,
  legs: [quiet(119.7), quiet(119.6)],
};
const GENERATOR_DEAD: MeasuringPointState = {
  state: "dead",
  word: "no voltage at the meter",
  line_volts: 0.2,
  hertz: null,
  legs: [quiet(0.1), quiet(0.1)],
};

const event = (
  sequence: number,
  time: string,
  severity: EventLine["severity"],
  sentence: string,
): EventLine => ({
  sequence,
  at: `2026-11-22T${time}.000Z`,
  time_ms: sequence * 1000,
  id: `fixture-${sequence}`,
  severity,
  sentence,
});

const EVENTS = [
  event(5, "16:22:00", "info", "Grid is back at 239 V. Waiting for 60 s without a break."),
  event(4, "16:08:18", "warning", "Grid came back for 4 s, was lost again."),
  event(3, "12:40:52", "warning", "Large load started: 97 V for 0.6 s; the house rode through."),
  event(2, "09:31:08", "info", "On generator. G closed, proven; 3.02 s dead time."),
  event(1, "09:31:05", "info", "Generator accepted: 121 V, 120 V, 61.8 Hz, steady for 15 s."),
];

export const BENCH: BenchState = {
  seed: 7310,
  speed: 1,
  paused: false,
  utility: "normal",
  generator: {
    model: "inverter-7000",
    plugged: true,
    running: true,
    choked: false,
    wiring: "right",
  },
  loads: [
    { id: "refrigerator", name: "Refrigerator", where: "L1 1.6 A", on: true },
    { id: "freezer", name: "Freezer", where: "L2 1.4 A", on: true },
    { id: "lights", name: "Lights", where: "L1 1.8 A", on: true },
    { id: "fan", name: "Furnace fan", where: "L2 5.4 A", on: true },
    { id: "router", name: "Router, television", where: "L2 2.2 A", on: true },
    { id: "pump", name: "Well pump", where: "240 V 7.8 A", on: true },
    { id: "air", name: "Air conditioner", where: "240 V 17 A", on: false },
    { id: "dryer", name: "Dryer", where: "240 V 23 A", on: false },
  ],
  faults: [
    { id: "weld-u", name: "Weld U", where: "both poles", on: false },
    { id: "weld-u-one-pole", name: "Weld U", where: "one pole", on: false },
    { id: "weld-g", name: "Weld G", where: "both poles", on: false },
    { id: "contact-u-lies", name: "Contact of U lies", where: "pole 1", on: false },
    { id: "dryer-cord", name: "Back-feed by dryer outlet", where: "57.8 Hz", on: false },
    { id: "interlock-broken", name: "Interlock broken", where: "", on: false },
    { id: "reserve-weak", name: "Reserve capacitor weak", where: "", on: false },
    { id: "sensor-pulled", name: "Sensor lead pulled", where: "line out", on: false },
    { id: "neutral-lost", name: "Neutral reference lost", where: "", on: false },
  ],
  condition: null,
  runs: [
    { id: "H-48", state: "runs", percent: 37, note: "", report: false },
    { id: "H-05", state: "waits", percent: 0, note: "", report: false },
    {
      id: "H-01",
      state: "pass",
      percent: 100,
      note: "the invariants and 3 expectations held",
      report: true,
    },
    {
      id: "H-03",
      state: "fail",
      percent: 100,
      note: "connected generator by 60 s; seen: none",
      report: true,
    },
  ],
  violations: [],
  summary: "utility normal, generator running, 6 loads on",
};

/** On generator, the grid is back and counts down. */
export const COUNTDOWN: Frame = {
  sequence: 1,
  at: AT,
  time_ms: 0,
  meter: { name: "14 Alder Lane", serial: "2S 004 417", twin: true, powered: true },
  tone: "generator",
  sentence: runs(
    "*On generator.* The grid is back at *239 V* and has been steady for *41 of 60 s*; " +
      "the house returns to it in *19 s*.",
  ),
  advice: null,
  count: { value: 19, unit: "s", of: "", caption: "until the house returns to the grid" },
  steps: [
    { title: "Grid steady", note: "41 of 60 s", state: "current", percent: 68 },
    { title: "Generator off", note: "G opens, proven", state: "next", percent: null },
    { title: "House dark", note: "about 3 s", state: "next", percent: null },
    { title: "Grid on", note: "U closes, proven", state: "next", percent: null },
    { title: "Stop the generator", note: "whenever you like", state: "next", percent: null },
  ],
  lights: [
    { name: "Utility Power Available", state: "slow" },
    { name: "Utility Power On", state: "off" },
    { name: "Generator Power On", state: "on" },
  ],
  display: [
    { code: "01", value: "41873", unit: "kWh", caption: "energy from the utility" },
    { code: "02", value: "318.4", unit: "kWh", caption: "energy from the generator" },
    { code: "03", value: "239.3", unit: "V", caption: "utility line to line" },
  ],
  utility: GRID_WAITS,
  generator: {
    state: "live",
    word: "feeds the house",
    line_volts: 237,
    hertz: 60.9,
    legs: GENERATOR_LEGS,
  },
  house: {
    state: "live",
    word: "on the generator",
    line_volts: 237,
    hertz: 60.9,
    legs: GENERATOR_LEGS,
    source: "generator",
  },
  switch_u: OPEN,
  switch_g: CLOSED,
  neutral: "valid",
  headroom: {
    left_amps: [18.8, 13.2],
    used_amps: [11.2, 16.8],
    now: true,
    note: "A 240 V load may draw up to 13.2 A, about 3,100 W.",
    breaker_trips_s: null,
  },
  energy: { utility_kwh: 7.92, generator_kwh: 14.36 },
  events: EVENTS,
  transfer: 1,
  recorded_until: "2026-11-22T16:15:00.000Z",
  bench: BENCH,
};

/** On the grid: quiet. */
export const NORMAL: Frame = {
  ...COUNTDOWN,
  tone: "utility",
  sentence: runs("*On the grid.* Everything is in order; the generator stands still."),
  count: null,
  steps: [
    { title: "If the grid fails", note: "the lights go out", state: "next", percent: null },
    { title: "Plug in, start", note: "outdoors, 20 ft away", state: "next", percent: null },
    { title: "Wait", note: "checked for 15 s", state: "next", percent: null },
    { title: "House on", note: "by itself", state: "next", percent: null },
  ],
  lights: [
    { name: "Utility Power Available", state: "on" },
    { name: "Utility Power On", state: "on" },
    { name: "Generator Power On", state: "off" },
  ],
  utility: { ...GRID_WAITS, word: "feeds the house", legs: GRID_LEGS },
  generator: GENERATOR_DEAD,
  house: {
    state: "live",
    word: "on the grid",
    line_volts: 239.3,
    hertz: 60.01,
    legs: GRID_LEGS,
    source: "utility",
  },
  switch_u: CLOSED,
  switch_g: OPEN,
  neutral: "not tested",
  headroom: {
    left_amps: [12.4, -5.6],
    used_amps: [17.6, 35.6],
    now: false,
    note: "Leg L2 draws 5.6 A too much for the generator. Shed that much before a transfer.",
    breaker_trips_s: null,
  },
  bench: {
    ...BENCH,
    generator: { ...BENCH.generator, plugged: false, running: false },
    summary: "utility normal, generator stopped, 6 loads on",
  },
};

/** Locked out: something in the house feeds it. */
export const LOCKOUT: Frame = {
  ...COUNTDOWN,
  tone: "alarm",
  sentence: runs(
    "*Locked out.* Something in the house is feeding it. The meter will not reconnect the grid " +
      "until the house has been dead for *10 s*.",
  ),
  advice:
    "Switch off what feeds it: a generator in a dryer outlet, solar panels, a battery, an " +
    "electric vehicle. The grid itself is well: 239 V.",
  count: {
    value: 0,
    unit: "s",
    of: "of 10",
    caption: "the house has been dead: back voltage 121 V now",
  },
  steps: [
    { title: "Switch that source off", note: "house still at 121 V", state: "current", percent: 0 },
    { title: "House dead", note: "10 s without a break", state: "next", percent: null },
    { title: "Grid checked again", note: "steady for 60 s", state: "next", percent: null },
    { title: "Grid on", note: "U closes, proven", state: "next", percent: null },
  ],
  lights: [
    { name: "Utility Power Available", state: "on" },
    { name: "Utility Power On", state: "fast" },
    { name: "Generator Power On", state: "off" },
  ],
  display: [{ code: "E8", value: "86 LS", unit: "", caption: "lock-out 86, load-side voltage" }],
  generator: GENERATOR_DEAD,
  house: {
    state: "live",
    word: "fed from inside",
    line_volts: 242.1,
    hertz: 57.8,
    legs: [leg(121.3, 0, null), leg(120.8, 0, null)],
    source: "inside",
  },
  switch_u: { ...OPEN, locked: true, word: "open, locked" },
  switch_g: OPEN,
  neutral: "not tested",
  headroom: {
    left_amps: [null, null],
    used_amps: [null, null],
    now: true,
    note: "The house draws from its own source, which bypasses the meter.",
    breaker_trips_s: null,
  },
  events: [
    event(9, "16:22:00", "info", "Grid is back at 239 V. U stays open: the house is live."),
    event(8, "16:03:11", "alarm", "Locked out. Grid side dead, house side alive at 57.8 Hz."),
    event(7, "16:03:11", "info", "U opened, both poles proven, 18 ms after the order."),
    event(6, "15:58:02", "warning", "Grid lost. No generator at the inlet."),
  ],
  bench: {
    ...BENCH,
    generator: { ...BENCH.generator, plugged: false, running: false },
    faults: BENCH.faults.map((f) => (f.id === "dryer-cord" ? { ...f, on: true } : f)),
    summary: "utility normal, generator in the dryer outlet, 6 loads on",
  },
};

/** One pole of U stayed closed, and the grid has lost a leg. */
export const DISAGREE: Frame = {
  ...LOCKOUT,
  sentence: runs("*Switch U does not obey.* Pole 1 is open, pole 2 is still closed."),
  advice: "Call the utility. Nothing is closed until both poles of U are proven open.",
  count: null,
  switch_u: {
    poles: ["open", "closed"],
    proven: false,
    locked: true,
    word: "pole 1 open, pole 2 closed",
  },
  utility: {
    state: "between",
    word: "one leg lost",
    line_volts: 121,
    hertz: 60,
    legs: [quiet(3.1), quiet(118.4)],
  },
  house: {
    state: "between",
    word: "half alive",
    line_volts: 84,
    hertz: 60,
    legs: [leg(3, 0, 0), leg(81.2, 1.2, 97)],
    source: "utility",
  },
  bench: { ...BENCH, violations: ["I-3: G closed while U was not proven open (t = 12.004 s)"] },
};

const NO_LEG = leg(null, null, null);
const UNKNOWN: MeasuringPointState = {
  state: "unknown",
  word: "not measured",
  line_volts: null,
  hertz: null,
  legs: [NO_LEG, NO_LEG],
};

/** Neither source: the meter itself has no power. */
export const UNPOWERED: Frame = {
  ...NORMAL,
  meter: { ...COUNTDOWN.meter, powered: false },
  tone: "dark",
  sentence: runs("*The meter has no power.* The grid is off and no generator runs."),
  advice: "Plug the generator in and start it; the meter wakes by its power.",
  lights: [
    { name: "Utility Power Available", state: "off" },
    { name: "Utility Power On", state: "off" },
    { name: "Generator Power On", state: "off" },
  ],
  display: [],
  utility: UNKNOWN,
  generator: UNKNOWN,
  house: { ...UNKNOWN, source: "unknown" },
  switch_u: { poles: ["unknown", "unknown"], proven: false, locked: false, word: "unknown" },
  switch_g: { poles: ["unknown", "unknown"], proven: false, locked: false, word: "unknown" },
  neutral: "unknown",
  headroom: {
    left_amps: [null, null],
    used_amps: [null, null],
    now: true,
    note: "Nothing is measured without power.",
    breaker_trips_s: null,
  },
};

type FixtureName = "countdown" | "normal" | "lockout" | "disagree" | "unpowered";
export const FRAMES: Readonly<Record<FixtureName, Frame>> = {
  countdown: COUNTDOWN,
  normal: NORMAL,
  lockout: LOCKOUT,
  disagree: DISAGREE,
  unpowered: UNPOWERED,
};

const wave = (hertz: number, time_ms: number, peak: number, phase: number): number =>
  peak * Math.sin((2 * Math.PI * hertz * time_ms) / 1000 + phase);

/** From the grid that failed to the generator, with three seconds of dead time. */
export const TRANSFER: TransferRecord = ((): TransferRecord => {
  const time_ms = Array.from({ length: 16_400 }, (_, index) => (index - 15_000) / 4.8);
  const opened = -3020;
  const generator = time_ms.map((t) => wave(61.8, t, t < 0 ? 170 : 160, 0.5));
  return {
    sequence: 1,
    at: "2026-11-22T09:31:05.000Z",
    to: "generator",
    title: "to the generator",
    time_ms,
    traces: [
      { name: "Utility L1", unit: "V", values: time_ms.map((t) => wave(60, t, 2, 0)) },
      { name: "Generator L1", unit: "V", values: generator },
      {
        name: "House L1",
        unit: "V",
        values: time_ms.map((t, index) => (t < 0 ? wave(60, t, 1, 1) : (generator[index] ?? 0))),
      },
    ],
    switch_u: time_ms.map((t) => (t < opened ? 1 : 0)),
    switch_g: time_ms.map((t) => (t < 0 ? 0 : 1)),
    figures: [
      "Both switches open for 3.02 s",
      "G bounce 2.1 ms",
      "Lowest voltage after pick-up 103 V",
      "Interlock held",
    ],
  };
})();

export const CONDITIONS: readonly ConditionLine[] = [
  ["H-01", "outage", "nuisance", "Clean outage, generator started 10 min later"],
  ["H-03", "outage", "damage", "Recloser, 3 to 4 shots, while on generator"],
  ["H-05", "utility", "damage", "Brown-out 70 to 85 % for hours"],
  ["H-48", "back-feed", "fatal", "Generator in the dryer outlet, grid dead"],
  ["H-58", "switch", "fatal", "U welded, both poles"],
].map(([id = "", group = "", severity = "", title = ""]) => ({ id, group, severity, title }));

export const GENERATORS: readonly GeneratorLine[] = [
  {
    id: "inverter-7000",
    name: "Inverter, 7 kW",
    kind: "inverter",
    acceptable: true,
    note: "Clean sine, floating neutral.",
  },
  {
    id: "open-frame-5000",
    name: "Open frame, 5 kW",
    kind: "capacitor",
    acceptable: true,
    note: "61.8 Hz without load.",
  },
];

const QUARTER_MS = 900_000;

/** A day with an outage since 09:00, dark for half an hour; of 90 minutes nothing was recorded. */
export const INTERVALS: readonly IntervalLine[] = Array.from({ length: 96 }, (_, n) => {
  const start_ms = Date.parse("2026-11-21T16:15:00.000Z") + n * QUARTER_MS;
  const hour = ((start_ms / QUARTER_MS) % 96) / 4;
  const lost = hour >= 3 && hour < 4.5;
  const dark = hour >= 9 && hour < 9.5;
  const outage = hour >= 9 && hour < 16;
  const load = Math.round(140 + 90 * Math.sin(hour / 2.2) + 55 * ((n * 7) % 5));
  const known = !lost && !dark;
  return {
    start: new Date(start_ms).toISOString(),
    utility_delivered_wh: known ? (outage ? 0 : load) : null,
    utility_received_wh: known ? 0 : null,
    generator_wh: known ? (outage ? load : 0) : null,
    utility_minimum_volts: known ? (outage ? 0.2 : 238.9) : null,
    on_generator_s: known ? (outage ? 900 : 0) : null,
    outage,
    partial: hour === 9.5,
    long: false,
    clock_forward: false,
    clock_back: false,
  };
});

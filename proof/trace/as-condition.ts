/**
 * Writes a counterexample as a condition file, for the waveform twin with the meter's true timers.
 * A tick of the explored core has no fixed duration, so only the order is kept: between pulses,
 * each change waits until every timer has expired; during a pulse, it is timed from the start of
 * that pulse.
 */
import { canMove } from "@bptm/core/hardware/signals";
import type { ReplayedSwitch, ReplayedTick } from "./replay";
import { POLES } from "./steps";
import type { Choices, PowerCut } from "./steps";
import type { CounterexampleTrace } from "./trace";

/** The parts of a condition file other than the counterexample. */
interface ConditionHeading {
  readonly id: string;
  readonly title: string;
  readonly story: string;
  /** What the shipped meter must do besides keeping the invariants. */
  readonly expect: readonly ConditionEntry[];
}

/** Thrown when a condition file cannot express a counterexample. */
class NotExpressible extends Error {
  readonly code = "E-PROVE-21";
  constructor(what: string) {
    super(`E-PROVE-21: a condition cannot express "${what}"; print the timeline instead.`);
  }
}

/** A point in time: relative to the start, or to the n-th pulse on a coil. */
interface TimelinePoint {
  readonly coil: string | undefined;
  readonly count: number;
  readonly ms: number;
}

/** By this time the meter has accepted the grid. */
const ACCEPTED_MS = 5000;
/** By this time a started generator has its voltage, but is not accepted yet. */
const RUN_UP_MS = 15_000;
/** Longer than every timer between two changes; a generator is accepted after 15 s. */
const QUIET_MS = 25_000;
/** A pulse takes three ticks in the explored core and 100 ms in the meter. */
const PULSE_TICKS = 3;
const PULSE_TICK_MS = 33;
/** Times in a pulse after its poles moved: before and after the intent is stored. */
const NOT_STORED_MS = 16;
const STORED_MS = 44;
/** Duration of a power cut; the short one is less than a pole's travel. */
const OUTAGE_MS = 2000;
const BLINK_MS = 20;
/** Time for the last pulse, and after it. */
const AFTER_MS = 60_000;

const GOOD = 1;
const UNCLEAR = 1;
/** Bits of `Coil`: the coils of U, and the close coils. */
const UTILITY = 3;
const CLOSES = 10;
const COILS = ["utility-open", "utility-close", "generator-open", "generator-close"] as const;

/** An entry of a condition file. */
type ConditionEntry = Readonly<Record<string, string | number>>;

const COLUMNS = 100;

type Switches = Pick<ReplayedTick, "u" | "g">;
/** Both switches before the first tick. */
const FIRST: Switches = {
  u: { pole1: true, pole2: true, moving: false },
  g: { pole1: false, pole2: false, moving: false },
};
const isOpen = ({ pole1, pole2, moving }: ReplayedSwitch): boolean => !pole1 && !pole2 && !moving;
const switchOf = (name: string): string => (name.startsWith("u") ? "U" : "G");
const poleEntry = (name: string): ConditionEntry => ({
  switch: switchOf(name),
  only_pole: Number(name.slice(1)),
});
const seconds = (ms: number): number => ms / 1000;

const entryText = (words: ConditionEntry): string =>
  Object.entries(words)
    .map(([word, value]) => `${word}: ${value}`)
    .join(", ");

function when({ coil, count, ms }: TimelinePoint): string {
  if (coil === undefined) return `at: ${seconds(ms)}`;
  const times = count > 1 ? `, count: ${count}` : "";
  return `when: { coil: ${coil}${times} }, after_ms: ${ms}`;
}

class TimelineWriter {
  readonly lines: string[] = [];
  private now: TimelinePoint = { coil: undefined, count: 0, ms: ACCEPTED_MS };
  /** The last point before the current pulse. */
  private before_pulse: TimelinePoint = this.now;
  private readonly pulse_counts = new Map<string, number>();
  /** Poles whose pair lies. */
  private readonly lying = new Set<string>();
  /** Ticks since the last pulse began. */
  private pulse_age = PULSE_TICKS;
  private plugged = false;
  private total_ms = ACCEPTED_MS + AFTER_MS;

  /** Writes everything that one tick does to the home. */
  tick(tick: ReplayedTick, before: ReplayedTick | undefined): void {
    const { choices, cut } = tick.step;
    this.change(choices, before?.step.choices ?? { "scene.grid": GOOD });
    const { u, g } = before ?? FIRST;
    this.contactPairs(tick, { u, g });
    this.follow(tick, { u, g });
    if (cut !== undefined) this.cut(cut, tick);
    else this.pass(this.pulse_age < PULSE_TICKS ? PULSE_TICK_MS : 0);
  }

  get duration_s(): number {
    return Math.ceil(seconds(this.total_ms));
  }

  private write(words: ConditionEntry, at: TimelinePoint = this.now): void {
    const line = `  - { ${when(at)}, ${entryText(words)} }`;
    this.lines.push(
      line.length > COLUMNS ? `  - { ${when(at)},\n      ${entryText(words)} }` : line,
    );
  }

  private pass(ms: number): void {
    this.now = { ...this.now, ms: this.now.ms + ms };
    this.total_ms += ms;
  }

  /** Sources that appear come before sources that fail, so that the meter keeps its power. */
  private change(choices: Choices, before: Choices): void {
    const changed = ["scene.generator", "scene.grid"]
      .filter((path) => choices[path] !== (before[path] ?? 0))
      .toSorted((a, b) => (choices[b] ?? 0) - (choices[a] ?? 0));
    const later = this.now.coil === undefined && this.lines.length > 0;
    if (changed.length > 0 && later) this.pass(QUIET_MS);
    for (const [at, path] of changed.entries()) {
      if (at > 0) this.pass(RUN_UP_MS);
      this.source(path, choices[path] ?? 0);
    }
    for (const path of ["scene.house", "scene.stimulus", "scene.lie"]) {
      if ((choices[path] ?? 0) !== 0) throw new NotExpressible(path);
    }
  }

  private source(path: string, level: number): void {
    if (level > GOOD) throw new NotExpressible(`${path} at level ${level}`);
    if (path === "scene.grid") this.write({ utility: level === GOOD ? "restore" : "cut" });
    else if (level !== GOOD) this.write({ generator: "stop" });
    else {
      if (!this.plugged) this.write({ generator: "plug-in" });
      this.plugged = true;
      this.write({ generator: "start" });
    }
  }

  /** Contact pairs that start or stop to read wrong; a moving pole's pair may read anything. */
  private contactPairs({ step }: ReplayedTick, before: Switches): void {
    for (const name of POLES) {
      const is = step.choices[`choice.pair_${name}`] ?? 0;
      const on = name.startsWith("u") ? before.u : before.g;
      if ((is !== 0) === this.lying.has(name) || on.moving) continue;
      if (is === UNCLEAR) throw new NotExpressible(`pair ${name} reads neither open nor closed`);
      const closed = name.endsWith("1") ? on.pole1 : on.pole2;
      if (is === 0) this.write({ contact: "mend", switch: switchOf(name) });
      else
        this.write({
          contact: "lie",
          ...poleEntry(name),
          says: closed ? "open" : "closed",
        });
      if (is === 0) this.lying.delete(name);
      else this.lying.add(name);
    }
  }

  /**
   * A new pulse that can move its switch becomes the time reference for everything after it.
   * Triggers of conditions count no other pulse.
   */
  private follow({ coils, before }: ReplayedTick, last: Switches): void {
    this.pulse_age++;
    const began = COILS.find((name, at) => {
      const starts = (((coils & ~before) >> at) & 1) !== 0;
      return starts && canMove(1 << at, isOpen(name.startsWith("u") ? last.u : last.g));
    });
    if (began === undefined) return;
    const count = (this.pulse_counts.get(began) ?? 0) + 1;
    this.pulse_counts.set(began, count);
    this.before_pulse = this.now;
    this.now = { coil: began, count, ms: 0 };
    this.pulse_age = 0;
    this.total_ms += QUIET_MS;
  }

  private cut(cut: PowerCut, tick: ReplayedTick): void {
    const in_pulse = tick.coils !== 0 && this.pulse_age < PULSE_TICKS;
    const opposed = in_pulse ? opposedPoles(tick) : [];
    for (const pole of opposed) this.write({ pole: "jam", ...pole }, this.before_pulse);
    if (in_pulse) {
      this.now = { ...this.now, ms: cut.old_store ? NOT_STORED_MS : STORED_MS };
    }
    const off_ms = cut.at_rest ? OUTAGE_MS : BLINK_MS;
    this.write({ supply: "fail", for_s: seconds(off_ms) });
    // The next change happens while the meter has no power.
    this.pass(off_ms / 2);
    for (const pole of opposed) this.write({ pole: "free", ...pole });
    this.total_ms += off_ms + QUIET_MS;
    this.pulse_age = PULSE_TICKS;
  }
}

/** Poles that end in the position opposite to the pulse that the power cut interrupts. */
function opposedPoles({ coils, u, g }: ReplayedTick): ConditionEntry[] {
  const [name, { pole1, pole2 }] = (coils & UTILITY) !== 0 ? (["U", u] as const) : ["G", g];
  const target = (coils & CLOSES) !== 0;
  if (pole1 !== target && pole2 !== target) return [{ switch: name }];
  if (pole1 === pole2) return [];
  return [{ switch: name, only_pole: pole1 === target ? 2 : 1 }];
}

/** Breaks a text into lines of a folded YAML scalar. */
function folded(text: string): string[] {
  const lines = [""];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length > 90) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  ${line}`);
}

/** The condition file of a counterexample. */
export function conditionText(
  heading: ConditionHeading,
  trace: CounterexampleTrace,
  interlock: boolean,
): string {
  const writer = new TimelineWriter();
  for (const [at, tick] of trace.ticks.entries()) writer.tick(tick, trace.ticks[at - 1]);
  const { id, title, story, expect } = heading;
  return [
    "# yaml-language-server: $schema=../../lab/condition.schema.json",
    "# Written by `bptm prove --examples`: the shortest counterexample of a deliberate bug. The",
    "# meter as it ships passes.",
    `id: ${id}`,
    "group: Races",
    "severity: fatal",
    `title: ${JSON.stringify(`Counterexample of a deliberate bug: ${title}`)}`,
    "story: >-",
    ...folded(story),
    `duration_s: ${writer.duration_s}`,
    "timeline:",
    ...(interlock ? [] : ["  - { at: 1, interlock: break }"]),
    ...writer.lines,
    "expect:",
    ...expect.map((one) => `  - { ${entryText(one)} }`),
    "",
  ].join("\n");
}

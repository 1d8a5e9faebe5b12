/** Checks beyond the schema: names that must exist, parameters of actions, limits of settings. */
import { HOUSES } from "@bptm/twin/house/homes";
import { UNITS } from "@bptm/twin/sources/generators";
import { MAIN_WORDS } from "./condition";
import type { Condition, Expectation } from "./condition";
import { SUBJECTS, takesOf } from "./stimulus";
import type { Stimulus } from "./stimulus";
import { near } from "@bptm/text/near";
import { EVENTS, SENTENCES, SETTINGS } from "@bptm/text/texts";
import { PARAMETERS } from "./values";

/** Path of a node in a document. */
export type Path = readonly (string | number)[];

/** What is wrong, where, and how to fix it. */
interface Problem {
  readonly code: string;
  readonly path: Path;
  readonly key?: string | undefined;
  readonly sentence: string;
}

const name = (
  what: string,
  value: string,
  known: readonly string[],
  path: Path,
): Problem | undefined =>
  known.includes(value)
    ? undefined
    : {
        code: "E-COND-05",
        path,
        sentence: `there is no ${what} "${value}"; ${near(value, known)}.`,
      };

const eventNames = EVENTS.map(({ id }) => id);
const reasonNames = SENTENCES.reason.map(({ id }) => id);

function checkTime(one: Stimulus, path: Path): Problem | undefined {
  if ((one.at === undefined) !== (one.when === undefined)) return undefined;
  const sentence = "give either `at` or `when`: a stimulus has one time.";
  return { code: "E-COND-04", path, sentence };
}

function checkParameters(one: Stimulus, path: Path): Problem | undefined {
  const subjects = SUBJECTS.filter((subject) => subject in one);
  const [subject] = subjects;
  if (subject === undefined || subjects.length > 1) {
    const known = SUBJECTS.join(", ");
    const sentence = `name exactly one subject of ${known}.`;
    return { code: "E-COND-04", path, sentence };
  }
  const action = String(one[subject]);
  const takes = takesOf(subject, action) ?? {};
  const needs = takes.needs ?? [];
  const may: readonly string[] = [...needs, ...(takes.may ?? [])];
  const missing = needs.find((parameter) => one[parameter] === undefined);
  if (missing !== undefined) {
    const sentence = `\`${subject}: ${action}\` needs \`${missing}\`; add it.`;
    return { code: "E-COND-04", path, sentence };
  }
  const extra = Object.keys(one).find((key) => key in PARAMETERS && !may.includes(key));
  if (extra === undefined) return undefined;
  const sentence = `\`${subject}: ${action}\` takes no \`${extra}\`; remove it.`;
  return { code: "E-COND-04", path, key: extra, sentence };
}

function limits(setting: string, value: number, path: Path, key: string): Problem | undefined {
  const found = SETTINGS.find((one) => one.name === setting);
  if (found === undefined) return undefined;
  if (value >= found.min && value <= found.max) return undefined;
  const range = `${found.min} to ${found.max}${found.unit === "" ? "" : ` ${found.unit}`}`;
  const sentence = `${setting} is ${value}, outside its limits; choose ${range}.`;
  return { code: "E-COND-06", path, key, sentence };
}

const settingNames: readonly string[] = SETTINGS.map((one) => one.name);

function checkStimulus(one: Stimulus, path: Path, loads: readonly string[]): Problem | undefined {
  const problem = checkTime(one, path) ?? checkParameters(one, path);
  if (problem !== undefined) return problem;
  if (one.load !== undefined && one.name !== undefined) {
    return name("load", one.name, [...loads, "all"], [...path, "name"]);
  }
  if (one.when?.event !== undefined) {
    return name("event", one.when.event, eventNames, [...path, "when", "event"]);
  }
  // A proposed setting may be outside its limits, to test that the core refuses it.
  if (one.setting === undefined) return undefined;
  return name("setting", one.setting, settingNames, [...path, "setting"]);
}

const WITH_MOMENT = [
  "switches",
  "lights",
  "line_out",
  "powered",
  "says",
  "advises",
  "register",
  "writes_at_most",
];

function checkExpectation(one: Expectation, path: Path, duration_s: number): Problem | undefined {
  const words = MAIN_WORDS.filter((word) => word in one);
  const [word] = words;
  const wrong = (sentence: string): Problem => ({ code: "E-COND-07", path, sentence });
  if (word === undefined || words.length > 1) {
    return wrong(`an expectation has exactly one of ${MAIN_WORDS.join(", ")}.`);
  }
  const latest = Math.max(one.at_s ?? 0, one.by_s ?? 0, one.after_s ?? 0);
  if (latest > duration_s)
    return wrong(`it looks at ${latest} s, but the run ends at ${duration_s} s.`);
  if (WITH_MOMENT.includes(word) && one.at_s === undefined)
    return wrong(`\`${word}\` needs \`at_s\`.`);
  if (word === "connected" && one.at_s === undefined && one.by_s === undefined) {
    return wrong("`connected` needs `at_s` or `by_s`.");
  }
  if (word === "reason" && one.of === undefined) return wrong("`reason` needs `of`.");
  const event = one.event ?? one.no_event;
  if (event !== undefined) {
    const unknown = name("event", event, eventNames, [...path, word]);
    if (unknown !== undefined) return unknown;
  }
  const reasons = [one.reason, one.because, one.lockout === "none" ? undefined : one.lockout];
  for (const reason of reasons) {
    if (reason === undefined) continue;
    const unknown = name("reason", reason, reasonNames, path);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

function checkHome({ home, generator }: Condition): Problem | undefined {
  const units = UNITS.map((unit) => unit.name);
  const houses = HOUSES.map((house) => house.name);
  const problem =
    name("generator", generator, units, ["generator"]) ??
    name("house", home.house, houses, ["home", "house"]);
  if (problem !== undefined) return problem;
  for (const [at, load] of (home.loads_on ?? []).entries()) {
    const unknown = name("load", load, loadNames(home.house), ["home", "loads_on", at]);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

function loadNames(house: string): string[] {
  return HOUSES.find((one) => one.name === house)?.loads.map((load) => load.name) ?? [];
}

function checkSettings({ settings }: Condition): Problem | undefined {
  for (const [setting, value] of Object.entries(settings)) {
    const problem =
      name("setting", setting, settingNames, ["settings", setting]) ??
      limits(setting, value, ["settings", setting], setting);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The first problem of a condition, if any. */
export function checkCondition(condition: Condition): Problem | undefined {
  const loads = loadNames(condition.home.house);
  const own = checkHome(condition) ?? checkSettings(condition);
  if (own !== undefined) return own;
  for (const [at, one] of condition.timeline.entries()) {
    const problem = checkStimulus(one, ["timeline", at], loads);
    if (problem !== undefined) return problem;
  }
  for (const [at, one] of condition.expect.entries()) {
    const problem = checkExpectation(one, ["expect", at], condition.duration_s);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

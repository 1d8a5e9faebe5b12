/** Writes the generated pages of docs/reference. */

const cell = (value) => String(value).replaceAll("|", "\\|");
const row = (values) => `| ${values.map(cell).join(" | ")} |`;
export const table = (heads, rows) => [
  row(heads),
  row(heads.map(() => "---")),
  ...rows.map(row),
  "",
];

const standard = ({ default: value, unit }) => `${value}${unit && ` ${unit}`}`;
const range = ({ min, max, unit }) => `${min} to ${max}${unit && ` ${unit}`}`;

const link = (name) => `[\`${name}\`](#${name})`;

/** The distances that a setting keeps, from both ends. */
const apart = ({ name, above = {}, unit }, settings) =>
  [
    ...Object.entries(above).map(([below, margin]) => distance(margin, unit, "above", below)),
    ...settings
      .filter((other) => name in (other.above ?? {}))
      .map((other) => distance(other.above[name], unit, "below", other.name)),
  ].join("");

const distance = (margin, unit, side, other) =>
  margin === 0
    ? ` Not ${side === "above" ? "below" : "above"} ${link(other)}.`
    : ` At least ${margin} ${unit} ${side} ${link(other)}.`;

/** docs/reference/settings.md */
export function settingsPage({ settings }) {
  return [
    "# Settings",
    "",
    "No setting goes past its hard limits, and settings that depend on each other keep a distance:",
    "the core refuses an order that breaks either, and names the culprit. Stored or commissioned",
    "settings that are too near to each other are put back to their defaults at start; the event",
    "`SettingConflict` names them.",
    "",
    ...table(
      ["Setting", "Default", "Limits"],
      settings.map((s) => [`[\`${s.name}\`](#${s.name})`, standard(s), range(s)]),
    ),
    ...settings.flatMap((s) => [
      `## ${s.name}`,
      "",
      `Default ${standard(s)}; limits ${range(s)}.${apart(s, settings)}`,
      "",
      s.why,
      "",
      `Source: ${s.source}`,
      "",
    ]),
  ].join("\n");
}

/** The codes that no event may use again. */
const retiredCodes = (retired) => [
  "## Retired codes",
  "",
  "Stored journals may still hold these codes, so no other event ever uses one of them.",
  "",
  ...table(
    ["Code", "Event", "Reason"],
    retired.map(({ code, id, reason }) => [code, `\`${id}\``, reason]),
  ),
];

/** docs/reference/events.md */
export function eventsPage({ events, "retired-events": retired = [] }) {
  return [
    "# Events",
    "",
    "In a sentence, `{a}` and `{b}` stand for the two numbers that an event carries.",
    "C12.19 is the event code of ANSI C12.19; CIM the end device event type of IEC 61968-9.",
    "",
    ...table(
      ["Code", "Event", "Severity", "Sentence", "Meaning", "C12.19", "CIM"],
      events.map((e) => [
        e.code,
        `\`${e.id}\``,
        e.severity,
        e.sentence,
        e.meaning,
        e.c1219 || "",
        e.cim,
      ]),
    ),
    ...(retired.length > 0 ? retiredCodes(retired) : []),
  ].join("\n");
}

const KINDS = {
  doing: "What the meter does",
  why: "Why",
  next: "What comes next",
  advice: "What the customer may do",
  reason: "Reasons",
};

/** docs/reference/sentences.md */
export function sentencesPage({ sentences }) {
  return [
    "# Sentences",
    "",
    "Everything that the meter can say of itself. The core gives the code, the panel the words.",
    "",
    ...Object.entries(KINDS).flatMap(([kind, title]) => [
      `## ${title}`,
      "",
      ...table(
        ["Code", "Name", "Text"],
        sentences[kind].map((s) => [s.code, `\`${s.id}\``, s.text]),
      ),
    ]),
  ].join("\n");
}

/** docs/reference/latches.md */
export function latchesPage({ latches, holds, sentences }) {
  const says = (id) => sentences.reason.find((one) => one.id === id).text;
  return [
    "# Latches",
    "",
    "A latch forbids until it is cleared. Several can be set at once: all of them act, and none",
    "hides or clears another. Gravest first: the sentence of the meter names the first one set.",
    "",
    ...table(
      [
        "Bit",
        "Latch",
        "Severity",
        "Forbids closing",
        "Opens",
        "How it is set",
        "Cleared by",
        "Sentence",
      ],
      latches.map((one) => [
        one.bit,
        `\`${one.id}\``,
        one.severity,
        one.forbids.join(", "),
        one.opens,
        one.way_in,
        one.way_out,
        says(one.id),
      ]),
    ),
    "",
    "## Holds",
    "",
    "A hold forbids while its evidence or its time lasts, and ends by itself. Latches and holds",
    "are all that may keep a house dark beside a usable source (invariant 13).",
    "",
    ...table(
      ["Hold", "Forbids closing", "How it begins", "Ended by", "At the longest"],
      holds.map((one) => [
        `\`${one.id}\``,
        one.forbids.join(", "),
        one.way_in,
        one.way_out,
        one.longest,
      ]),
    ),
  ].join("\n");
}

/** The contract with the hardware, for its maker. */
export function hardwarePage({ hardware }) {
  return [
    "# Contract with the hardware",
    "",
    "What the software assumes of the meter's hardware, and what its maker must show. The twin,",
    "the judge and the proof are built on the same figures. A maker with other figures changes",
    "them in `core/lists/hardware.yaml`, runs `npm run generate` and `npm run build`, and proves",
    "and tests again. A figure whose source is *judgement* is ours; no maker has confirmed it.",
    "",
    ...hardware.flatMap(({ part, entries }) => [
      `## ${part}`,
      "",
      ...table(
        ["Name", "Value", "Requirement", "Source"],
        entries.map(({ id, name, value, unit, requires, source }) => [
          `\`${name ?? id}\``,
          name === undefined ? "" : `${value} ${unit}`,
          requires,
          source,
        ]),
      ),
      "",
    ]),
    "The times and thresholds that the core derives from these figures stand in",
    "`core/hardware/hardware.ts`, with the relations that it asserts at power-up. How each fault",
    "of this hardware is judged: [the faults F](safety.md#the-faults-f).",
  ].join("\n");
}

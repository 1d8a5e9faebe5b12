/** The generated sections of docs/safety.md, and texts that the safety matrix uses as well. */

const cell = (value) => String(value).replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();
const row = (values) => `| ${values.map(cell).join(" | ")} |`;

/** A table as lines, with an empty line after it. */
export const table = (heads, rows) => [
  row(heads),
  row(heads.map(() => "---")),
  ...rows.map(row),
  "",
];

/** States from which run the verdicts are. */
export function provenance({ commit, mode, old }) {
  if (commit === undefined) {
    return "There are no verdicts of a proof in this repository yet: run `bptm prove`.";
  }
  const run = `The verdicts are from a ${mode} run at commit \`${commit}\``;
  if (!old) return `${run}, on the present core.`;
  return `${run}. **The core has changed since, so they do not apply to it. Run \`bptm prove\`.**`;
}

/** A condition with a link to its file, or a note that there is none. */
export function condition(id, known, up) {
  const file = known.conditions[id]?.file;
  return file === undefined ? `${id} (**no condition yet**)` : `[${id}](${up}${file})`;
}

const values = (figures) =>
  Object.entries(figures ?? {})
    .map(([name, value]) => `\`${name}\` ${value}`)
    .join(", ");

const definitions = ({ definitions: list }) =>
  table(
    ["Term", "Meaning", "Figures"],
    list.map(({ term, means, figures }) => [`**${term}**`, means, values(figures)]),
  );

const assumptions = ({ assumptions: list }) =>
  table(
    ["", "Assumption about the hardware", "What fails without it"],
    list.map(({ id, says, otherwise }) => [id, says, otherwise]),
  );

const held = (ways) =>
  Object.entries(ways)
    .map(([way, part]) => `**${way}**: ${part}`)
    .join("; ");

const requirements = ({ requirements: list }) =>
  table(
    ["", "Requirement", "How it is verified"],
    list.map(({ id, says, held: ways, settings }) => {
      const defaults = settings === undefined ? "" : ` Defaults: ${values(settings)}.`;
      return [
        `[${id}](reference/safety-matrix.md#${id.toLowerCase()})`,
        says + defaults,
        held(ways),
      ];
    }),
  );

const ways = ({ ways: list }) =>
  table(
    ["", "Means", "Command"],
    Object.entries(list).map(([name, { means, command, planned }]) => [
      `**${name}**`,
      means,
      `\`${command}\`${planned ? " (no such command yet)" : ""}`,
    ]),
  );

/** When a test finds a fault at the latest. */
export const WHEN = {
  close: "before the next close",
  pulse: "at the next pulse of that coil",
  live: "as soon as its measuring point is live",
  test: "**by a maintenance test only**",
};

function faults({ faults: list }, known, shown) {
  const rows = Object.entries(list).map(([name, fault]) => {
    const itself = name.startsWith("closes_itself");
    const shows = fault.conditions.map((id) => condition(id, known, "../"));
    return [
      `\`${name}\`: ${known.faults[name]}`,
      fault.threatens.join(", "),
      fault.found,
      WHEN[fault.latest],
      shows.join(", ") || "**no condition yet**",
      itself ? "excluded" : shown.verdict([name], false),
      shown.verdict([name], true),
      shown.method([name], itself),
    ];
  });
  const heads = ["Fault", "Threatens", "Found by", "At the latest", "Conditions"];
  const verdicts = ["Verdict without interlock", "Verdict with it", "Method"];
  return [provenance(shown), "", ...table([...heads, ...verdicts], rows)];
}

const SECTIONS = { ways, definitions, assumptions, requirements, faults };
const SECTION = /<!-- generated: (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** The page with its generated sections replaced. */
export function fillSections(page, tables, known, shown) {
  const written = [];
  const filled = page.replaceAll(SECTION, (_, name) => {
    const emit = SECTIONS[name];
    if (emit === undefined) {
      throw new Error(`docs/safety.md: "${name}" is not a generated section; remove it.`);
    }
    written.push(name);
    const lines = emit(tables, known, shown).join("\n").trim();
    return `<!-- generated: ${name} -->\n\n${lines}\n\n<!-- end -->`;
  });
  for (const name of Object.keys(SECTIONS)) {
    if (written.filter((one) => one === name).length !== 1) {
      throw new Error(`docs/safety.md: the section "${name}" must occur exactly once.`);
    }
  }
  return filled;
}

/** Writes the reference page and our profile from the descriptions of the C12 tables. */
import { table } from "./emit-pages.mjs";
import { load } from "./load.mjs";

/** Rows of a type's elements: index, field, type, meaning. */
function rows(type, indices = []) {
  if (type.inner.kind !== "record") return [];
  return type.inner.fields.flatMap(([name, field], index) => {
    const at = [...indices, index];
    const inside = field.inner.kind === "array" ? field.inner.element : field;
    const deeper = field.inner.kind === "array" ? [...at, "n"] : at;
    const notes = [field.note, inside === field ? "" : inside.note].filter(Boolean).join("; ");
    const own = [at.join("."), `\`${name.toUpperCase()}\``, field.name, notes];
    return [own, ...rows(inside, deeper)];
  });
}

const INTRODUCTION = `
Every table of the meter, made from the descriptions that write and read it (\`c12/table-*.ts\`).
In numbers of several octets the least significant one is first; times are fields year, month, day,
hour, minute, second in universal time; \`NI_FMAT1\` is INT48 and \`NI_FMAT2\` INT32. Table 0 says
so, and a reader obeys table 0.

**Partial reads.** By offset: any octets of a table. By index: the first column; \`n\` counts the
elements of an array from 0, and the count of a partial read counts elements from there on. An
absent field keeps its index and has no octets. A bit field is one element. A table of more than
65 535 octets (64) is read in parts.

**What is not known is never zero.** A number in \`NI_FMAT1\` or \`NI_FMAT2\` that the meter does
not know is the lowest one that the format has (with floating point formats: not a number; decimal:
digits F; text: blanks). A time that is not known has month 0, or count 0. A position or source is
255. A value of the load profile that is missing has the status \`skipped\` in its nibble.
A clock that is not set sets CLOCK_ERROR_FLAG of table 3. An answer or a copy of registers that is
not there yet is "data not ready".

**On generator** the load side is live behind an open service switch. Table 2049 says what feeds it
and whether the interlock proves it; without that proof TAMPER_DETECT_FLAG of table 3 is set when
it has lasted for five seconds. POWER_FAILURE_FLAG of table 3 and the standard events 1 and 2 are of
the utility's line, whatever feeds the meter: they come with each outage exactly once.

**What is not there.** Tables SECRET hold passwords and keys: no level reads or writes
them. There is no calendar (tables 53 and 54) and no load control decade (110 to 118); procedure 21
is the standard's way to disconnect. The enumerated codes of table 2 are 0, not stated.
`;

/** 42, 45 and 46 */
const inWords = (numbers) => numbers.join(", ").replace(/, (?=[^,]*$)/, " and ");

/** docs/reference/c12-tables.md */
export async function tablesPage() {
  const { ALL_TABLES, PROCEDURE_LIST, SECRET_TABLES } = await load("c12/tables/all-tables.ts");
  return [
    "# C12.19 tables",
    "",
    INTRODUCTION.trim().replace("SECRET", inWords(SECRET_TABLES)),
    "",
    ...ALL_TABLES.flatMap(({ id, name, about, type }) => [
      `## ${id} ${name}`,
      "",
      about,
      "",
      ...table(["Index", "Field", "Type", "Meaning"], rows(type)),
    ]),
    "## Procedures",
    "",
    "Written to table 7, answered in table 8. Parameters follow the byte order of table 0.",
    "",
    ...table(
      ["Number", "Procedure", "Parameters", "What it does"],
      PROCEDURE_LIST.map(({ number, name, parameters, about }) => [
        number,
        name,
        parameters,
        about,
      ]),
    ),
  ].join("\n");
}

/** Manufacturer tables begin here; ANSI C12.19 numbers them from 2048. */
const FIRST_OWN = 2048;

/** c12/profiles/bptm.yaml */
export async function profile() {
  const { ALL_TABLES } = await load("c12/tables/all-tables.ts");
  const own = ALL_TABLES.filter(({ id }) => id >= FIRST_OWN);
  return [
    "# This meter. docs/reference/c12-tables.md says what stands in each table.",
    "vendor: BPTM",
    "manufacturers: [BPTM]",
    "tables:",
    ...own.map(({ id, name }) => `  - { id: ${id}, name: ${name} }`),
  ].join("\n");
}

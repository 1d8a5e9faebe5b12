/**
 * Writes the lines of case.ts for a campaign. The values that our explorer saw in each field give
 * the number of bits of a state, so that SPIN and the plain search get the shortest word. A value
 * that does not fit would change the number of states.
 */
import { Control } from "@bptm/core/control/control";
import type { Codec } from "@bptm/proof/explore/codec";
import type { Explorer } from "@bptm/proof/explore/explore";
import { WORK_NEXT } from "./figures";

/** A field in its word: `value - least`, `bits` wide, from bit `shift` on. */
interface Place {
  readonly path: string;
  readonly cap: number;
  readonly least: number;
  readonly bits: number;
  readonly word: number;
  readonly shift: number;
}

/** A campaign as text, and the figures that SPIN's model needs. */
export interface Case {
  readonly text: string;
  /** Bits in use in each word of a state. */
  readonly word_bits: readonly number[];
  readonly scenery_counts: number;
  readonly fault_acts: number;
  /** Words of the work between two choices. */
  readonly work_words: number;
}

const UNCAPPED = 0x7fffffff;

/** The fields that ever changed, packed one after the other. */
function placesOf(codec: Codec): Place[] {
  const places: Place[] = [];
  let [word, shift] = [0, 0];
  for (const { path, cap } of codec.kept) {
    let [least, most] = [Infinity, -Infinity];
    for (let number = 0; number < codec.count; number++) {
      const value = codec.field(number, path);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least === most) continue;
    const bits = Math.ceil(Math.log2(most - least + 1));
    if (shift + bits > 32) [word, shift] = [word + 1, 0];
    places.push({ path, cap, least, bits, word, shift });
    shift += bits;
  }
  return places;
}

const objectOf = (path: string): string => path.slice(0, path.lastIndexOf("."));
const fieldOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** A local variable for each object. */
function locals(paths: readonly string[]): string[] {
  return [...new Set(paths.map(objectOf))].map(
    (object) => `  const ${object.replaceAll(".", "_")} = x.${object};`,
  );
}

const local = (path: string): string => `${objectOf(path).replaceAll(".", "_")}.${fieldOf(path)}`;

function packing(name: string, places: readonly Place[]): string[] {
  const paths = places.map(({ path }) => path);
  const words = Math.max(...places.map(({ word }) => word)) + 1;
  const part = ({ path, cap, least, shift }: Place): string => {
    const value = cap === UNCAPPED ? local(path) : `cut(${local(path)}, ${cap})`;
    return `((${value} - ${least}) << ${shift})`;
  };
  const upTo = Array.from({ length: words }, (_, word) => word);
  return [
    `export function pack${name}(x: ProofStage, to: Int32Array, at: i32): void {`,
    ...locals(paths),
    ...upTo.map(
      (word) =>
        `  to[at + ${word}] = ${places
          .filter((place) => place.word === word)
          .map(part)
          .join(" | ")};`,
    ),
    "}",
    `export function unpack${name}(x: ProofStage, from: Int32Array, at: i32): void {`,
    ...locals(paths),
    ...upTo.map((word) => `  const word${word}: i32 = from[at + ${word}];`),
    ...places.map(
      ({ path, bits, word, shift, least }) =>
        `  ${local(path)} = ((word${word} >>> ${shift}) & ${2 ** bits - 1}) + ${least};`,
    ),
    "}",
  ];
}

/** The bits of a packed core that belong to the store. */
function storeDiffers(places: readonly Place[]): string[] {
  const masks: number[] = [];
  for (const { path, word, bits, shift } of places) {
    if (!path.startsWith("meter.control.stored.")) continue;
    masks[word] = (masks[word] ?? 0) | ((2 ** bits - 1) << shift);
  }
  const differ = masks.map((mask, word) => `(((a[${word}]) ^ (b[at + ${word}])) & ${mask}) != 0`);
  return [
    "export function storeDiffers(a: Int32Array, b: Int32Array, at: i32): boolean {",
    `  return ${differ.join(" || ") || "false"};`,
    "}",
  ];
}

const setting = (lines: readonly string[], name: string): string[] => [
  `export function ${name}(x: ProofStage): void {`,
  ...lines.map((line) => `  ${line}`),
  "}",
];

/** Settings with their usual or their explored values. */
function settingLines({ core: { bench } }: Explorer, explored: boolean): string[] {
  return Object.entries(new Control().settings)
    .map(([name, usual]) => ({ name, usual, here: bench.get(`meter.control.settings.${name}`) }))
    .filter(({ usual, here }) => usual !== here)
    .map(
      ({ name, usual, here }) => `x.meter.control.settings.${name} = ${explored ? here : usual};`,
    );
}

/** Mixed digits of `number`, the first of them fastest. */
function digits(axes: readonly (readonly [string, readonly number[]])[]): string[] {
  const lines: string[] = [];
  let stride = 1;
  for (const [path, values] of axes) {
    const digit = `((number / ${stride}) | 0) % ${values.length}`;
    const picked = values
      .map((value, k) => (k === values.length - 1 ? `${value}` : `d == ${k} ? ${value} : `))
      .join("");
    lines.push(`  { const d: i32 = ${digit}; x.${path} = ${picked}; }`);
    stride *= values.length;
  }
  return lines;
}

const POLES = ["u1", "u2", "g1", "g2"];

function actingAxes(faults: readonly string[]): [string, number[]][] {
  const acts = POLES.filter((pole) => faults.includes(`pole_${pole}`)).map(
    (pole) => `stuck_${pole}`,
  );
  if (faults.some((name) => name.startsWith("driver"))) acts.push("driver");
  if (faults.includes("reserve")) acts.push("weak");
  return acts.map((name) => [`choice.${name}`, [0, 1]]);
}

const product = (axes: readonly (readonly [string, readonly number[]])[]): number =>
  axes.reduce((all, [, values]) => all * values.length, 1);

function beginning(explorer: Explorer): string[] {
  const { campaign, environment } = explorer;
  const faults = campaign.faults.map((name) => `x.plant.faults.${name} = 1;`);
  const first = environment.plants.kept.map(
    ({ path }) => `x.${path} = ${environment.plants.field(0, path)};`,
  );
  return [...faults, ...first];
}

/** The text for a campaign that was explored to its end. */
export function caseOf(explorer: Explorer): Case {
  const { core, environment, campaign } = explorer;
  const { inputs, hardware, faults } = campaign;
  if (hardware.mechanical || hardware.block || faults.includes("store")) {
    throw new Error("The plain model has neither interlocks nor a bad store.");
  }
  const cores = placesOf(core.codec);
  const plants = placesOf(environment.plants);
  const axes: [string, readonly number[]][] = [
    ["scene.grid", inputs.grid],
    ["scene.generator", inputs.generator],
    ["scene.house", inputs.house],
    ["scene.stimulus", inputs.stimulus],
    ["scene.in_step", [0, 1]],
  ];
  const acting = actingAxes(faults);
  const wordBits = (places: readonly Place[]): number[] => {
    const bits: number[] = [];
    for (const place of places) bits[place.word] = place.shift + place.bits;
    return bits;
  };
  const dead_time_ms = core.bench.get("meter.control.settings.dead_time_ms");
  const constants = {
    CORE_WORDS: wordBits(cores).length,
    PLANT_WORDS: wordBits(plants).length,
    SCENERY_COUNTS: product(axes),
    DEAD_TIME_MS: dead_time_ms,
    // One tick is a second in the explored core.
    DEAD_TIME_TICKS: dead_time_ms / 1000,
    CUTS: inputs.cuts ? 1 : 0,
    FAULT_ACTS: product(acting),
  };
  const text = [
    'import { ProofStage } from "@bptm/proof/module/proof-stage";',
    ...Object.entries(constants).map(([name, value]) => `export const ${name}: i32 = ${value};`),
    "@inline function cut(value: i32, cap: i32): i32 { return value > cap ? cap : value; }",
    ...packing("Core", cores),
    ...packing("Plant", plants),
    ...storeDiffers(cores),
    ...setting(beginning(explorer), "begin"),
    ...setting(settingLines(explorer, false), "setUsual"),
    ...setting(settingLines(explorer, true), "setExplored"),
    "export function setScenery(x: ProofStage, number: i32): void {",
    ...digits(axes),
    "}",
    "export function setActing(x: ProofStage, number: i32): void {",
    ...digits(acting),
    "}",
  ].join("\n");
  return {
    text,
    word_bits: [...wordBits(cores), ...wordBits(plants)],
    scenery_counts: constants.SCENERY_COUNTS,
    fault_acts: constants.FAULT_ACTS,
    work_words: WORK_NEXT + 3 * constants.CORE_WORDS + 2 * constants.PLANT_WORDS,
  };
}

/** Converts the home's element list to an ngspice deck and runs it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INPUT_NAMES } from "@bptm/twin/network/circuit";
import type { Element } from "@bptm/twin/network/circuit";

/** The closed switches from a time in seconds on, as bits of `Closed`. */
export interface Configuration {
  readonly from_s: number;
  readonly closed: number;
}

interface Deck {
  readonly elements: readonly Element[];
  readonly configurations: readonly Configuration[];
  /** Per input, in the order of `INPUT_NAMES`: what stands behind the two nodes of a source. */
  readonly inputs: readonly string[];
  readonly seconds: number;
  readonly step_us: number;
  /** Options of ngspice; those of the comparison are tight. */
  readonly options?: string;
  /** Further lines: elements of rotors, for instance. */
  readonly more?: readonly string[];
}

/** Transition time of a switch in the deck. */
const EDGE_S = 1e-9;
/** Of an open pole; of what is not joined, which leaves a line to its leak, much more. */
const OPEN_POLE_OHM = 1e6;
const NOT_JOINED_OHM = 1e10;
const POLE = /^[ug][12]$/;

function control(bit: number, configurations: readonly Configuration[]): string {
  const points: string[] = [];
  let before: number | undefined;
  for (const { from_s, closed } of configurations) {
    const value = (closed & bit) === 0 ? 0 : 1;
    if (before === value) continue;
    if (before !== undefined) points.push(`${from_s} ${before}`);
    points.push(`${before === undefined ? 0 : from_s + EDGE_S} ${value}`);
    before = value;
  }
  return `PWL(${points.join(" ")})`;
}

/**
 * A source with a factor takes its input from a node of that input; behind a computed one ("V=...")
 * stands an ammeter.
 */
function sourceLines(element: Element, inputs: readonly string[]): string[] {
  const { name, from, to, value, input } = element;
  const plain = inputs[input as number] ?? "DC 0";
  if (plain.startsWith("V=")) {
    return [`V_meter_${name} ${from} meter_${name} 0`, `B_${name} meter_${name} ${to} ${plain}`];
  }
  if (value === 1) return [`V_${name} ${from} ${to} ${plain}`];
  const node = `input_${INPUT_NAMES[input as number]}_${name}`;
  return [`V_${node} ${node} 0 ${plain}`, `E_${name} ${from} ${to} ${node} 0 ${value}`];
}

function lines(element: Element, deck: Deck): string[] {
  const { kind, name, from, to, value } = element;
  if (kind === "resistor") return [`R_${name} ${from} ${to} ${value}`];
  if (kind === "inductor") return [`L_${name} ${from} ${to} ${value} ic=0`];
  if (kind === "capacitor") return [`C_${name} ${from} ${to} ${value} ic=0`];
  if (kind === "source") return sourceLines(element, deck.inputs);
  const off = POLE.test(name) ? OPEN_POLE_OHM : NOT_JOINED_OHM;
  return [
    `S_${name} ${from} ${to} control_${element.bit} 0 model_${name}`,
    `.model model_${name} sw(vt=0.5 vh=0 ron=${value} roff=${off})`,
  ];
}

/** A deck that, when `columns` are given, prints them at 4 800 samples a second. */
export function netlist(deck: Deck, columns: readonly string[] = [], file = ""): string {
  const bits = new Set(deck.elements.flatMap(({ bit }) => (bit === undefined ? [] : [bit])));
  const step = `${deck.step_us}u`;
  return [
    "home",
    ...deck.elements.flatMap((element) => lines(element, deck)),
    ...[...bits].map(
      (bit) => `V_control_${bit} control_${bit} 0 ${control(bit, deck.configurations)}`,
    ),
    ...(deck.more ?? []),
    `.options ${deck.options ?? "method=trap reltol=1e-5 abstol=1e-9 vntol=1e-7"}`,
    `.save ${columns.length > 0 ? "all" : "v(house_1)"}`,
    ".control",
    `tran ${columns.length > 0 ? `${1 / 4800}` : step} ${deck.seconds} 0 ${step} uic`,
    ...(columns.length > 0
      ? [
          "linearize",
          "set wr_singlescale",
          "option numdgt=10",
          `wrdata ${file} ${columns.join(" ")}`,
        ]
      : []),
    "quit",
    ".endc",
    ".end",
    "",
  ].join("\n");
}

/** Runs ngspice on a deck. Returns the columns, each with a value per sample from time 0 on. */
export function simulate(deck: Deck, columns: readonly string[]): Float64Array[] {
  const folder = mkdtempSync(join(tmpdir(), "bptm-ngspice-"));
  try {
    const file = join(folder, "out.txt");
    const input = join(folder, "deck.cir");
    writeFileSync(input, netlist(deck, columns, file));
    const { stderr, stdout, status } = spawnSync("ngspice", ["-b", input], { encoding: "utf8" });
    if (status !== 0) throw new Error(`ngspice failed:\n${stdout}\n${stderr}`);
    const rows = readFileSync(file, "utf8").trim().split("\n");
    const made = columns.map(() => new Float64Array(rows.length));
    rows.forEach((row, at) => {
      const values = row.trim().split(/\s+/).map(Number);
      made.forEach((column, k) => (column[at] = values[k + 1] as number));
    });
    return made;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

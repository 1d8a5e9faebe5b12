/**
 * Writes all mutants of a source into one text: each is next to the code that it replaces, and is
 * selected by its number at run time, so that one compilation serves all. Number 0 selects none.
 */
import { constantsOf } from "./mutants";
import type { Mutant } from "./mutants";
import { moduleOf, nameOf, walk } from "../project/sources";
import type { Node } from "../project/sources";

/** The number that means "no mutant"; large enough to take five bytes in the module. */
export const NUMBER_BASE = 0x10000000;
/** The file that holds the number. */
export const NUMBER_FILE = "core/hardware/units.ts";

/** A mutant with its number, from 1. */
interface Numbered extends Mutant {
  readonly number: number;
}

const STATEMENT = /Statement$/;

class MutantWriter {
  private readonly at = new Map<string, Numbered[]>();
  /** Late calls, by the statement that begins them and by the one that they follow. */
  private readonly early = new Map<number, Numbered[]>();
  private readonly later = new Map<number, Numbered[]>();
  private readonly constants: ReadonlyMap<string, Node>;

  constructor(
    private readonly text: string,
    private readonly tree: Node,
    mutants: readonly Numbered[],
  ) {
    this.constants = constantsOf(tree);
    for (const one of mutants) {
      if (one.between !== undefined) {
        const [, next] = one.between;
        this.early.set(one.start, [...(this.early.get(one.start) ?? []), one]);
        this.later.set(next, [...(this.later.get(next) ?? []), one]);
        continue;
      }
      const key = `${one.start}-${one.end}`;
      this.at.set(key, [...(this.at.get(key) ?? []), one]);
    }
  }

  whole(): string {
    return `import { mutant } from "../hardware/units";\n${this.written(this.tree)}`;
  }

  /** A node's text with its own mutants and those of its children. */
  private written(node: Node): string {
    const inside = this.inner(node);
    // No other mutant spans the same text as a deleted statement; all others are expressions.
    const own = this.at.get(`${node.start}-${node.end}`) ?? [];
    if (node.type === "VariableDeclaration") return inside + this.functionsOf(node);
    if (STATEMENT.test(node.type)) {
      const deleted = own.filter(({ kind }) => kind === "deletion");
      const early = node.type === "ExpressionStatement" ? this.early.get(node.start) : undefined;
      // In braces, so that a following `else` still belongs to the same `if`.
      const guarded = [...deleted, ...(early ?? [])].reduce(
        (all, one) => `{ if (${isNot(one)}) { ${all} } }`,
        inside,
      );
      const later = node.type === "ExpressionStatement" ? this.later.get(node.start) : undefined;
      return (later ?? []).reduce((all, one) => `${all} ${this.callOf(one)}`, guarded);
    }
    const expressions = own.filter(({ kind }) => kind !== "deletion");
    const isHost = expressions.length > 0 && !/^(ExpressionStatement|Program)$/.test(node.type);
    if (isHost) this.at.delete(`${node.start}-${node.end}`);
    if (!isHost) return inside;
    const chosen = expressions.map((one) => `${is(one)} ? (${one.after}) : `);
    return `(${chosen.join("")}(${inside}))`;
  }

  /** The late call, after the statement that followed it. */
  private callOf(one: Numbered): string {
    const [end] = one.between as readonly [number, number];
    return `if (${is(one)}) { ${this.text.slice(one.start, end)} }`;
  }

  private inner(node: Node): string {
    if (node.type === "ImportDeclaration") return this.text.slice(node.start, node.end);
    if (this.isUse(node)) return `${nameOf(node)}_now()`;
    const children = childrenOf(node);
    let text = "";
    let from = node.start;
    for (const child of children) {
      text += this.text.slice(from, child.start) + this.writtenUnlessConstant(child);
      from = child.end;
    }
    return text + this.text.slice(from, node.end);
  }

  /** The value of a constant stays as it is, so that the build can still replace it. */
  private writtenUnlessConstant(node: Node): string {
    const isOwn = [...this.constants.values()].includes(node);
    return isOwn ? this.text.slice(node.start, node.end) : this.written(node);
  }

  private isUse(node: Node): boolean {
    return node.type === "Identifier" && this.constants.has(nameOf(node) ?? "");
  }

  private functionsOf(declaration: Node): string {
    const made = [...this.constants].filter(
      ([, node]) => declaration.start <= node.start && node.end <= declaration.end,
    );
    return made
      .map(([name, node]) => {
        const chosen = [...this.at.values()]
          .flat()
          .filter((one) => node.start <= one.start && one.end <= node.end)
          .map((one) => `${is(one)} ? (${this.valueWith(node, one)}) : `);
        return `\nfunction ${name}_now(): i32 { return ${chosen.join("")}${name}; }`;
      })
      .join("");
  }

  private valueWith(declarator: Node, { start, end, after }: Numbered): string {
    const written = this.text.slice(declarator.start, start) + after;
    const value = written + this.text.slice(end, declarator.end);
    return value.slice(value.indexOf("=") + 1).trim();
  }
}

const is = ({ number }: Numbered): string => `mutant == ${NUMBER_BASE + number}`;
const isNot = ({ number }: Numbered): string => `mutant != ${NUMBER_BASE + number}`;

function childrenOf(node: Node): Node[] {
  return [...walk(node)]
    .filter(([, parent]) => parent === node)
    .map(([child]) => child)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The text that holds all mutants of a source. */
export function withMutants(file: string, text: string, mutants: readonly Numbered[]): string {
  return new MutantWriter(text, moduleOf(file, text).tree, mutants).whole();
}

/** The file with the number; a function sets it, so that no compiler assumes it is constant. */
export function withNumber(text: string): string {
  const declared = `export let mutant: i32 = ${NUMBER_BASE};`;
  const set = `export function setMutant(number: i32): void { mutant = ${NUMBER_BASE} + number; }`;
  return `${text}\n${declared}\n${set}\n`;
}

/** The bytes of a module in which one mutant is chosen. */
export function choose(module: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
  const fixed = [0x41, 0x80, 0x80, 0x80, 0x80, 0x01, 0x0b];
  const places = [...module.keys()].filter((at) =>
    fixed.every((byte, k) => module[at + k] === byte),
  );
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) {
    throw new Error(
      `The number of the mutant occurs ${places.length} times in the module; it must occur once.`,
    );
  }
  const chosen = new Uint8Array(module);
  for (let k = 0; k < 4; k++) chosen[place + 1 + k] = ((number >> (7 * k)) & 127) | 128;
  return chosen;
}

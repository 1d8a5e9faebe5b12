/**
 * Small mistakes in a source, each a change of one node of its syntax tree: what a mutation run
 * tries one by one. Of mistakes with the same effect only one is kept.
 */
import { createHash } from "node:crypto";
import { moduleOf, nameOf, nodesIn, walk } from "../project/sources";
import type { Node } from "../project/sources";
import { otherSide } from "./swapped-sides";

/** One small mistake. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly kind: Kind;
  /** Where the changed node is in the text. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** The constant of the file whose value contains it. */
  readonly constant?: string;
  /** Of a late call: where it ends, and where the statement that follows begins. */
  readonly between?: readonly [number, number];
}

type Kind =
  | "comparison"
  | "connective"
  | "condition"
  | "sum"
  | "constant"
  | "deletion"
  /** A unit that is off by ten or by a hundred. */
  | "scale"
  /** A value of the other switch or source. */
  | "side"
  /** A call after the statement that follows it: what that one uses is a tick old. */
  | "late";

const COMPARISON: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
};
const EQUAL = ["==", "!="];
/** Swapping the comparison is the same as adding one to its right side, or subtracting one. */
const SAME_AS_ADDED = ["<", ">="];
const SAME_AS_SUBTRACTED = ["<=", ">"];

const operatorOf = (node: Node | undefined): string => {
  const operator = node?.["operator"];
  return typeof operator === "string" ? operator : "";
};
const child = (node: Node, key: string): Node | undefined => nodesIn(node, key)[0];
/** A unit is off by a hundred where a number has that much room. */
const HUNDRED = 100;
const I32_MAX = 0x7fffffff;
const isConstantName = (name: string | undefined): name is string =>
  name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name);

/** The constants that a module declares: name -> its declarator. */
export function constantsOf(tree: Node): Map<string, Node> {
  const declared = nodesIn(tree, "body")
    .filter(({ type }) => type === "VariableDeclaration")
    .flatMap((node) => nodesIn(node, "declarations"));
  return new Map(
    declared.flatMap((node): [string, Node][] => {
      const name = nameOf(node["id"]);
      return isConstantName(name) ? [[name, node]] : [];
    }),
  );
}

class Finder {
  readonly found: Mutant[] = [];
  private readonly own: ReadonlyMap<string, Node>;

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly tree: Node,
  ) {
    this.own = constantsOf(tree);
  }

  run(): Mutant[] {
    for (const [node, parent] of walk(this.tree)) this.visit(node, parent);
    return this.found;
  }

  private visit(node: Node, parent: Node | undefined): void {
    if (node.type === "BinaryExpression") this.operator(node);
    else if (node.type === "LogicalExpression") this.connective(node);
    else if (node.type === "IfStatement") this.condition(child(node, "test"));
    else if (node.type === "ConditionalExpression") this.condition(child(node, "test"));
    else if (node.type === "VariableDeclarator") this.declared(node);
    else if (node.type === "FunctionDeclaration") this.answers(node);
    else if (node.type === "Literal") this.literal(node, parent);
    else if (node.type === "Identifier") this.named(node, parent);
    else if (node.type === "MemberExpression") this.side(node, parent);
    else if (node.type === "ExpressionStatement") {
      this.deletion(node, parent);
      this.late(node, parent);
    } else if (node.type === "ReturnStatement" && parent?.type === "BlockStatement") {
      const last = nodesIn(parent, "body").at(-1) === node && this.isFunctionBody(parent);
      if (!last) this.deletion(node, parent);
    }
  }

  private textOf(node: Node): string {
    return this.text.slice(node.start, node.end);
  }

  private add(node: Node, kind: Kind, after: string, between?: readonly [number, number]): void {
    const before = this.textOf(node);
    const line = this.text.slice(0, node.start).split("\n").length;
    const holder = [...this.own].find(
      ([, declarator]) => declarator.start <= node.start && node.end <= declarator.end,
    );
    const constant = holder === undefined ? {} : { constant: holder[0] };
    const { start, end } = node;
    const apart = between === undefined ? {} : { between };
    const where = { file: this.file, line, kind, start, end };
    this.found.push({ ...where, before, after, ...constant, ...apart });
  }

  private withOperator(node: Node, operator: string): string {
    const [left, right] = [child(node, "left"), child(node, "right")];
    if (left === undefined || right === undefined) return this.textOf(node);
    const between = this.text.slice(left.end, right.start);
    const swapped = between.replace(operatorOf(node), operator);
    return this.text.slice(node.start, left.end) + swapped + this.text.slice(right.start, node.end);
  }

  private operator(node: Node): void {
    const operator = operatorOf(node);
    const other = COMPARISON[operator];
    if (other !== undefined) this.add(node, "comparison", this.withOperator(node, other));
    if (operator === "+") this.add(node, "sum", this.withOperator(node, "-"));
    if (operator === "-") this.add(node, "sum", this.withOperator(node, "+"));
  }

  private connective(node: Node): void {
    const other = operatorOf(node) === "&&" ? "||" : "&&";
    this.add(node, "connective", this.withOperator(node, other));
    for (const side of ["left", "right"]) {
      const one = child(node, side);
      if (one !== undefined) this.add(node, "connective", this.textOf(one));
    }
  }

  /** Where a boolean decides: either value whatever it is, and its opposite unless that is near. */
  private condition(node: Node | undefined): void {
    if (node === undefined || node.type === "Literal") return;
    if (!/^(Binary|Logical|Conditional)/.test(node.type)) {
      this.add(node, "condition", `!(${this.textOf(node)})`);
    }
    this.add(node, "condition", "true");
    this.add(node, "condition", "false");
  }

  private declared(node: Node): void {
    const written = this.text.slice(node.start, child(node, "init")?.start ?? node.end);
    if (/:\s*boolean\b/.test(written)) this.condition(child(node, "init"));
  }

  private answers(node: Node): void {
    const head = this.text.slice(node.start, child(node, "body")?.start ?? node.end);
    if (!/:\s*boolean\s*$/.test(head)) return;
    for (const [inner] of walk(node)) {
      if (inner.type === "ReturnStatement") this.condition(child(inner, "argument"));
    }
  }

  /** Numbers of enumerations and flags are names, and `| 0` is how a whole number is written. */
  private literal(node: Node, parent: Node | undefined): void {
    const value = node["value"];
    if (typeof value !== "number" || parent?.type === "TSEnumMember") return;
    if ([...EQUAL, "|", "&"].includes(operatorOf(parent))) return;
    if (value === 0) this.add(node, "constant", "1");
    else this.neighbours(node, parent, String(value + 1), String(value - 1));
  }

  private named(node: Node, parent: Node | undefined): void {
    const name = nameOf(node);
    if (!isConstantName(name) || this.own.has(name) || parent === undefined) return;
    if (/^(Import|TS|Member|Variable|Property)/.test(parent.type)) return;
    if (EQUAL.includes(operatorOf(parent)) || /^(CONTACTS_|TICK_HZ)/.test(name)) return;
    this.neighbours(node, parent, `(${name} + 1)`, `(${name} - 1)`);
  }

  private neighbours(node: Node, parent: Node | undefined, more: string, less: string): void {
    const right = parent !== undefined && child(parent, "right") === node;
    const operator = right ? operatorOf(parent) : "";
    if (!SAME_AS_ADDED.includes(operator) && Number(more) !== I32_MAX + 1) {
      this.add(node, "constant", more);
    }
    if (!SAME_AS_SUBTRACTED.includes(operator)) this.add(node, "constant", less);
    const value = node["value"];
    const written = this.textOf(node);
    if (typeof value !== "number") {
      this.add(node, "scale", `(${written} * 10)`);
      this.add(node, "scale", `((${written} / 100) | 0)`);
      return;
    }
    if (value > 1 && value <= I32_MAX / 10) this.add(node, "scale", String(value * 10));
    if (value >= HUNDRED) this.add(node, "scale", String(Math.floor(value / HUNDRED)));
  }

  /** Reads of a value that the other side has too. */
  private side(node: Node, parent: Node | undefined): void {
    const isTarget = parent?.type === "AssignmentExpression" && child(parent, "left") === node;
    const isPart = parent?.type === "MemberExpression" || parent?.type === "UpdateExpression";
    if (isTarget || isPart || parent?.type === "SwitchCase") return;
    const other = otherSide(this.textOf(node));
    if (other !== undefined) this.add(node, "side", other);
  }

  private late(node: Node, parent: Node | undefined): void {
    if (parent?.type !== "BlockStatement") return;
    if (child(node, "expression")?.type !== "CallExpression") return;
    const list = nodesIn(parent, "body");
    const next = list[list.indexOf(node) + 1];
    if (next?.type !== "ExpressionStatement") return;
    const both = { ...node, end: next.end };
    this.add(both, "late", `${this.textOf(next)} ${this.textOf(node)}`, [node.end, next.start]);
  }

  /** What is all that an `if` does is deleted by its condition being false. */
  private deletion(node: Node, parent: Node | undefined): void {
    if (parent?.type === "IfStatement" && child(parent, "alternate") === undefined) return;
    const holder = [...walk(this.tree)].find(([, above]) => above === parent)?.[1];
    const alone = parent?.type === "BlockStatement" && nodesIn(parent, "body").length === 1;
    if (alone && holder !== undefined && !this.isFunctionBody(parent) && this.isWhole(parent))
      return;
    this.add(node, "deletion", ";");
  }

  private isFunctionBody(block: Node): boolean {
    return [...walk(this.tree)].some(
      ([node]) => /Function|Method/.test(node.type) && child(node, "body") === block,
    );
  }

  /** The block is all of an `if` that has no other branch. */
  private isWhole(block: Node): boolean {
    return [...walk(this.tree)].some(
      ([node]) =>
        node.type === "IfStatement" &&
        child(node, "consequent") === block &&
        child(node, "alternate") === undefined,
    );
  }
}

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const found = new Finder(file, text, moduleOf(file, text).tree).run();
  const known = new Set<string>();
  return found
    .filter(({ start, end, after }) => {
      const key = `${start}-${end}-${after}`;
      const fresh = !known.has(key);
      known.add(key);
      return fresh;
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * What a verdict belongs to: the mutant in the text of the declaration that holds it. So a verdict
 * is lost when that function changes, and stays when another one does, or when lines move.
 */
export function keyOf({ file, start, before, after }: Mutant, text: string): string {
  const holder = declarationsOf(file, text).find(
    (node) => node.start <= start && start + before.length <= node.end,
  );
  const [from, end] = [holder?.start ?? 0, holder?.end ?? text.length];
  const parts = [file, text.slice(from, end), start - from, before.length, after];
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

const declared = new Map<string, readonly Node[]>();

/** The top declarations of a source. */
function declarationsOf(file: string, text: string): readonly Node[] {
  const known = declared.get(text) ?? nodesIn(moduleOf(file, text).tree, "body");
  declared.set(text, known);
  return known;
}

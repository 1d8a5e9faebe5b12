/** The project's own rules. Each takes text or a module, and returns what is wrong in sentences. */
import { target } from "../project/graph";
import { nameOf, nodesIn, walk } from "../project/sources";
import type { Module, Node, TextFile } from "../project/sources";

const FILE_LINES = 500;
const FUNCTION_LINES = 70;
const COLUMNS = 100;

/** What runs wherever the meter runs: see tools/tidy/portable.ts. */
type Portable = ReadonlySet<string>;

/** Line of a place in a text, from 1. */
function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

function placeOf(module: Module, node: Node): string {
  return `${module.path}:${lineAt(module.text, node.start)}`;
}

/** Applies a rule to each node, with its parent; a rule answers with what is wrong, or nothing. */
function each(
  module: Module,
  rule: (node: Node, parent: Node | undefined) => string | undefined,
): string[] {
  return [...walk(module.tree)].flatMap(([node, parent]) => {
    const wrong = rule(node, parent);
    return wrong === undefined ? [] : [`${placeOf(module, node)}: ${wrong}`];
  });
}

/** Engines differ in the last bit of every other function, and `**` is one of them. */
export function onlyExactMath(module: Module, portable: Portable): string[] {
  if (!portable.has(module.path)) return [];
  return each(module, (node, parent) => {
    if (node["operator"] === "**" || node["operator"] === "**=") return "`**` is inexact, multiply";
    if (node.type !== "Identifier" || node["name"] !== "Math") return undefined;
    const used = parent?.type === "MemberExpression" ? nameOf(parent["property"]) : undefined;
    if (["sqrt", "floor", "abs"].includes(used ?? "")) return undefined;
    return `of Math only sqrt, floor and abs are exact everywhere, not ${used ?? "the rest"}`;
  });
}

const OUTSIDE = new Set(
  "Date console process performance globalThis setTimeout setInterval queueMicrotask fetch".split(
    " ",
  ),
);

/** A portable file knows no clock, no chance and no machine, and imports only files like it. */
export function nothingFromOutside(module: Module, portable: Portable): string[] {
  if (!portable.has(module.path)) return [];
  const foreign = module.imports.filter(({ from }) => target(module.path, from) === undefined);
  const imported = foreign.map(({ from }) => `${module.path}: no import of ${from} here`);
  const used = each(module, (node, parent) => {
    const name = node.type === "Identifier" ? nameOf(node) : undefined;
    const property = parent?.type === "MemberExpression" && parent["property"] === node;
    return name !== undefined && OUTSIDE.has(name) && !property ? `no ${name} here` : undefined;
  });
  return [...imported, ...used];
}

export function shortFile({ path, text, generated }: Module): string[] {
  const lines = text.trimEnd().split("\n").length;
  return lines <= FILE_LINES || generated ? [] : [`${path}: ${lines} lines, at most ${FILE_LINES}`];
}

/** The name a call starts with: `describe` of `describe.each([])("", () => {})`. */
function callee(node: Node): string | undefined {
  const [inner] = [...nodesIn(node, "callee"), ...nodesIn(node, "object")];
  return inner === undefined ? nameOf(node) : callee(inner);
}

/** A group of tests is a chapter, not a function. */
function isGroup(module: Module, parent: Node | undefined): boolean {
  if (!module.test || parent?.type !== "CallExpression") return false;
  return ["describe", "needs", "needsFile"].includes(callee(parent) ?? "");
}

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

export function shortFunctions(module: Module): string[] {
  if (module.generated) return [];
  return each(module, (node, parent) => {
    if (!FUNCTION.test(node.type) || isGroup(module, parent)) return undefined;
    const lines = module.text.slice(node.start, node.end).split("\n").length;
    return lines <= FUNCTION_LINES
      ? undefined
      : `function of ${lines} lines, at most ${FUNCTION_LINES}`;
  });
}

/** An address cannot be broken, so a line that holds one may be longer. */
export function shortLines({ path, text, generated }: Module): string[] {
  if (generated) return [];
  return text.split("\n").flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= COLUMNS || /https?:\/\//.test(line)) return [];
    return [`${path}:${index + 1}: ${columns} columns, at most ${COLUMNS}`];
  });
}

export function noAny(module: Module): string[] {
  return each(module, ({ type }) => (type === "TSAnyKeyword" ? "`any` is no type" : undefined));
}

/** Tools ask for a default export in their configuration; nothing else does. */
export function noDefaultExport(module: Module): string[] {
  if (/(^|\.)config\.ts$/.test(module.path.replace(/^.*\//, ""))) return [];
  return each(module, ({ type }) =>
    type === "ExportDefaultDeclaration" ? "export by name" : undefined,
  );
}

export function noSilencing({ path, text }: TextFile): string[] {
  const found = [...text.matchAll(/@ts-(ignore|nocheck|expect-error)\b/g)];
  return found.map(
    (hit) => `${path}:${lineAt(text, hit.index)}: fix the type instead of using ${hit[0]}`,
  );
}

/** `skip` needs a comment beside or above it that says why; `only` is never left behind. */
export function noQuietSkips(module: Module): string[] {
  const lines = module.text.split("\n");
  return each(module, (node) => {
    if (node.type !== "MemberExpression") return undefined;
    if (!["test", "it", "describe"].includes(callee(node) ?? "")) return undefined;
    const how = nameOf(node["property"]);
    if (how === "only") return "an `only` hides every other test";
    if (!["skip", "skipIf", "runIf", "todo"].includes(how ?? "")) return undefined;
    const line = lineAt(module.text, node.start);
    const reason = lines.slice(Math.max(0, line - 2), line).some((text) => text.includes("//"));
    return reason ? undefined : `say in a comment why this is a \`${how}\``;
  });
}

export function noControlCharacters({ path, text }: TextFile): string[] {
  const found = [...text].findIndex((char) => /[^\P{Cc}\n\t]/u.test(char));
  return found < 0 ? [] : [`${path}:${lineAt(text, found)}: a control character`];
}

/** A page without its code blocks: their lines are commands and samples, not prose. */
const proseOf = (text: string): string => text.replace(/^(```|~~~).*?^\1/gms, "");

export function oneHeading({ path, text }: TextFile): string[] {
  if (!path.endsWith(".md")) return [];
  const count = [...proseOf(text).matchAll(/^# /gm)].length;
  return count === 1 ? [] : [`${path}: ${count} headings of the first level, exactly one`];
}

const LINK = /\]\((?!\w+:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g;

/** Every relative link of a Markdown page must lead to a file or a folder of the project. */
export function linksResolve(
  { path, text }: TextFile,
  exists: (path: string) => boolean,
): string[] {
  if (!path.endsWith(".md")) return [];
  return [...proseOf(text).matchAll(LINK)].flatMap(([, to = ""]) => {
    const reached = decodeURI(new URL(to, `file:///${path}`).pathname).replace(/^\/+/, "");
    return exists(reached) ? [] : [`${path}: the link ${to} leads nowhere`];
  });
}

/** Every error code of the sources has its line in the page of errors. */
export function codesListed(files: readonly TextFile[], page: string): string[] {
  const sources = files.filter(
    ({ path }) => /(?<!\.test)\.tsx?$/.test(path) && !/^(test|tools)\//.test(path),
  );
  const codes = sources.flatMap(({ text }) => text.match(/\bE-[A-Z0-9]+-\d\d\b/g) ?? []);
  return [...new Set(codes)].filter((code) => !page.includes(code)).toSorted();
}

const LEFTOVER = /\b(FIXME|TODO|XXX)\b/;
/** Nothing may lean on the place where it was written. */
const PLACE =
  /\.\.\/shared\b|(?<![\w.])\/(work|root)\/|\/\/(10|192\.168)\.\d|\.(internal|corp)\b\//;

export function noLeftovers({ path, text }: TextFile): string[] {
  return text.split("\n").flatMap((line, index) => {
    const hit = LEFTOVER.exec(line) ?? PLACE.exec(line);
    return hit === null ? [] : [`${path}:${index + 1}: leftover ${hit[0]}`];
  });
}

/** The project's own text files, read once, and the modules among them as syntax trees. */
import { readdirSync, readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";
import { path as absolute } from "./paths.mjs";

/** A node of a syntax tree (ESTree with TypeScript's additions). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface TextFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** One module specifier, with the names that are taken from it. */
export interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  /** `import()`, within an expression. */
  readonly dynamic: boolean;
}

export interface Module extends TextFile {
  readonly tree: Node;
  readonly imports: readonly Import[];
  /** A test, or a helper that only tests use. */
  readonly test: boolean;
  readonly generated: boolean;
}

const SKIPPED = new Set(["node_modules", "dist", "build", "coverage", ".git", "package-lock.json"]);
/** Text that people write, and modules among it, by their endings. */
export const TEXT =
  /\.(ts|tsx|mjs|js|css|html|md|ya?ml|json|csv|sh)$|(^|\/)(\.ci\/run|LICENSE|\.\w+rc)$/;
export const MODULE = /(?<!\.d)\.(ts|tsx|mjs|js)$/;

function list(folder: string): string[] {
  return readdirSync(absolute(folder || "."), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? list(path) : [path];
    });
}

/** Every text file of the project that people write. */
export function textFiles(): TextFile[] {
  const paths = list("").filter((path) => TEXT.test(path));
  return paths.map((path) => ({ path, text: readFileSync(absolute(path), "utf8") }));
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** Every node under `node`, itself included, each with its parent, parents first. */
export function* walk(node: Node, parent?: Node): Generator<[Node, Node | undefined]> {
  yield [node, parent];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child, node);
    }
  }
}

/** The value of a string literal, or nothing. */
export function literal(node: unknown): string | undefined {
  return isNode(node) && typeof node["value"] === "string" ? node["value"] : undefined;
}

/** The name of an identifier, or nothing. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && typeof node["name"] === "string" ? node["name"] : undefined;
}

/** The nodes that a property of `node` holds. */
export function nodesIn(node: Node, key: string): Node[] {
  const value = node[key];
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function importsOf(tree: Node): Import[] {
  return [...walk(tree)].flatMap(([node]) => {
    const from = literal(node["source"]);
    if (from === undefined || !/^(Import|Export|TSImport)/.test(node.type)) return [];
    const kind = node["importKind"] ?? node["exportKind"];
    const typeOnly = kind === "type" || node.type === "TSImportType";
    return [{ from, typeOnly, dynamic: !node.type.endsWith("Declaration") }];
  });
}

function parse(path: string, text: string): Node {
  const source = text.replace(/^#!.*/, "");
  try {
    const tree: unknown = parseAst(source, { lang: path.endsWith("x") ? "tsx" : "ts" });
    return tree as Node;
  } catch (error) {
    throw new Error(`${path} does not parse: ${String(error)}`, { cause: error });
  }
}

/** A module made of its text: what the checks look at, and what their own tests make up. */
export function moduleOf(path: string, text: string): Module {
  const tree = parse(path, text);
  const test = /\.test\.tsx?$|^test\//.test(path);
  const generated = text.startsWith("// Generated ");
  return { path, text, tree, test, generated, imports: importsOf(tree) };
}

/** Every module among the given files. */
export function modulesOf(files: readonly TextFile[]): Module[] {
  return files
    .filter(({ path }) => MODULE.test(path))
    .map(({ path, text }) => moduleOf(path, text));
}

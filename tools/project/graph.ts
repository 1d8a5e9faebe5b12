/** Who imports whom: where specifiers lead, and which names each module takes from another. */
import { literal, nameOf, nodesIn, walk } from "./sources";
import type { Module, Node } from "./sources";

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** Where a specifier leads, without its ending; packages lead nowhere. */
export function target(path: string, from: string): string | undefined {
  if (from.startsWith("@bptm/")) return from.slice("@bptm/".length);
  if (!from.startsWith(".")) return undefined;
  return new URL(from, `file:///${folderOf(path)}/`).pathname.replace(/^\/+/, "");
}

/** A path without the ending that a specifier may leave out. */
export const bare = (path: string): string => path.replace(/\.(ts|tsx|mjs|js)$/, "");

/** Modules by the path that specifiers lead to. */
type ByPath = ReadonlyMap<string, Module>;

export const byPath = (modules: readonly Module[]): ByPath =>
  new Map(modules.map((module) => [bare(module.path), module]));

/** The module of the project that a specifier leads to. */
export const find = (all: ByPath, path: string, from: string): Module | undefined =>
  all.get(bare(target(path, from) ?? ""));

/** All that a module imports, directly or by way of others; itself too. */
export function follow(all: ByPath, entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [all.get(bare(entry))];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (seen.has(module.path)) continue;
    seen.add(module.path);
    const { path, imports } = module;
    open.push(...imports.flatMap(({ from }) => find(all, path, from) ?? []));
  }
  return seen;
}

/** A name that a module takes; "*" is all of them. */
interface Taken {
  readonly from: string;
  readonly name: string;
  /** The name under which a re-export passes it on; "*" for `export *`. */
  readonly as?: string;
}

const nameIn = (node: unknown): string => nameOf(node) ?? literal(node) ?? "*";

/** What is read of a namespace: its members, or everything when it is passed on as a whole. */
function membersOf({ tree }: Module, space: string): string[] {
  return [...walk(tree)].flatMap(([node, parent]) => {
    if (nameOf(node) !== space || parent?.type === "ImportNamespaceSpecifier") return [];
    if (parent?.type === "MemberExpression") {
      if (parent["property"] === node && parent["computed"] !== true) return [];
      return parent["computed"] === true ? ["*"] : [nameIn(parent["property"])];
    }
    if (parent?.type === "TSQualifiedName") return [nameIn(parent["right"])];
    return ["*"];
  });
}

function takenByImport(module: Module, node: Node, from: string): Taken[] {
  return nodesIn(node, "specifiers").flatMap((one) => {
    if (one.type !== "ImportNamespaceSpecifier") return { from, name: nameIn(one["imported"]) };
    const space = nameOf(one["local"]) ?? "";
    return membersOf(module, space).map((name) => ({ from, name }));
  });
}

/** `const { a } = await import("b")`, and `(await import("b")).a`. */
function takenByCall(parents: readonly (Node | undefined)[], from: string): Taken[] {
  const outer = parents.find((node) => node !== undefined && node.type !== "AwaitExpression");
  if (outer?.type === "MemberExpression") return [{ from, name: nameIn(outer["property"]) }];
  const [pattern] = outer?.type === "VariableDeclarator" ? nodesIn(outer, "id") : [];
  if (pattern?.type !== "ObjectPattern") return [{ from, name: "*" }];
  return nodesIn(pattern, "properties").map((one) => ({ from, name: nameIn(one["key"]) }));
}

/** Every name that a module takes from others. */
export function takenBy(module: Module): Taken[] {
  const parentOf = new Map<Node, Node | undefined>();
  return [...walk(module.tree)].flatMap(([node, parent]): Taken[] => {
    parentOf.set(node, parent);
    const from = literal(node["source"]);
    if (from === undefined) return [];
    switch (node.type) {
      case "ImportDeclaration":
        return takenByImport(module, node, from);
      case "ExportAllDeclaration":
        return [{ from, name: "*", as: nameOf(node["exported"]) ?? "*" }];
      case "ExportNamedDeclaration":
        return nodesIn(node, "specifiers").map((one) => ({
          from,
          name: nameIn(one["local"]),
          as: nameIn(one["exported"]),
        }));
      case "ImportExpression":
        return takenByCall([parent, parent && parentOf.get(parent)], from);
      case "TSImportType":
        return [{ from, name: nameIn(node["qualifier"]) }];
      default:
        return [];
    }
  });
}

/** Names that a module exports, by a declaration or by a list; not those of `export *`. */
export function exportsOf({ tree }: Module): string[] {
  const named = nodesIn(tree, "body").filter(({ type }) => type === "ExportNamedDeclaration");
  const declared = named
    .flatMap((node) => nodesIn(node, "declaration"))
    .flatMap((node) => [node, ...nodesIn(node, "declarations")])
    .flatMap((node) => nameOf(node["id"]) ?? []);
  const listed = named
    .flatMap((node) => nodesIn(node, "specifiers"))
    .map((one) => nameIn(one["exported"]));
  return [...declared, ...listed];
}

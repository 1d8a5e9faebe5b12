/** A type has one name, and a name one type: whoever reads `Result` knows which. */
import { nameOf, nodesIn } from "../project/sources";
import type { Module } from "../project/sources";

const TYPE = /^(TSInterfaceDeclaration|TSTypeAliasDeclaration|ClassDeclaration|TSEnumDeclaration)$/;

/** Names of the types that a module declares at its top. */
function typesOf({ tree }: Module): string[] {
  return nodesIn(tree, "body")
    .flatMap((node) => [node, ...nodesIn(node, "declaration")])
    .filter(({ type }) => TYPE.test(type))
    .flatMap((node) => nameOf(node["id"]) ?? []);
}

/** Type names that more than one module declares. Tests and generated files are left out. */
export function repeatedTypes(modules: readonly Module[]): string[] {
  const places = new Map<string, string[]>();
  for (const module of modules.filter(({ test, generated }) => !test && !generated)) {
    for (const name of typesOf(module)) {
      places.set(name, [...(places.get(name) ?? []), module.path]);
    }
  }
  return [...places].flatMap(([name, paths]) =>
    paths.length < 2 ? [] : [`${paths.join(", ")}: share ${name} or give each a name of its own`],
  );
}

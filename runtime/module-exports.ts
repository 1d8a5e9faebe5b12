/** What a compiled module of the project exports. Only its own text knows the types: name them. */
export function exportsOf<Exports extends object>(instance: { readonly exports: object }): Exports {
  return instance.exports as Exports;
}

/** The exports of a compiled module of the project; the caller names their types. */
export function exportsOf<Exports extends object>(instance: { readonly exports: object }): Exports {
  return instance.exports as Exports;
}

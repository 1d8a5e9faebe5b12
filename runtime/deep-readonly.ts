/** A type with only read-only parts, for the values that a schema has read and checked. */
export type DeepReadonly<T> = T extends (...args: never[]) => unknown
  ? T
  : { readonly [K in keyof T]: DeepReadonly<T[K]> };

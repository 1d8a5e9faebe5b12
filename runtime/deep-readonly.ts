/** A type whose parts nobody changes: what a schema infers, once it has been read and checked. */
export type DeepReadonly<T> = T extends (...args: never[]) => unknown
  ? T
  : { readonly [K in keyof T]: DeepReadonly<T[K]> };

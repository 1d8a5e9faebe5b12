/** The fields of each class of a compiled module: name, offset in bytes, and type. */
export type ClassLayout = Readonly<Record<string, readonly (readonly [string, number, string])[]>>;

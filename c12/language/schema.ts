/**
 * The language that describes a table, once: its fields, their order and counts, and what they
 * depend on. Encoding, decoding, partial access and the reference page all come from that
 * description.
 *
 * Every size follows from the description and from other tables, never from the values, so any
 * octet of a large table can be encoded without the octets before it.
 */
import { TableError } from "./formats";
import type { Formats } from "./formats";
import type { OctetReader, OctetWriter } from "./octets";

/** What the layout of a table depends on. */
export interface Scope {
  readonly formats: Formats;
  /** The value of another table. */
  of<T>(table: Table<T>): T;
  /** The present table, as far as it is decoded. */
  readonly own: object;
}

/** The elements of a type, as the indices of a partial read count them. */
type TypeStructure =
  | { readonly kind: "leaf" }
  | { readonly kind: "record"; readonly fields: readonly (readonly [string, Type<unknown>])[] }
  | { readonly kind: "array"; readonly element: Type<unknown>; readonly count: FieldCount };

/** A field type and its value. */
export interface Type<T> {
  /** Name on the reference page. */
  readonly name: string;
  /** Note on the reference page. */
  readonly note: string;
  readonly inner: TypeStructure;
  /** Length in octets. */
  size(scope: Scope): number;
  put(value: T, scope: Scope, to: OctetWriter): void;
  take(scope: Scope, from: OctetReader): T;
}

/** A count that another field holds. */
export interface FieldCount {
  readonly text: string;
  of(scope: Scope): number;
}

/** A flag that another field holds. */
export interface FieldCondition {
  readonly text: string;
  of(scope: Scope): boolean;
}

/** A table of C12.19, standard or of the manufacturer. */
export interface Table<T> {
  /** 0 to 2039: standard; 2048 and above: the manufacturer's. */
  readonly id: number;
  readonly name: string;
  readonly about: string;
  readonly type: Type<T>;
}

export type RecordFields<T> = { readonly [K in keyof T]-?: Type<T[K]> };

const LEAF: TypeStructure = { kind: "leaf" };

/** A type without elements, whose size depends on the formats alone. */
export function leaf<T>(
  name: string,
  size: (formats: Formats) => number,
  put: (value: T, formats: Formats) => Uint8Array,
  take: (octets: Uint8Array, formats: Formats) => T,
): Type<T> {
  return {
    name,
    note: "",
    inner: LEAF,
    size: ({ formats }) => size(formats),
    put: (value, { formats }, to) => to.put(put(value, formats)),
    take: ({ formats }, from) => take(from.take(size(formats)), formats),
  };
}

/** Adds a note for the reference page. */
export function noted<T>(type: Type<T>, note: string): Type<T> {
  return { ...type, note };
}

const upper = (name: string): string => name.toUpperCase();

const numberAt = (value: unknown, name: string): number => {
  const found = (value as Record<string, unknown>)[name];
  if (typeof found === "number") return found;
  throw new TableError("E-TBL-04", `${upper(name)} is not known yet: read its table first.`);
};

type KeysOf<T, V> = { [K in keyof T]: T[K] extends V ? K : never }[keyof T] & string;

/** As many as a field of another table says. */
export function countIn<T>(table: Table<T>, field: KeysOf<T, number>): FieldCount {
  return {
    text: `${table.name}.${upper(field)}`,
    of: (scope) => numberAt(scope.of(table), field),
  };
}

/** The value of an earlier field of the same table. */
export function countHere(field: string): FieldCount {
  return { text: upper(field), of: (scope) => numberAt(scope.own, field) };
}

/** A count computed from another count. */
export function computedCount(
  text: string,
  from: FieldCount,
  compute: (count: number) => number,
): FieldCount {
  return { text, of: (scope) => compute(from.of(scope)) };
}

/** Whether a flag of another table is set. */
export function flagIn<T, K extends keyof T & string>(
  table: Table<T>,
  group: K,
  flag: KeysOf<T[K], boolean>,
): FieldCondition {
  return {
    text: `${table.name}.${upper(flag)}`,
    of: (scope) => (scope.of(table)[group] as Record<string, unknown>)[flag] === true,
  };
}

/** Present only under a condition; otherwise undefined, and without octets. It keeps its index. */
export function when<T>(condition: FieldCondition, type: Type<T>): Type<T | undefined> {
  return {
    ...type,
    name: `${type.name}, if ${condition.text}`,
    size: (scope) => (condition.of(scope) ? type.size(scope) : 0),
    put: (value, scope, to) => {
      if (!condition.of(scope)) return;
      if (value === undefined && type.inner.kind !== "leaf") {
        throw new TableError("E-TBL-01", `${condition.text} needs a value: give one.`);
      }
      type.put(value as T, scope, to);
    },
    take: (scope, from) => (condition.of(scope) ? type.take(scope, from) : undefined),
  };
}

/** `count` values of one type; only those within the window are encoded. */
export function array<T>(count: FieldCount | number, element: Type<T>): Type<readonly T[]> {
  const times: FieldCount =
    typeof count === "number" ? { text: String(count), of: () => count } : count;
  return {
    name: `ARRAY[${times.text}] OF ${element.name}`,
    note: "",
    inner: { kind: "array", element, count: times },
    size: (scope) => times.of(scope) * element.size(scope),
    put: (values, scope, to) => {
      const length = times.of(scope);
      if (values.length !== length) {
        const fix = `give ${length}`;
        throw new TableError("E-TBL-01", `${times.text} needs another length: ${fix}.`);
      }
      const size = to.inside ? 0 : element.size(scope);
      for (let n = 0; n < length; n++) {
        if (!to.inside && to.misses(size)) to.skip(size);
        else element.put(values[n] as T, scope, to);
      }
    },
    take: (scope, from) => Array.from({ length: times.of(scope) }, () => element.take(scope, from)),
  };
}

/** Several fields, in the order of their declaration. */
export function record<T extends object>(name: string, fields: RecordFields<T>): Type<T> {
  const entries = Object.entries(fields) as [string & keyof T, Type<unknown>][];
  return {
    name,
    note: "",
    inner: { kind: "record", fields: entries },
    size: (scope) => entries.reduce((sum, [, type]) => sum + type.size(scope), 0),
    put: (value, scope, to) => {
      for (const [field, type] of entries) {
        // A size is needed only for a field that is not completely in the window.
        const size = to.inside ? 0 : type.size(scope);
        if (!to.inside && to.misses(size)) to.skip(size);
        else type.put(value[field], scope, to);
      }
    },
    take: (scope, from) => takeFields(entries, scope, from, {}) as T,
  };
}

function takeFields(
  entries: readonly (readonly [string, Type<unknown>])[],
  scope: Scope,
  from: OctetReader,
  into: Record<string, unknown>,
): object {
  for (const [field, type] of entries) into[field] = type.take(scope, from);
  return into;
}

/** The scope of a table's fields: `own` is the table's value, as far as it is known. */
export const within = (scope: Scope, own: object): Scope => ({
  formats: scope.formats,
  of: (table) => scope.of(table),
  own,
});

/** A table: a record whose later fields may be counted by its earlier ones. */
export function table<T extends object>(
  id: number,
  name: string,
  about: string,
  fields: RecordFields<T>,
): Table<T> {
  const type = record<T>(name, fields);
  const entries = Object.entries(fields) as [string, Type<unknown>][];
  return {
    id,
    name,
    about,
    type: {
      ...type,
      put: (value, scope, to) => type.put(value, within(scope, value), to),
      take: (scope, from) => {
        const own = {};
        return takeFields(entries, within(scope, own), from, own) as T;
      },
    },
  };
}

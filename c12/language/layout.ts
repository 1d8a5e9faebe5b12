/** Encoding, decoding and partial access of tables, all from their descriptions. */
import { TableError } from "./formats";
import type { Formats } from "./formats";
import { OctetReader, OctetWriter } from "./octets";
import { within } from "./schema";
import type { Scope, Table, Type } from "./schema";

/** Values of tables by number, on which the layout of other tables depends. */
export class TableValues implements Scope {
  readonly own: object = {};
  private readonly known = new Map<number, () => unknown>();

  constructor(readonly formats: Formats) {}

  set<T>(table: Table<T>, value: () => T): void {
    this.known.set(table.id, value);
  }

  of<T>(table: Table<T>): T {
    const value = this.known.get(table.id);
    if (value !== undefined) return value() as T;
    throw new TableError("E-TBL-04", `${table.name} is not known: read table ${table.id} first.`);
  }
}

/** Length of a whole table in octets. */
export function sizeOf<T extends object>(table: Table<T>, value: T, scope: Scope): number {
  return table.type.size(within(scope, value));
}

/** The octets of a table from `from` on, at most `length` of them. */
export function encode<T extends object>(
  table: Table<T>,
  value: T,
  scope: Scope,
  from = 0,
  length: number = Infinity,
): Uint8Array {
  const size = sizeOf(table, value, scope);
  const writer = new OctetWriter(from, Math.max(0, Math.min(length, size - from)));
  table.type.put(value, scope, writer);
  return writer.octets;
}

/** Decodes a whole table. */
export function decode<T>(table: Table<T>, octets: Uint8Array, scope: Scope): T {
  return table.type.take(scope, new OctetReader(octets));
}

/** A range of octets within a table. */
interface OctetRange {
  readonly offset: number;
  readonly length: number;
}

function elements(type: Type<unknown>): readonly Type<unknown>[] | undefined {
  if (type.inner.kind === "record") return type.inner.fields.map(([, field]) => field);
  return undefined;
}

/** Offset of an element, and its type; the offset behind the last element has no type. */
function step(
  type: Type<unknown>,
  index: number,
  scope: Scope,
): { readonly offset: number; readonly type?: Type<unknown> } | undefined {
  if (type.inner.kind === "array") {
    const { element, count } = type.inner;
    const length = count.of(scope);
    if (index > length) return undefined;
    const offset = index * element.size(scope);
    return index < length ? { offset, type: element } : { offset };
  }
  const fields = elements(type);
  if (fields === undefined || index > fields.length) return undefined;
  const offset = fields.slice(0, index).reduce((sum, field) => sum + field.size(scope), 0);
  const field = fields[index];
  return field === undefined ? { offset } : { offset, type: field };
}

/**
 * The octets of `count` elements, starting at `indices`: at each level the fields of a record, or
 * the elements of an array, are counted from 0. An absent field keeps its index and has no octets.
 * Undefined when there are no such elements, or when they have no octets.
 */
export function rangeOf<T extends object>(
  table: Table<T>,
  value: T,
  scope: Scope,
  indices: readonly number[],
  count: number,
): OctetRange | undefined {
  const inside = within(scope, value);
  let type: Type<unknown> = table.type;
  let offset = 0;
  for (const index of indices.slice(0, -1)) {
    const found = step(type, index, inside);
    // An absent field has no octets, and no elements.
    if (found?.type === undefined || found.type.size(inside) === 0) return undefined;
    offset += found.offset;
    type = found.type;
  }
  const last = indices.at(-1);
  if (last === undefined || count < 1) return undefined;
  const first = step(type, last, inside);
  const end = step(type, last + count, inside);
  if (first?.type === undefined || end === undefined) return undefined;
  const length = end.offset - first.offset;
  return length === 0 ? undefined : { offset: offset + first.offset, length };
}

/** A number with its noun. */

/** "1 load", "2 loads". */
export function plural(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}

/** One line of the result; `ours` and `peer` in `unit`. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number;
  /** How many times faster ours is. */
  readonly ratio: number;
  /** The minimum of the ratio. */
  readonly least?: number;
}

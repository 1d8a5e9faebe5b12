/**
 * Invariant 7 over hours: after G has opened three times because a source in the house fed it, the
 * house must have been dead for an hour, or an order must have come, before G closes again. Counts
 * are half cycles of powered time. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { Truth } from "./truth";

const SECOND: i32 = 120;
const OPENINGS_MOST: i32 = 3;
/** A source that fed within 3 s before G opened is why it opened. */
const FED_HALVES: i32 = 3 * SECOND;
/** An hour, less the tolerance of the meter's clock. */
const WAIT_HALVES: i32 = 3590 * SECOND;

export class HouseSequences {
  fed_left: i32 = 0;
  g_closed: i32 = 0;
  /** Openings of G because of a source in the house, up to three, since the last order. */
  openings: i32 = 0;
  wait_left: i32 = 0;
}

/** Follows one half cycle. */
export function followHouseSequences(h: HouseSequences, home: Home, t: Truth): void {
  const feeds: boolean = home.house.inner.feeding !== 0 && t.g.closed !== 0;
  if (feeds) h.fed_left = FED_HALVES;
  else if (h.fed_left > 0) h.fed_left = h.fed_left - 1;
  if (h.g_closed !== 0 && t.g.closed === 0 && h.fed_left > 0) {
    if (h.openings < OPENINGS_MOST) h.openings = h.openings + 1;
    if (h.openings === OPENINGS_MOST) h.wait_left = WAIT_HALVES;
  }
  h.g_closed = t.g.closed;
  const dead: boolean = t.out_dead_samples > 0;
  if (h.wait_left > 0) h.wait_left = dead ? h.wait_left - 1 : WAIT_HALVES;
}

/**
 * Invariant 9, the weld that no reading shows: a pole of U is welded, its contact lies, both buses
 * are dead, and G closes. Once the wires of the grid follow line out for 12 ms, G must be open
 * again within two cycles of the beginning, and must not close again before an authenticated
 * order. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { Volts } from "@bptm/twin/network/network";
import { canOpen } from "./hardware-truth";
import { LIVE_HOLD_SAMPLES, isLive } from "./truth";

/** The wires have followed when they were live for this long: 12 ms. */
const FOLLOWED_SAMPLES: i32 = 58;
/** Two cycles, and 10 ms for the arc until the next zero of the current. */
const OPEN_SAMPLES: i32 = 160 + 48;

/** What was broken; the first number of a violation of invariant 9. */
const enum FedBackFault {
  None = 0,
  StaysClosed = 1,
  ClosesAgain = 2,
}

/** How long the generator has fed the wires of the grid, and whether that must latch. */
export class FedBack {
  /** Samples that both switches have conducted while only the generator fed; its voltage's hold. */
  samples: i32 = 0;
  hold: i32 = 0;
  /** 1 from a feed onto the wires until an order clears the latches. */
  stands: i32 = 0;
}

function feedsWires(f: FedBack, home: Home): boolean {
  const u = home.utility;
  if ((home.conducting_u1 | home.conducting_u2) === 0) return false;
  if ((home.conducting_g1 | home.conducting_g2) === 0) return false;
  if (u.energized !== 0 || u.neighbour_level !== 0.0) return false;
  const y = home.network.y;
  const live: boolean = isLive(y[Volts.Utility1] as f64, y[Volts.Utility2] as f64);
  f.hold = live ? LIVE_HOLD_SAMPLES : f.hold > 0 ? f.hold - 1 : 0;
  return f.hold > 0;
}

/** Judges one sample; `g_begins`: a pulse that closes G begins with it. */
export function judgeFedBack(f: FedBack, home: Home, g_begins: boolean): i32 {
  if (g_begins && f.stands !== 0) return FedBackFault.ClosesAgain;
  if (!feedsWires(f, home)) {
    f.samples = 0;
    return FedBackFault.None;
  }
  f.samples = f.samples + 1;
  if (f.samples === FOLLOWED_SAMPLES) f.stands = 1;
  if (f.samples !== OPEN_SAMPLES || !canOpen(home.switch_g, home)) return FedBackFault.None;
  return FedBackFault.StaysClosed;
}

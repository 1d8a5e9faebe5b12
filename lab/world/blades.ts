/**
 * Invariant 12: no exposed blade is live from the house side for longer than 1 s. A cord that is
 * out of the inlet exposes the blades of the inlet; a cord that is out of the generator's outlet
 * exposes its own. No generator reaches them, so any voltage on them comes from the house, through
 * a pole of G. A leak across an open G is a fault of the inlet, left to invariant 6. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { Volts } from "@bptm/twin/network/network";
import { canOpen } from "./hardware-truth";
import { LIVE_HOLD_SAMPLES, count, isLive } from "./truth";

/** A second, and 24 ms of tolerance for the hold of a live voltage and the pole's travel. */
const LIVE_MOST_SAMPLES: i32 = 4800 + 115;

/** Which blades are exposed; the first number of a violation of invariant 12. */
const enum Exposed {
  None = 0,
  Inlet = 1,
  Cord = 2,
}

/** How long exposed blades have been live. */
export class Blades {
  /** Samples until a voltage that has gone counts as gone. */
  hold: i32 = 0;
  /** Samples without interruption while G could have opened. */
  live_samples: i32 = 0;
}

/** The blades that a hand can touch now. */
function exposedBlades(home: Home): i32 {
  if (home.generator.plugged === 0) return Exposed.Inlet;
  return home.generator.outlet_plugged === 0 ? Exposed.Cord : Exposed.None;
}

/** Judges one sample; returns the blades that have now been live for too long, or None. */
export function judgeBlades(b: Blades, home: Home): i32 {
  const through_g: boolean = (home.conducting_g1 | home.conducting_g2) !== 0;
  const exposed: i32 = through_g ? exposedBlades(home) : Exposed.None;
  if (exposed === Exposed.None) {
    b.hold = 0;
    b.live_samples = 0;
    return Exposed.None;
  }
  const y = home.network.y;
  const peak: boolean = isLive(y[Volts.Generator1] as f64, y[Volts.Generator2] as f64);
  b.hold = peak ? LIVE_HOLD_SAMPLES : b.hold > 0 ? b.hold - 1 : 0;
  const judged: boolean = b.hold > 0 && canOpen(home.switch_g, home);
  b.live_samples = count(b.live_samples, judged);
  return b.live_samples === LIVE_MOST_SAMPLES ? exposed : Exposed.None;
}

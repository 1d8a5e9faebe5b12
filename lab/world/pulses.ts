/** What the judge remembers of one coil: when its pulses began, and whether they moved anything. */

export const enum PulseSeen {
  Nothing = 0,
  Begins = 1,
}

/** One coil. */
export class CoilWatch {
  /** 1 while it is ordered or driven. */
  on: i32 = 0;
  /** Pulses since the start. */
  number: i32 = 0;
  /** Samples since the last pulse began, and from the last but one to it. */
  since_on: i32 = 0x3fffffff;
  last_gap: i32 = 0x3fffffff;
  /** Samples from the pulse before the last to now, noted when a pulse begins. */
  before_last: i32 = 0x3fffffff;
  /** Samples since the last pulse ended, while its outcome is still open; -1 otherwise. */
  verify: i32 = -1;
  /** 1 when the switch already stood where this coil moves it. */
  there: i32 = 0;
  /** Pulses in a row that did not bring the switch there. */
  futile: i32 = 0;
  /** Close coils: samples without proof of the other switch within this pulse. */
  unproven: i32 = 0;
  /** Close coils: 1 once a pole has touched, whether one conducts now, live line out before. */
  touched: i32 = 0;
  metal: i32 = 0;
  live_before: i32 = 0;
}

const VERIFY_SAMPLES: i32 = 480;

/** One sample of a coil; `reached` is 1 while its switch stands where this coil moves it. */
export function watchCoil(c: CoilWatch, on: i32, reached: i32): i32 {
  const begins: boolean = on !== 0 && c.on === 0;
  if (c.since_on < 0x3fffffff) c.since_on = c.since_on + 1;
  if (on === 0 && c.on !== 0) c.verify = 0;
  c.on = on;
  if (reached !== 0) {
    c.futile = 0;
    c.verify = -1;
  } else if (c.verify >= 0) {
    c.verify = c.verify + 1;
    if (c.verify > VERIFY_SAMPLES) {
      c.verify = -1;
      c.futile = c.futile + 1;
    }
  }
  if (!begins) return PulseSeen.Nothing;
  c.number = c.number + 1;
  c.before_last = c.last_gap < 0x1fffffff ? c.last_gap + c.since_on : 0x3fffffff;
  c.last_gap = c.since_on;
  c.since_on = 0;
  c.there = reached;
  c.unproven = 0;
  c.touched = c.metal;
  return PulseSeen.Begins;
}

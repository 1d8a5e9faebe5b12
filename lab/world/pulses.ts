/** The judge's record of one coil: when its pulses began, and whether they moved the switch. */

export const enum PulseSeen {
  Nothing = 0,
  Begins = 1,
}

/** Pulse history of one coil. */
export class CoilWatch {
  /** 1 while the coil is ordered or driven. */
  on: i32 = 0;
  /** Pulses since the start. */
  number: i32 = 0;
  /** Samples since the last pulse began, and from the pulse before it to the last one. */
  since_on: i32 = 0x3fffffff;
  last_gap: i32 = 0x3fffffff;
  /** Age in samples of the second-last pulse, updated when a pulse begins. */
  before_last: i32 = 0x3fffffff;
  /** Samples since the last pulse ended, while its outcome is undecided; otherwise -1. */
  verify: i32 = -1;
  /** Consecutive pulses that did not move the switch to its target position. */
  futile: i32 = 0;
  /** Close coils: samples of this pulse without proof that the other switch is open. */
  unproven: i32 = 0;
  /** Close coils: 1 once a pole has touched; whether one conducts; how long line out was live. */
  touched: i32 = 0;
  conducts: i32 = 0;
  live_before: i32 = 0;
}

const VERIFY_SAMPLES: i32 = 480;

/** Updates one coil by a sample; `reached` is 1 while its switch is in this coil's position. */
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
  c.unproven = 0;
  c.touched = c.conducts;
  return PulseSeen.Begins;
}

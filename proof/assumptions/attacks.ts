/**
 * The assumptions of the proof about the measuring half, each with an attack: a search for a
 * waveform that is as strong as possible and is still read as if it were not there.
 */
import { Control } from "@bptm/core/control/control";
import { see } from "@bptm/core/control/views";
import { DEAD_LEG_MV, DEAD_LINE_MV } from "@bptm/core/hardware/hardware";
import { Inputs } from "@bptm/core/hardware/signals";
import {
  COUNTS_PER_VOLT,
  SAMPLE_HZ,
  TICK_HZ,
  UTILITY_COUNTS_PER_AMPERE,
} from "@bptm/core/hardware/units";
import { Estimate, estimateTick } from "@bptm/core/measure/estimate";
import { FeedTest } from "@bptm/core/measure/feed";
import { Neutral } from "@bptm/core/measure/neutral";
import { Sense, senseSample } from "@bptm/core/measure/sense";
import type { Readings } from "@bptm/core/interlock/evidence";
import { valueAt } from "./waves";
import type { Wave } from "./waves";

export interface WaveAssumption {
  /** As in docs/safety.yaml. */
  readonly id: string;
  readonly says: string;
  readonly unit: "V" | "A";
  /** The assumption stands while no deceiving wave is stronger than this, in RMS. */
  readonly most: number;
  /** Strongest amplitude that is tried. */
  readonly amplitude_max: number;
  /** The legs oppose each other, as those of every source that feeds both legs. */
  readonly split: boolean;
  /** Channels that carry the wave, with the leg of each, and what one unit is in counts. */
  readonly channels: readonly (readonly [number, 1 | 2])[];
  readonly counts: number;
  /** Whether the readings of a tick show nothing. */
  readonly deceived: (readings: Readings) => boolean;
}

const OUT_LEG_1 = 4;
const OUT_LEG_2 = 5;
const UTILITY_CURRENT_1 = 6;

const lineDead = (r: Readings): boolean => r.out_pilots !== 0 && r.out_line_mv <= DEAD_LINE_MV;
const outDead = (r: Readings): boolean => lineDead(r) && r.out_leg_mv <= DEAD_LEG_MV;

export const ASSUMPTIONS: readonly WaveAssumption[] = [
  {
    id: "A-13",
    says: "line out that reads dead is dead",
    unit: "V",
    most: 15,
    amplitude_max: 400,
    split: false,
    channels: [
      [OUT_LEG_1, 1],
      [OUT_LEG_2, 2],
    ],
    counts: COUNTS_PER_VOLT,
    deceived: outDead,
  },
  {
    id: "A-14",
    says: "a source in the house shows on the other leg when one channel of line out reads nothing",
    unit: "V",
    most: 15,
    amplitude_max: 400,
    split: true,
    channels: [[OUT_LEG_2, 2]],
    counts: COUNTS_PER_VOLT,
    deceived: outDead,
  },
  {
    id: "A-15",
    says: "line to line shows a source whatever the neutral does",
    unit: "V",
    most: 15,
    amplitude_max: 400,
    split: true,
    channels: [
      [OUT_LEG_1, 1],
      [OUT_LEG_2, 2],
    ],
    counts: COUNTS_PER_VOLT,
    deceived: lineDead,
  },
  {
    id: "A-16",
    says: "a path that carries current reads current",
    unit: "A",
    most: 2,
    amplitude_max: 100,
    split: true,
    channels: [[UTILITY_CURRENT_1, 1]],
    counts: UTILITY_COUNTS_PER_AMPERE,
    deceived: (r) => r.utility_current === 0,
  },
];

const SAMPLES_PER_TICK = SAMPLE_HZ / TICK_HZ;
/** Filters, offsets and pilots settle first; then every tick must deceive. */
const SETTLE_S = 0.4;
const WATCH_S = 0.5;
const PILOT = [96, 0, -96, 0] as const;
const VOLTAGES = 6;

/** Whether a wave of this amplitude is read as nothing in every tick of half a second. */
export function deceives(
  { channels, counts, deceived }: WaveAssumption,
  wave: Wave,
  peak: number,
): boolean {
  const [sense, estimate, samples] = [new Sense(), new Estimate(), new Int32Array(10)];
  const [control, neutral, feed, inputs] = [
    new Control(),
    new Neutral(),
    new FeedTest(),
    new Inputs(),
  ];
  for (let n = 0; n < (SETTLE_S + WATCH_S) * SAMPLE_HZ; n++) {
    for (let channel = 0; channel < samples.length; channel++) {
      samples[channel] = channel < VOLTAGES ? (PILOT[n % PILOT.length] as number) : 0;
    }
    for (const [channel, leg] of channels) {
      samples[channel] =
        (samples[channel] as number) + Math.round(counts * peak * valueAt(wave, n, leg));
    }
    senseSample(sense, samples);
    if (n % SAMPLES_PER_TICK !== SAMPLES_PER_TICK - 1) continue;
    estimateTick(estimate, sense);
    see(control, estimate, neutral, feed, inputs);
    if (n >= SETTLE_S * SAMPLE_HZ && !deceived(control.readings)) return false;
  }
  return true;
}

/** RMS of a wave of amplitude 1 over a second. */
export function effective(wave: Wave): number {
  let sum = 0;
  for (let n = 0; n < SAMPLE_HZ; n++) sum += valueAt(wave, n, 1) ** 2;
  return Math.sqrt(sum / SAMPLE_HZ);
}

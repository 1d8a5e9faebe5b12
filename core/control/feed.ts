/**
 * The house stays on the generator only while the generator feeds it, whatever else keeps the
 * wires alive (invariant 12). What is shown comes from core/measure/feed.ts.
 */
import { Reason } from "../lists/codes";
import { Connected, Control, Transfer } from "./control";
import { latch, markDirty } from "./latches";
import { Latch } from "../lists/latches";
import { order } from "./sequence";
import { BOOT_TICKS } from "../hardware/hardware";
import { Coil } from "../hardware/signals";
import { PulseResult, startPulse } from "../interlock/pulse";
import { TICK_HZ, countDown, countUp } from "../hardware/units";

/** Two sources are parted after 33 ms: for less than two cycles a motor may feed a dip. */
const OPPOSED_TICKS: i32 = 8;
/**
 * A house that holds 75 % of its voltage 50 ms after it was proven parted has a source, and one
 * that is alive at all after 0.6 s: the voltage of motors that run down falls with about 100 ms.
 */
const OPPOSED_HOLDS_MV: i32 = 180000;
const OPPOSED_HOLDS_TICKS: i32 = 12;
const OPPOSED_JUDGE_TICKS: i32 = 144;
/**
 * Power into the generator for a second has a source in the house (H-52); an engine that stumbles
 * takes power from running motors for less than half of it.
 */
const REVERSE_W: i32 = 100;
const REVERSE_TICKS: i32 = TICK_HZ;

/** Opens the generator switch in this tick, even while it is being closed. */
export function openGeneratorAtOnce(c: Control): void {
  c.stored.intent = Coil.GeneratorOpen;
  markDirty(c);
  c.transfer.order_ticks = 0;
  startPulse(c.pulse, Coil.GeneratorOpen);
}

/** Seconds for which the generator must be good: twice as long after a source in the house. */
export function stableSeconds(c: Control): i32 {
  const seconds: i32 = c.settings.generator_stable_s;
  return c.transfer.after_house_source != 0 ? 2 * seconds : seconds;
}

/** Two sources that oppose each other are parted first; the house then shows whether it has one. */
function watchOpposed(c: Control, t: Transfer): void {
  const closing: boolean =
    c.pulse.result == PulseResult.Running && c.pulse.coil == Coil.GeneratorClose;
  const joined: boolean = closing || t.connected == Connected.Generator;
  if (!joined) t.opposed_ticks = 0;
  else if (c.feed.opposed != 0) t.opposed_ticks = countUp(t.opposed_ticks);
  else t.opposed_ticks = countDown(t.opposed_ticks);
  if (t.opposed_ticks < OPPOSED_TICKS || c.evidence.boot_ticks < BOOT_TICKS) return;
  t.opposed_ticks = 0;
  t.opposed_judge_ticks = OPPOSED_JUDGE_TICKS;
  c.generator.ok = 0;
  c.generator.good_ticks = 0;
  c.generator.reason = Reason.Unsteady;
  c.generator.dropped_for = Reason.Unsteady;
  const opening: boolean =
    c.pulse.result == PulseResult.Running && c.pulse.coil == Coil.GeneratorOpen;
  if (!opening) order(c, Coil.GeneratorOpen);
}

function judgeOpposed(c: Control, t: Transfer): void {
  const parted_ticks: i32 = c.evidence.generator.proven_ticks;
  if (t.opposed_judge_ticks == 0 || parted_ticks == 0) return;
  t.opposed_judge_ticks = t.opposed_judge_ticks - 1;
  const holds: boolean =
    parted_ticks >= OPPOSED_HOLDS_TICKS && c.readings.out_line_mv > OPPOSED_HOLDS_MV;
  if (holds || (t.opposed_judge_ticks == 0 && c.evidence.out_live_ticks > 0)) {
    latch(c, Latch.SourceInHouse);
    t.opposed_judge_ticks = 0;
  }
}

/** What feeds the generator path while the house is on the generator. */
export function watchFeed(c: Control): void {
  const t = c.transfer;
  judgeOpposed(c, t);
  watchOpposed(c, t);
  const on: boolean = t.connected == Connected.Generator;
  const reverse: boolean = on && c.generator_w < -REVERSE_W;
  t.reverse_ticks = reverse ? countUp(t.reverse_ticks) : 0;
  if (t.reverse_ticks == REVERSE_TICKS) latch(c, Latch.SourceInHouse);
  if (on && c.feed.from_house != 0) latch(c, Latch.SourceInHouse);
  if (c.generator.ok != 0) t.after_house_source = 0;
}

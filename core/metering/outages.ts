/**
 * Outages of the utility. One begins when the line has been below half of 240 V for a fifth of a
 * second with both pilots detected, and ends when it has been above 90 % for a second (engineering
 * judgement; the end follows dips in IEC 61000-4-30). It goes on through power cuts of the meter;
 * its start and end are given in powered seconds and power-ups.
 */
import { OUTAGES_KEPT, OUTAGE_FIELDS, OutageField, Registers } from "./registers";
import { TICK_HZ } from "../hardware/units";

const BEGINS_MV: i32 = 120000;
const BEGINS_TICKS: i32 = 48;
const ENDS_MV: i32 = 216000;

/** What outage detection keeps of the line from tick to tick. */
export class OutageWatch {
  low_ticks: i32 = 0;
  good_ticks: i32 = 0;
  lowest_mv: i32 = 0;
}

function entry(r: Registers): i32 {
  return (((r.outages - 1) & (OUTAGES_KEPT - 1)) * OUTAGE_FIELDS) | 0;
}

function begin(w: OutageWatch, r: Registers, boot: i32): void {
  r.outages = r.outages + 1;
  r.outage_open = 1;
  const at: i32 = entry(r);
  r.outage_log[at + OutageField.Number] = r.outages;
  r.outage_log[at + OutageField.StartSecond] = r.powered.value;
  r.outage_log[at + OutageField.StartBoot] = boot;
  r.outage_log[at + OutageField.EndSecond] = -1;
  r.outage_log[at + OutageField.EndBoot] = 0;
  r.outage_log[at + OutageField.LowestMv] = w.lowest_mv;
}

function end(r: Registers, boot: i32): void {
  r.outage_open = 0;
  const at: i32 = entry(r);
  r.outage_log[at + OutageField.EndSecond] = r.powered.value;
  r.outage_log[at + OutageField.EndBoot] = boot;
}

/**
 * One tick; true when an outage has begun or ended. `line_mv` is that of the last cycle; `heard` is
 * 0 while the pilot of a lead is missing: a broken lead is not a dead grid.
 */
export function outageTick(
  w: OutageWatch,
  r: Registers,
  line_mv: i32,
  heard: i32,
  boot: i32,
): boolean {
  if (r.outage_open == 0) {
    if (line_mv >= BEGINS_MV || heard == 0) {
      w.low_ticks = 0;
      return false;
    }
    if (w.low_ticks == 0 || line_mv < w.lowest_mv) w.lowest_mv = line_mv;
    w.low_ticks = w.low_ticks + 1;
    if (w.low_ticks < BEGINS_TICKS) return false;
    begin(w, r, boot);
    w.low_ticks = 0;
    w.good_ticks = 0;
    return true;
  }
  const at: i32 = entry(r) + OutageField.LowestMv;
  if (heard != 0 && line_mv < (r.outage_log[at] as i32)) r.outage_log[at] = line_mv;
  w.good_ticks = line_mv > ENDS_MV ? w.good_ticks + 1 : 0;
  if (w.good_ticks < TICK_HZ) return false;
  end(r, boot);
  w.good_ticks = 0;
  return true;
}

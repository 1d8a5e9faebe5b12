/**
 * What the hardware of a home can truly do, and which faults it has. The judge excuses only what no
 * software could do: move a switch that cannot move, or see what no reading shows. Reads the twin
 * only. Portable.
 */
import { Home } from "@bptm/twin/home/home";
import { COIL_NEEDS_V } from "@bptm/twin/meter/supply";
import { Pole, Stuck, Switch } from "@bptm/twin/meter/switch";

function poleMoves(pole: Pole): boolean {
  return pole.welded === 0 && pole.jammed === 0 && pole.travel_percent <= 150.0;
}

/** Whether an open order would open both poles of this switch now. */
export function canOpen(sw: Switch, home: Home): boolean {
  if (home.supply.alive === 0 || home.supply.coil_v < COIL_NEEDS_V) return false;
  if (!poleMoves(sw.pole_1) || !poleMoves(sw.pole_2)) return false;
  return sw.coil_broken === 0 && sw.open_driver !== Stuck.Off && sw.close_driver !== Stuck.On;
}

/** The three indicator lights. They show what is verified, never what was commanded. */
import { Connected, Control } from "./control";
import { forbidsUtility } from "./latches";
import { Position } from "./position";
import { Light, Outputs } from "../hardware/signals";
import { TICK_HZ } from "../hardware/units";

/** Whatever ride-through the settings allow, the light shows an outage within a second. */
const SHOWN_LATE_TICKS: i32 = (TICK_HZ / 2) | 0;

/** Utility Power Available: the grid is good. Blinks while the house waits to go back to it. */
function utilityAvailable(c: Control): i32 {
  if (c.utility.under_ticks > SHOWN_LATE_TICKS) return Light.Off;
  if (c.utility.ok == 0 && c.utility.good_ticks == 0) return Light.Off;
  if (c.transfer.connected == Connected.Utility) {
    return c.utility.ok != 0 ? Light.On : Light.Off;
  }
  // A blocked return is a steady light: the grid is there, and the second light shows the rest.
  return forbidsUtility(c) != 0 ? Light.On : Light.BlinkSlow;
}

/** Utility Power On: both poles of U are closed and line out follows the grid. */
function utilityOn(c: Control): i32 {
  const closed: boolean = c.position_u.position == Position.Closed;
  if (closed && c.evidence.out_live_ticks > 0 && c.readings.utility_follows != 0) return Light.On;
  const blocked: boolean = c.utility.ok != 0 && c.evidence.back_voltage_ticks > TICK_HZ;
  return blocked ? Light.BlinkFast : Light.Off;
}

/** Generator Power On: both poles of G are closed, and the generator is shown to feed line out. */
function generatorOn(c: Control): i32 {
  const closed: boolean = c.position_g.position == Position.Closed;
  const feeds: boolean = c.feed.shown != 0 || c.transfer.connected_ticks < TICK_HZ;
  if (closed && feeds && c.evidence.out_live_ticks > 0 && c.readings.generator_follows != 0) {
    return Light.On;
  }
  const fed: boolean = c.transfer.connected != Connected.None && c.evidence.out_live_ticks > 0;
  if (fed || c.generator.live_ticks == 0) return Light.Off;
  const rejected: boolean =
    c.generator.ok == 0 && c.generator.good_ticks == 0 && c.generator.live_ticks > 8 * TICK_HZ;
  return rejected ? Light.BlinkFast : Light.BlinkSlow;
}

/** All three blink together on a fault of the contacts or a stored lock-out. */
function fault(c: Control): boolean {
  if (c.transfer.connected != Connected.None && c.evidence.out_live_ticks > 0) return false;
  if (c.position_u.contradiction != 0 || c.position_g.contradiction != 0) return true;
  return c.stored.latches != 0 && c.evidence.back_voltage_ticks == 0;
}

/** Sets the lights of this tick. */
export function light(c: Control, o: Outputs): void {
  if (fault(c)) {
    o.light_utility_available = Light.BlinkFast;
    o.light_utility_on = Light.BlinkFast;
    o.light_generator_on = Light.BlinkFast;
    return;
  }
  o.light_utility_available = utilityAvailable(c);
  o.light_utility_on = utilityOn(c);
  o.light_generator_on = generatorOn(c);
}

/** The items of the meter's display, with codes that a seven-segment display can show. */
import { Connected } from "@bptm/core/control/control";
import type { Meter } from "@bptm/core/meter";
import type { DisplayItem, Frame } from "../wire/api";
import { sayReason } from "@bptm/text/say";
import { gravest } from "@bptm/core/lists/latches";

/** As many decimals as fit into six digits. */
function kilowattHours(watt_hours: number): string {
  return (watt_hours / 1000).toFixed(watt_hours < 10_000_000 ? 2 : 1);
}

function volts(value: number | null): string {
  return value === null ? "------" : value.toFixed(1);
}

function stateItem(meter: Meter): DisplayItem {
  const control = meter.control;
  const lockout = gravest(control.stored.latches);
  if (lockout !== 0) {
    const caption = `lock-out ${lockout}: ${sayReason(lockout)}`;
    return { code: "E8", value: `86 ${lockout}`, unit: "", caption };
  }
  if (control.stored.lock_open !== 0) {
    return { code: "E9", value: "HOLD", unit: "", caption: "held open by order" };
  }
  const connected = control.transfer.connected;
  if (connected === Connected.Utility) {
    return { code: "05", value: "GRID", unit: "", caption: "the house is on the grid" };
  }
  if (connected === Connected.Generator) {
    return { code: "05", value: "GEN", unit: "", caption: "the house is on the generator" };
  }
  return { code: "05", value: "OPEN", unit: "", caption: "the house is not connected" };
}

/** All items in display order. A lock-out comes first. */
export function displayOf(
  meter: Meter,
  frame: Pick<Frame, "utility" | "generator">,
): DisplayItem[] {
  const { utility, generator } = meter.metering.published;
  const energy: DisplayItem[] = [
    {
      code: "01",
      value: kilowattHours(utility.wh_delivered.value),
      unit: "kWh",
      caption: "energy from the utility",
    },
    {
      code: "02",
      value: kilowattHours(generator.wh_delivered.value),
      unit: "kWh",
      caption: "energy from the generator",
    },
    {
      code: "03",
      value: volts(frame.utility.line_volts),
      unit: "V",
      caption: "utility line to line",
    },
    {
      code: "04",
      value: volts(frame.generator.line_volts),
      unit: "V",
      caption: "generator line to line",
    },
  ];
  const state = stateItem(meter);
  return state.code.startsWith("E") ? [state, ...energy] : [...energy, state];
}

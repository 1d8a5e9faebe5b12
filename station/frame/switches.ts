/** Both switches, as verified by contacts and proof; never as commanded. */
import { blocksGenerator, blocksUtility } from "@bptm/core/control/latches";
import type { Meter } from "@bptm/core/meter";
import { Position } from "@bptm/core/control/position";
import type { SwitchPosition } from "@bptm/core/control/position";
import type { PolePosition, SwitchLine } from "../wire/api";

/** A switch while nothing is known. */
export const UNKNOWN_SWITCH: SwitchLine = {
  poles: ["unknown", "unknown"],
  proven: false,
  locked: false,
  word: "unknown",
};

function poleOf(position: number): PolePosition {
  if (position === Position.Open) return "open";
  return position === Position.Closed ? "closed" : "unknown";
}

function wordOf(poles: readonly PolePosition[], proven: boolean, locked: boolean): string {
  const [one, two] = poles;
  if (one !== two) return `pole 1 ${one}, pole 2 ${two}`;
  if (one === "unknown") return "unknown";
  if (one === "closed") return "closed, verified";
  if (locked) return "open, locked";
  return proven ? "open, proven" : "open, not proven yet";
}

function lineOf(at: SwitchPosition, proven: boolean, blocked: boolean): SwitchLine {
  // Contacts that contradict a current or a voltage do not show where the poles are.
  const believed = at.contradiction === 0 || at.position === Position.Split;
  const poles: readonly [PolePosition, PolePosition] = believed
    ? [poleOf(at.pole1), poleOf(at.pole2)]
    : ["unknown", "unknown"];
  const locked = blocked && !poles.every((pole) => pole === "closed");
  return { poles, proven, locked, word: wordOf(poles, proven, locked) };
}

/** U, the service switch. */
export function switchU(meter: Meter): SwitchLine {
  const c = meter.control;
  const alive_inside = c.evidence.back_voltage_ticks > 0 || c.evidence.back_voltage_long !== 0;
  const blocked = blocksUtility(c) !== 0 || alive_inside;
  return lineOf(c.position_u, c.evidence.utility.proven_ticks > 0, blocked);
}

/** G, the generator switch. */
export function switchG(meter: Meter): SwitchLine {
  const c = meter.control;
  return lineOf(c.position_g, c.evidence.generator.proven_ticks > 0, blocksGenerator(c) !== 0);
}

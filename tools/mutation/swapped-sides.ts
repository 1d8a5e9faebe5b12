/**
 * The same value of the other side: U for G, utility for generator. Only reads of values that both
 * sides have, so that every mutant compiles.
 */

/** Values that the state of either source has. */
const OF_A_SOURCE = "ok|good_ticks|live_ticks";
/** Values of the proof that either switch is open. */
const OF_A_PROOF = "pulse_ticks|settled_ticks|proven_ticks";
const READINGS = "contacts|current|across|follows";

/** Expressions of which `$1` or `$2` names the side. */
const SIDED: readonly RegExp[] = [
  new RegExp(`^\\w+\\.(utility|generator)\\.(?:${OF_A_SOURCE})$`),
  new RegExp(`^(?:e|\\w+\\.evidence)\\.(utility|generator)\\.(?:${OF_A_PROOF})$`),
  new RegExp(`^(?:r|\\w+\\.readings)\\.(utility|generator)_(?:${READINGS})$`),
  /^\w+\.(?:view|position)_([ug])\.\w+$/,
  /^(?:\w+\.)*tries_(utility|generator)_(?:open|close)$/,
  /^(?:Coil|Enable|Connected|Goal)\.(Utility|Generator)(?:Open|Close)?$/,
];

const OTHER: Readonly<Record<string, string>> = {
  utility: "generator",
  generator: "utility",
  Utility: "Generator",
  Generator: "Utility",
  u: "g",
  g: "u",
};

/** The expression for the other side; undefined if it has none. */
export function otherSide(text: string): string | undefined {
  for (const pattern of SIDED) {
    const side = pattern.exec(text)?.[1];
    if (side === undefined) continue;
    const at = /[._]([ug])\./.test(text) && side.length === 1 ? text.indexOf(`_${side}.`) + 1 : -1;
    const from = at > 0 ? at : text.indexOf(side, text.indexOf("."));
    return text.slice(0, from) + (OTHER[side] ?? side) + text.slice(from + side.length);
  }
  return undefined;
}

/** Loads and generators of the bench under the names that clients use. */
import { LoadLeg } from "@bptm/twin/house/house";
import type { NamedLoad } from "@bptm/twin/house/homes";
import { UNITS } from "@bptm/twin/sources/generators";
import { UnitKind } from "@bptm/twin/sources/generator";
import type { GeneratorLine } from "@bptm/link/bench";

/** "air conditioner" as an id: "air-conditioner". */
export function idOf(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
}

/** Capitalizes the first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const VOLTS = { [LoadLeg.Leg1]: 120, [LoadLeg.Leg2]: 120, [LoadLeg.Both]: 240 } as const;
const LEGS = { [LoadLeg.Leg1]: "L1", [LoadLeg.Leg2]: "L2", [LoadLeg.Both]: "240 V" } as const;

/** The leg and current of a load: "L2 1.5 A". */
export function whereOf({ leg, watts }: Pick<NamedLoad, "leg" | "watts">): string {
  const amps = watts / VOLTS[leg];
  return `${LEGS[leg]} ${amps.toFixed(amps < 10 ? 1 : 0)} A`;
}

const KINDS: Record<UnitKind, string> = {
  [UnitKind.Engine]: "engine",
  [UnitKind.Inverter]: "inverter",
  [UnitKind.Battery]: "battery",
  [UnitKind.Vehicle]: "vehicle",
};

/** All generators that the bench can plug in. */
export const GENERATORS: readonly GeneratorLine[] = UNITS.map(
  ({ name, kind, acceptable, note }) => ({
    id: name,
    name: capital(name.replaceAll("-", " ")),
    kind: KINDS[kind],
    acceptable,
    note,
  }),
);

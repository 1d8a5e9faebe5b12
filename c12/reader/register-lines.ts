/** Registers, demands and present values of any meter with their units. */
import type { Known } from "../language/numbers";
import { quantityOf } from "../tables/quantities";
import type { Values } from "../tables/quantities";
import type { DataBlock, DataSelection, RegisterData } from "../tables/table-registers";
import type { PresentData, PresentSelection } from "../tables/table-registers";

/** One number of table 23 or 28. */
export interface RegisterLine {
  /** A sum, a greatest demand, what another source did then; a demand that runs, and one now. */
  readonly kind: "register" | "demand" | "coincident" | "running" | "present";
  /** Place among those of its kind, from 0. */
  readonly place: number;
  /** 0 for the total; tiers count from 1. */
  readonly tier: number;
  /** As the meter's own tables name it; empty where nobody does. */
  readonly name: string;
  /** In the unit; nothing when the meter does not know it. */
  readonly value: Known;
  readonly unit: string;
  readonly direction: string;
  /** When a greatest demand came, by the meter's clock. */
  readonly at_s: Known;
}

/** The sources of table 16 that a table of selections names, and what stands there. */
function linesOf(
  kind: RegisterLine["kind"],
  raws: readonly Known[],
  sources: readonly number[] | undefined,
  values: Values,
  { tier = 0, times = [] }: { readonly tier?: number; readonly times?: readonly Known[] } = {},
): RegisterLine[] {
  return raws.map((raw, place) => {
    const { name, unit, direction, inUnits } = quantityOf(sources?.[place] ?? -1, values);
    return { kind, place, tier, name, value: inUnits(raw), unit, direction, at_s: times[place] };
  });
}

/** The greatest of each demand, where a meter keeps several. */
function blockLines(block: DataBlock, tier: number, values: Values): RegisterLine[] {
  const selection = values.get(22) as DataSelection | undefined;
  const { summations, demands, coincidents } = block;
  const times = demands.map(({ event_time }) => event_time?.[0]);
  const greatest = demands.map(({ demand }) => demand[0]);
  const coinciding = coincidents.map(({ coincident_values }) => coincident_values[0]);
  return [
    ...linesOf("register", summations, selection?.summation_select, values, { tier }),
    ...linesOf("demand", greatest, selection?.demand_select, values, { tier, times }),
    ...linesOf("coincident", coinciding, selection?.coincident_select, values, { tier }),
  ];
}

/** Registers of table 23, of the total and of each tier, and table 28, where they are. */
export function registerLines(values: Values): RegisterLine[] {
  const data = values.get(23) as RegisterData | undefined;
  const present = values.get(28) as PresentData | undefined;
  const shown = values.get(27) as PresentSelection | undefined;
  const blocks = data === undefined ? [] : [data.tot_data_block, ...data.tier_data_block];
  const running = present?.present_demand.map(({ demand_value }) => demand_value) ?? [];
  return [
    ...blocks.flatMap((block, tier) => blockLines(block, tier, values)),
    ...linesOf("running", running, shown?.present_demand_select, values),
    ...linesOf("present", present?.present_value ?? [], shown?.present_value_select, values),
  ];
}

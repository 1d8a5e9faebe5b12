/** Registers, demands and present values of any meter, with their units. */
import type { Known } from "../language/numbers";
import { quantityOf } from "../tables/quantities";
import type { ValuesByTable } from "../tables/quantities";
import type { DataBlock, DataSelection, RegisterData } from "../tables/table-registers";
import type { PresentData, PresentSelection } from "../tables/table-registers";

/** A number of table 23 or 28. */
export interface RegisterLine {
  /** A sum, a maximum demand, a value coincident with it; a running demand, and a present value. */
  readonly kind: "register" | "demand" | "coincident" | "running" | "present";
  /** Index among those of its kind, from 0. */
  readonly place: number;
  /** 0 for the total; tiers count from 1. */
  readonly tier: number;
  /** Name from the meter's own tables; empty when they have none. */
  readonly name: string;
  /** In the unit; undefined when the meter does not know it. */
  readonly value: Known;
  readonly unit: string;
  readonly direction: string;
  /** Time of a maximum demand, by the meter's clock. */
  readonly at_s: Known;
}

/** Lines for the values whose sources a table of selections lists. */
function linesOf(
  kind: RegisterLine["kind"],
  raws: readonly Known[],
  sources: readonly number[] | undefined,
  values: ValuesByTable,
  { tier = 0, times = [] }: { readonly tier?: number; readonly times?: readonly Known[] } = {},
): RegisterLine[] {
  return raws.map((raw, place) => {
    const { name, unit, direction, inUnits } = quantityOf(sources?.[place] ?? -1, values);
    return { kind, place, tier, name, value: inUnits(raw), unit, direction, at_s: times[place] };
  });
}

/** The first (largest) of each demand, where a meter keeps several. */
function blockLines(block: DataBlock, tier: number, values: ValuesByTable): RegisterLine[] {
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

/** The lines of table 23, total and tiers, and of table 28, if present. */
export function registerLines(values: ValuesByTable): RegisterLine[] {
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

/** Registers, demands and present values of any meter with their units. */
import type { Known } from "./numbers";
import { quantityOf } from "./quantities";
import type { Values } from "./quantities";
import type { DataSelection, PresentData, PresentSelection } from "./table-registers";
import type { RegisterData } from "./table-registers";

/** One number of table 23 or 28. */
export interface RegisterLine {
  readonly kind: "register" | "demand" | "present";
  /** Place among those of its kind, from 0. */
  readonly place: number;
  /** As the meter's own tables name it; empty where nobody does. */
  readonly name: string;
  /** In the unit; nothing when the meter does not know it. */
  readonly value: Known;
  readonly unit: string;
  readonly direction: string;
  /** When a greatest demand came, by the meter's clock. */
  readonly at_s: Known;
}

function lineOf(
  kind: RegisterLine["kind"],
  place: number,
  source: number | undefined,
  raw: Known,
  values: Values,
  at_s?: Known,
): RegisterLine {
  const { name, unit, direction, inUnits } = quantityOf(source ?? -1, values);
  return { kind, place, name, value: inUnits(raw), unit, direction, at_s };
}

/** Summations and greatest demands of table 23, present values of table 28, where they are. */
export function registerLines(values: Values): RegisterLine[] {
  const data = values.get(23) as RegisterData | undefined;
  const selection = values.get(22) as DataSelection | undefined;
  const present = values.get(28) as PresentData | undefined;
  const shown = values.get(27) as PresentSelection | undefined;
  const sums = data?.tot_data_block.summations ?? [];
  const demands = data?.tot_data_block.demands ?? [];
  return [
    ...sums.map((raw, n) => lineOf("register", n, selection?.summation_select[n], raw, values)),
    ...demands.map(({ demand, event_time }, n) =>
      lineOf("demand", n, selection?.demand_select[n], demand[0], values, event_time?.[0]),
    ),
    ...(present?.present_value ?? []).map((raw, n) =>
      lineOf("present", n, shown?.present_value_select[n], raw, values),
    ),
  ];
}

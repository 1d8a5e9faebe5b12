/** A quarter hour of the load profile in the API: unknown is null, voltage in volts. */
import type { Interval } from "@bptm/c12/records/load-profile";
import type { IntervalLine } from "../wire/api";

interface QuarterHour {
  /** Seconds since 1970. */
  readonly start_s: number;
  readonly interval: Interval;
}

export function intervalLine({ start_s, interval }: QuarterHour): IntervalLine {
  const { values, ...flags } = interval;
  const [delivered = null, received = null, generator = null, least_dv, seconds = null] = values;
  return {
    start: new Date(start_s * 1000).toISOString(),
    utility_delivered_wh: delivered,
    utility_received_wh: received,
    generator_wh: generator,
    utility_minimum_volts: least_dv === undefined ? null : least_dv / 10,
    on_generator_s: seconds,
    ...flags,
  };
}

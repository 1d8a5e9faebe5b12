/** A service with the load profile and the logs of a test, without a meter. */
import { EventLogs } from "@bptm/c12/records/event-log";
import type { LoadProfile } from "@bptm/c12/records/load-profile";
import { COUNTDOWN } from "@bptm/panel/base/fixtures";
import { serve } from "@bptm/station/http/server";
import type { MeterService } from "@bptm/station/host/service";

const nothing = (): never[] => [];

/** Listens on a free port until it is closed. */
export function serviceWith(
  intervals: LoadProfile,
  logs: EventLogs = new EventLogs(),
): ReturnType<typeof serve> {
  const service: MeterService = {
    intervals,
    logs,
    frame: () => COUNTDOWN,
    events: nothing,
    transfer: () => null,
    conditions: nothing,
    generators: nothing,
    settings: nothing,
    changeSetting: () => Promise.resolve([]),
  };
  return serve(service, new Map(), 0);
}

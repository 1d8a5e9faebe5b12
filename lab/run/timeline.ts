/** The timeline of a run for people: events and changes, each with its time. */
import type { MeterEvent } from "@bptm/text/drain";
import { plain, sayEvent } from "@bptm/text/say";
import type { HomeState, ResultEvent } from "./result";
import type { RunSnapshot } from "./run-log";

/** One line of a run's timeline: a message, and the state at that time. */
export interface TimelineLine {
  readonly time_s: number;
  readonly event?: ResultEvent;
  readonly note?: string;
  readonly state: HomeState;
}

/** Seconds to the millisecond. */
export const rounded = (time_s: number): number => Math.round(time_s * 1000) / 1000;

/** An event as a sentence. */
export function eventLine(event: MeterEvent): ResultEvent {
  const { sequence, id, severity, time_ms } = event;
  const sentence = plain(sayEvent(event));
  return { time_s: rounded(time_ms / 1000), sequence, id, severity, sentence };
}

/** The part of a snapshot that a result contains. */
export const stateOf = (moment: RunSnapshot): HomeState => {
  const { connected, line_out, switches, lights, powered, lockout, latches } = moment;
  return { connected, line_out, switches, lights, powered, lockout, latches };
};

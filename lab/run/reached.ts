/** Coverage of a run: events, reasons, and transitions from one connection to another. */
import type { MeterEvent } from "@bptm/text/drain";
import type { Simulation } from "./simulation";
import { EVENTS, SENTENCES } from "@bptm/text/texts";
import type { Reached } from "./result";
import { reasonId } from "./run-log";
import { latchesIn } from "@bptm/text/latches";

/** Name of the event argument, by event code, that is a reason. */
const REASON_IN = new Map(
  EVENTS.map(({ code, sentence }) => {
    const [, name] = /\{(a|b):reason\}/.exec(sentence) ?? [];
    return [code, name];
  }),
);

/** Collects coverage during a run. */
export class ReachedCollector {
  private readonly events = new Set<string>();
  private readonly reasons = new Set<number>();
  private readonly latches = new Set<string>();
  private readonly transitions = new Set<string>();
  private before: string | undefined;

  constructor(private readonly simulation: Simulation) {}

  /** Call after each tick. */
  tick(events: readonly MeterEvent[]): void {
    for (const event of events) {
      this.events.add(event.id);
      const name = REASON_IN.get(event.code);
      if (name === "a") this.reasons.add(event.a);
      if (name === "b") this.reasons.add(event.b);
    }
    const { control } = this.simulation.world.meter;
    this.reasons.add(control.utility.reason);
    this.reasons.add(control.generator.reason);
    this.reasons.add(control.transfer.refusal);
    for (const { id } of latchesIn(control.stored.latches)) this.latches.add(id);
    const now = this.simulation.connected;
    if (this.before !== undefined && now !== this.before) {
      this.transitions.add(`${this.before} to ${now}`);
    }
    this.before = now;
  }

  /** The coverage so far. */
  get reached(): Reached {
    return {
      events: [...this.events].toSorted(),
      reasons: [...new Set([...[...this.reasons].map(reasonId), ...this.latches])].toSorted(),
      transitions: [...this.transitions].toSorted(),
    };
  }
}

/** Ids of all events. */
export const ALL_EVENTS: readonly string[] = EVENTS.map(({ id }) => id);
/** Ids of all reasons. */
export const ALL_REASONS: readonly string[] = SENTENCES.reason.map(({ id }) => id);

/** The meter's journal, newest first. Severity shows by shape as well as colour. */
import type { VNode } from "preact";
import type { EventLine, Severity } from "@bptm/station/wire/api";
import { clockOrDay } from "../base/numbers";

const WORD: Readonly<Record<Severity, string>> = {
  info: "Information",
  warning: "Warning",
  alarm: "Alarm",
};

function Mark({ severity }: { severity: Severity }): VNode {
  return (
    <svg viewBox="0 0 12 12" role="img" aria-label={WORD[severity]}>
      {severity === "info" ? <circle cx="6" cy="6" r="3.6" fill="var(--ink-3)" /> : null}
      {severity === "warning" ? <path d="M6 1L11.5 11H.5Z" fill="var(--generator)" /> : null}
      {severity === "alarm" ? (
        <rect x="1" y="1" width="10" height="10" fill="var(--alarm)" />
      ) : null}
    </svg>
  );
}

export function Events({ events, now }: { events: readonly EventLine[]; now: string }): VNode {
  return (
    <section class="events" aria-labelledby="events-title">
      <div class="head">
        <h2 id="events-title">Events</h2>
        <a href="api/events.csv" download="">
          All events, CSV
        </a>
      </div>
      {events.length === 0 ? <p class="note">Nothing has happened yet.</p> : null}
      <ol>
        {events.map((event) => (
          <li key={`${event.sequence}${event.id}`} class={event.severity}>
            <time dateTime={event.at} title={event.at}>
              {clockOrDay(event.at, now)}
            </time>
            <Mark severity={event.severity} />
            <span>{event.sentence}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

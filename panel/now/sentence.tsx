/** The sentence: what the meter does, why, and what comes next. Written by the station. */
import { useRef } from "preact/hooks";
import type { VNode } from "preact";
import type { Frame } from "@bptm/station/wire/api";
import { spoken, mustAnnounce, type Announcement } from "../base/announce";
import { plain } from "../base/view";

/** The text of the live region: it changes only when there is something to announce. */
function useAnnouncement(frame: Frame): string {
  const before = useRef<Announcement | null>(null);
  const text = useRef("");
  const now = spoken(frame);
  if (mustAnnounce(before.current, now)) text.current = plain(frame.sentence);
  before.current = now;
  return text.current;
}

export function Sentence({ frame }: { frame: Frame }): VNode {
  const announcement = useAnnouncement(frame);
  return (
    <div class="said">
      <h1 class="sentence">
        {frame.sentence.map((run, index) =>
          run.strong ? (
            <strong key={index} class={index === 0 ? "state" : "figure"}>
              {run.text}
            </strong>
          ) : (
            <span key={index}>{run.text}</span>
          ),
        )}
      </h1>
      <p class="hidden" role="status" aria-live="polite">
        {announcement}
      </p>
      {frame.advice === null ? null : <p class="advice">{frame.advice}</p>}
    </div>
  );
}

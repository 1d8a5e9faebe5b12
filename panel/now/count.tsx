/** The countdown. The page never counts by itself. */
import type { VNode } from "preact";
import type { Countdown as CountLine } from "@bptm/station/wire/api";

/** Hidden from screen readers: the sentence beside it has the same content. */
export function Count({ count }: { count: CountLine | null }): VNode {
  return (
    <div class="count" aria-hidden="true">
      {count === null ? null : (
        <>
          <p class="number">
            {count.value}
            <span class="unit">{[count.of, count.unit].filter(Boolean).join(" ")}</span>
          </p>
          <p class="caption">{count.caption}</p>
        </>
      )}
    </div>
  );
}

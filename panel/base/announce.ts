/** What a screen reader is told: each change of state, and the count at 60, 30 and 10 seconds. */
import type { Frame } from "@bptm/station/wire/api";
import { plain } from "./view";

const MARKS_S = [60, 30, 10];

/** The part of a frame that decides whether there is something to say. */
export interface Spoken {
  /** The sentence without its numbers: they change each second, the state does not. */
  readonly state: string;
  readonly count_s: number | null;
}

export function spoken(frame: Frame): Spoken {
  const words = plain(frame.sentence).replace(/[\d.,]+/g, "#");
  const count = frame.count;
  return {
    state: `${frame.tone}:${words}`,
    count_s: count !== null && count.unit === "s" ? count.value : null,
  };
}

/** Whether the step from one frame to the next has to be announced. */
export function worthSaying(before: Spoken | null, now: Spoken): boolean {
  if (before === null || before.state !== now.state) return true;
  const from = before.count_s;
  const to = now.count_s;
  return from !== null && to !== null && MARKS_S.some((mark) => from > mark && to <= mark);
}

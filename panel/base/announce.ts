/**
 * What a screen reader announces: each change of state, and the countdown at 60, 30 and 10 seconds.
 */
import type { Frame } from "@bptm/station/wire/api";
import { plain } from "./view";

const MARKS_S = [60, 30, 10];

/** The part of a frame that decides whether to announce. */
export interface Announcement {
  /** The sentence without its numbers: they change each second, the state does not. */
  readonly state: string;
  readonly count_s: number | null;
}

export function spoken(frame: Frame): Announcement {
  const words = plain(frame.sentence).replace(/[\d.,]+/g, "#");
  const count = frame.count;
  return {
    state: `${frame.tone}:${words}`,
    count_s: count !== null && count.unit === "s" ? count.value : null,
  };
}

/** Whether the change between two frames is announced. */
export function mustAnnounce(before: Announcement | null, now: Announcement): boolean {
  if (before === null || before.state !== now.state) return true;
  const from = before.count_s;
  const to = now.count_s;
  return from !== null && to !== null && MARKS_S.some((mark) => from > mark && to <= mark);
}

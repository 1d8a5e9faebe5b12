/**
 * Settings read from the store that contradict each other, as those of an earlier release or of a
 * careless commissioning may: the defaults of all that are involved act instead, and everything
 * else stays as it was stored.
 */
import { Event } from "../lists/events";
import { Raised, raise } from "./raise";
import { Settings, resetConflict, settingsConflict } from "../lists/settings";

/** Each pass puts a pair back of which one differed: more than there are settings never happen. */
const PASSES_MOST: i32 = 100;

/** Settles every conflict with the settings of `safe`, and tells the first by an event. */
export function reconcile(s: Settings, safe: Settings, raised: Raised): void {
  const upper: i32 = settingsConflict(s);
  if (upper == 0) return;
  raise(raised, Event.SettingConflict, upper, resetConflict(s, safe));
  for (let k: i32 = 0; k < PASSES_MOST; k++) {
    if (resetConflict(s, safe) == 0) return;
  }
}

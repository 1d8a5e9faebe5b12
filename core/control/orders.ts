/** Carries out an order from outside, or refuses it with a reason. */
import { Reason } from "../lists/codes";
import { Control } from "./control";
import { Event } from "../lists/events";
import { clearByOrder, markDirty } from "./latches";
import { raise } from "../storage/raise";
import { Order, Request } from "./requests";
import { Settings, settingsDifference, settingsFault } from "../lists/settings";

/** Answers of orders about settings are 1000 and the number of the first bad setting. */
const SETTING_REFUSED: i32 = 1000;

function lockOpen(c: Control, order: i32): i32 {
  c.stored.lock_open = order == Order.LockOpenBoth ? 2 : order == Order.LockOpenUtility ? 1 : 0;
  markDirty(c);
  if (c.stored.lock_open == 0) raise(c.raised, Event.LockOpenCleared, 0, 0);
  else raise(c.raised, Event.LockOpenSet, c.stored.lock_open, 0);
  return Reason.None;
}

function clear(c: Control): i32 {
  // An order does not clear a contradiction that is still present.
  if (c.position_u.contradiction != 0 || c.position_g.contradiction != 0) {
    return Reason.Contradiction;
  }
  clearByOrder(c);
  return Reason.None;
}

function settingRefused(c: Control, proposed: Settings): i32 {
  const bad: i32 = settingsFault(proposed);
  if (bad == 0) {
    raise(c.raised, Event.SettingChanged, settingsDifference(c.settings, proposed), 0);
    return 0;
  }
  raise(c.raised, Event.SettingRefused, bad, 0);
  return SETTING_REFUSED + bad;
}

/**
 * Answers one order. Returns 1 when the proposed settings must be applied, which the caller
 * does field by field.
 */
export function obey(c: Control, r: Request, proposed: Settings): i32 {
  const order: i32 = r.order;
  if (order == Order.None) return 0;
  r.order = Order.None;
  r.answers = (r.answers + 1) & 0x3fffffff;
  if (order == Order.ClearLockout) r.answer = clear(c);
  else if (order == Order.ChangeSettings) r.answer = settingRefused(c, proposed);
  else if (order >= Order.LockOpenUtility && order <= Order.ClearLockOpen) {
    r.answer = lockOpen(c, order);
  } else r.answer = Reason.UnknownOrder;
  return order == Order.ChangeSettings && r.answer == 0 ? 1 : 0;
}

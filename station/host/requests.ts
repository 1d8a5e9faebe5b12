/** Orders under the numbers that the link has for them. */
import type { MeterOrder } from "@bptm/lab/scenario/stimulus";
import { LinkOrder } from "@bptm/link/messages";
import type { OrderMessage } from "@bptm/link/messages";
import { SETTINGS } from "@bptm/text/texts";

const PLAIN: Record<Exclude<MeterOrder["order"], "setting"> | "reset-demand", number> = {
  "clear-lockout": LinkOrder.ClearLockout,
  "lock-open-utility": LinkOrder.LockOpenUtility,
  "lock-open-both": LinkOrder.LockOpenBoth,
  "clear-lock-open": LinkOrder.ClearLockOpen,
  "reset-demand": LinkOrder.ResetDemand,
};

type LinkRequest = Pick<OrderMessage, "order" | "setting" | "value">;

/** An order as the link carries it. A setting that does not exist has number 0. */
export function requestOf(order: MeterOrder | "reset-demand"): LinkRequest {
  if (order === "reset-demand") return { order: PLAIN[order], setting: 0, value: 0 };
  if (order.order !== "setting") return { order: PLAIN[order.order], setting: 0, value: 0 };
  const { setting, value } = order;
  const number = SETTINGS.findIndex(({ name }) => name === setting) + 1;
  return { order: LinkOrder.ChangeSetting, setting: number, value: value ?? 0 };
}

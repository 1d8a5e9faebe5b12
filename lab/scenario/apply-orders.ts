/** Orders to the meter, which its core executes or refuses. */
import { Order } from "@bptm/core/control/requests";
import { inspected } from "../world/liveness";
import { now } from "./scene";
import type { StimulusContext, StimulusStep } from "./scene";
import type { Actions } from "./stimulus";
import { SENTENCES, SETTINGS } from "@bptm/text/texts";
import type { Values } from "./values";

const ORDERS: Record<Actions["order"], Order> = {
  "clear-lockout": Order.ClearLockout,
  "lock-open-utility": Order.LockOpenUtility,
  "lock-open-both": Order.LockOpenBoth,
  "clear-lock-open": Order.ClearLockOpen,
  setting: Order.ChangeSettings,
};

/** Proposes all current settings with one changed. */
function propose({ world }: Pick<StimulusContext, "world">, name: string, value: number): void {
  const { proposed, control } = world.meter;
  for (const setting of SETTINGS) proposed[setting.name] = control.settings[setting.name];
  const found = SETTINGS.find((setting) => setting.name === name);
  if (found === undefined) throw new RangeError(`There is no setting "${name}".`);
  proposed[found.name] = value;
}

/** The orders; without power they do not reach the meter. */
export function orderSteps(action: Actions["order"], values: Values): StimulusStep[] {
  return now((scene) => {
    const { request } = scene.world.meter;
    if (scene.world.home.supply.alive === 0) {
      scene.note(`The order "${action}" did not reach the meter: it has no power.`);
      return;
    }
    if (action === "setting") propose(scene, values.setting ?? "", values.value ?? 0);
    request.order = ORDERS[action];
    const opens = request.order === Order.LockOpenUtility || request.order === Order.LockOpenBoth;
    const clears = request.order === Order.ClearLockOpen;
    scene.world.judge.lock_asked = opens ? 1 : clears ? 2 : 0;
    scene.pending_order = {
      order: request.order,
      answers: request.answers,
      name: action,
    };
  });
}

/** Handles the answer to an order; the judge enforces an accepted order from then on. */
export function settleOrder(scene: StimulusContext): void {
  const { pending_order, world } = scene;
  if (pending_order === undefined || world.meter.request.answers === pending_order.answers) return;
  scene.pending_order = undefined;
  world.judge.lock_asked = 0;
  const { answer } = world.meter.request;
  if (answer !== 0) {
    const text = SENTENCES.reason.find(({ code }) => code === answer)?.text;
    scene.note(`The order "${pending_order.name}" was refused: ${text ?? `answer ${answer}`}.`);
    return;
  }
  scene.note(`The order "${pending_order.name}" was accepted.`);
  const { judge } = world;
  if (pending_order.order === Order.ClearLockOpen) judge.lock_open = 0;
  else if (pending_order.order === Order.LockOpenUtility) judge.lock_open = 1;
  else if (pending_order.order === Order.LockOpenBoth) judge.lock_open = 2;
  else if (pending_order.order === Order.ChangeSettings) {
    judge.dead_time_ms = world.meter.control.settings.dead_time_ms;
  } else if (pending_order.order === Order.ClearLockout) {
    for (const coil of [judge.u_open, judge.u_close, judge.g_open, judge.g_close]) coil.futile = 0;
    inspected(judge.liveness);
    judge.fed_back.stands = 0;
    judge.house_sequences.openings = judge.house_sequences.wait_left = 0;
  }
}

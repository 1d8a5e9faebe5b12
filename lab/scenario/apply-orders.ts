/** Orders to the meter: requests that its core does or refuses. */
import { Order } from "@bptm/core/control/requests";
import { now } from "./scene";
import type { Scene, Step } from "./scene";
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

/** Writes all settings as they are, with one changed, where the core looks for a proposal. */
function propose({ world }: Pick<Scene, "world">, name: string, value: number): void {
  const { proposed, control } = world.meter;
  for (const setting of SETTINGS) proposed[setting.name] = control.settings[setting.name];
  const found = SETTINGS.find((setting) => setting.name === name);
  if (found === undefined) throw new RangeError(`there is no setting "${name}"`);
  proposed[found.name] = value;
}

/** Orders. Without power there is nobody to take one. */
export function orderSteps(action: Actions["order"], values: Values): Step[] {
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
    scene.asked = { order: request.order, answers: request.answers, name: action };
  });
}

/** Looks for the answer to an order; what the meter took on, the judge holds it to. */
export function settleOrder(scene: Scene): void {
  const { asked, world } = scene;
  if (asked === undefined || world.meter.request.answers === asked.answers) return;
  scene.asked = undefined;
  world.judge.lock_asked = 0;
  const { answer } = world.meter.request;
  if (answer !== 0) {
    const text = SENTENCES.reason.find(({ code }) => code === answer)?.text;
    scene.note(`The order "${asked.name}" was refused: ${text ?? `answer ${answer}`}.`);
    return;
  }
  scene.note(`The order "${asked.name}" was taken.`);
  const { judge } = world;
  if (asked.order === Order.ClearLockOpen) judge.lock_open = 0;
  else if (asked.order === Order.LockOpenUtility) judge.lock_open = 1;
  else if (asked.order === Order.LockOpenBoth) judge.lock_open = 2;
  else if (asked.order === Order.ChangeSettings) {
    judge.dead_time_ms = world.meter.control.settings.dead_time_ms;
  } else if (asked.order === Order.ClearLockout) {
    for (const coil of [judge.u_open, judge.u_close, judge.g_open, judge.g_close]) coil.futile = 0;
  }
}

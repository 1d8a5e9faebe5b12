/** The bench's groups and buttons; a refusal is shown in the group that sent the request. */
import { createContext, type ComponentChildren, type VNode } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { BenchOrder } from "@bptm/station/wire/api";
import { sendOrder } from "../base/station";

interface GroupOrders {
  readonly send: (order: BenchOrder) => void;
  /** Shows a sentence under the group: why an order was refused, or is not possible. */
  readonly showNote: (sentence: string) => void;
  /** Why no order is possible; empty when orders are. */
  readonly blocked: string;
}

const OrdersContext = createContext<GroupOrders>({
  send: () => {},
  showNote: () => {},
  blocked: "",
});

/** Sends orders for the group. */
export const useOrders = (): GroupOrders => useContext(OrdersContext);

interface GroupProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly blocked: string;
  readonly children: ComponentChildren;
}

/** One column of the bench with a line for refusals. */
export function Group({ title, note, blocked, children }: GroupProps): VNode {
  const [sentence, showNote] = useState("");
  const send = (order: BenchOrder): void => {
    if (blocked !== "") return showNote(blocked);
    void sendOrder(order).then((refused) => showNote(refused ?? ""));
  };
  return (
    <fieldset>
      <legend>
        {title} {note ? <span>{note}</span> : null}
      </legend>
      <div class="group">
        <OrdersContext.Provider value={{ send, showNote, blocked }}>
          {children}
        </OrdersContext.Provider>
        <p class="refusal" role="status">
          {sentence}
        </p>
      </div>
    </fieldset>
  );
}

interface OrderButtonProps {
  readonly order: BenchOrder;
  /** Why the order is not possible now; empty when it is. */
  readonly reason?: string;
  readonly pressed?: boolean;
  readonly wide?: boolean;
  readonly main?: boolean;
  readonly children: ComponentChildren;
}

/** A button that sends one order. When disabled, it stays focusable and shows the reason. */
export function OrderButton(props: OrderButtonProps): VNode {
  const { order, reason = "", pressed, wide, main, children } = props;
  const { send, showNote, blocked } = useOrders();
  const id = useId();
  const why = blocked || reason;
  const kind = ["button", wide ? "wide-button" : "", main ? "main-button" : ""].join(" ");
  return (
    <>
      <button
        type="button"
        class={kind}
        aria-pressed={pressed}
        aria-disabled={why !== ""}
        aria-describedby={why === "" ? undefined : id}
        onClick={() => (why === "" ? send(order) : showNote(why))}
        onFocus={() => showNote(why)}
      >
        {children}
      </button>
      {why === "" ? null : (
        <span id={id} hidden>
          {why}
        </span>
      )}
    </>
  );
}

interface ToggleProps {
  readonly name: string;
  readonly where: string;
  readonly on: boolean;
  readonly order: BenchOrder;
  /** A fault rather than a load. */
  readonly bad?: boolean;
}

/** A toggle of the bench: a load, or a fault. */
export function Toggle({ name, where, on, order, bad }: ToggleProps): VNode {
  const { send } = useOrders();
  return (
    <button
      type="button"
      class={bad ? "toggle bad" : "toggle"}
      role="switch"
      aria-checked={on}
      onClick={() => send(order)}
    >
      <i />
      {name}
      <span>{where}</span>
    </button>
  );
}

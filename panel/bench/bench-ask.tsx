/** The bench's groups and buttons: a refusal is shown in the group that made the request. */
import { createContext, type ComponentChildren, type VNode } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { BenchOrder } from "@bptm/station/wire/api";
import { order } from "../base/station";

interface Asking {
  readonly ask: (wish: BenchOrder) => void;
  /** Shows a sentence under the group: why something was refused, or cannot be asked. */
  readonly tell: (sentence: string) => void;
  /** Why nothing can be asked at all; empty when it can. */
  readonly blocked: string;
}

const Ask = createContext<Asking>({ ask: () => {}, tell: () => {}, blocked: "" });

/** The group's way to ask. */
export const useAsk = (): Asking => useContext(Ask);

interface GroupProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly blocked: string;
  readonly children: ComponentChildren;
}

/** One column of the bench with a line for refusals. */
export function Group({ title, note, blocked, children }: GroupProps): VNode {
  const [sentence, tell] = useState("");
  const ask = (wish: BenchOrder): void => {
    if (blocked !== "") return tell(blocked);
    void order(wish).then((refused) => tell(refused ?? ""));
  };
  return (
    <fieldset>
      <legend>
        {title} {note ? <span>{note}</span> : null}
      </legend>
      <div class="group">
        <Ask.Provider value={{ ask, tell, blocked }}>{children}</Ask.Provider>
        <p class="refusal" role="status">
          {sentence}
        </p>
      </div>
    </fieldset>
  );
}

interface OrderButtonProps {
  readonly wish: BenchOrder;
  /** Why it cannot be asked now; empty when it can. */
  readonly reason?: string;
  readonly pressed?: boolean;
  readonly wide?: boolean;
  readonly main?: boolean;
  readonly children: ComponentChildren;
}

/** A button that asks for one thing. It stays reachable when it is disabled, and says why. */
export function OrderButton(props: OrderButtonProps): VNode {
  const { wish, reason = "", pressed, wide, main, children } = props;
  const { ask, tell, blocked } = useAsk();
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
        onClick={() => (why === "" ? ask(wish) : tell(why))}
        onFocus={() => tell(why)}
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
  readonly wish: BenchOrder;
  /** A fault rather than a load. */
  readonly bad?: boolean;
}

/** A switch of the bench: a load, or a fault. */
export function Toggle({ name, where, on, wish, bad }: ToggleProps): VNode {
  const { ask } = useAsk();
  return (
    <button
      type="button"
      class={bad ? "toggle bad" : "toggle"}
      role="switch"
      aria-checked={on}
      onClick={() => ask(wish)}
    >
      <i />
      {name}
      <span>{where}</span>
    </button>
  );
}

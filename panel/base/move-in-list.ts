/** Arrow keys in a list that is one Tab stop: up and down the rows, and along a row's actions. */

const ACTIONS = "button, a[href]";

/** The index after a key; null when the key does not move. */
function moved(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), count - 1);
}

/** Handles a key of the list; rows are its `li`, actions their buttons and links. */
export function moveInList(event: KeyboardEvent): void {
  const list = event.currentTarget;
  const { activeElement } = document;
  const row = activeElement?.closest("li") ?? null;
  if (!(list instanceof HTMLElement) || row === null || activeElement === null) return;
  const rows = [...list.querySelectorAll("li")];
  const actions = [...row.querySelectorAll<HTMLElement>(ACTIONS)];
  const along = actions.findIndex((one) => one === activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const to = moved(event.key, rows.indexOf(row), rows.length);
  if (step !== undefined) actions[along + step]?.focus();
  else if (to !== null) {
    const there = rows[to]?.querySelectorAll<HTMLElement>(ACTIONS) ?? [];
    there[Math.min(along, there.length - 1)]?.focus();
  } else return;
  event.preventDefault();
}

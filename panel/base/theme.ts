/** Dark or light: the system's choice until the reader makes one, then that, remembered. */
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

type Theme = "light" | "dark";
const KEY = "bptm.theme";
const DARK = "(prefers-color-scheme: dark)";

const chosen: Signal<Theme | null> = signal(null);
const system: Signal<Theme> = signal("light");

/** The theme that is shown. */
export const theme: ReadonlySignal<Theme> = computed(() => chosen.value ?? system.value);

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null; // A browser may refuse to store anything.
  }
}

function show(): void {
  document.documentElement.dataset["theme"] = theme.value;
}

/** Takes up the remembered theme and follows the system where there is none. */
export function startTheme(): void {
  const query = matchMedia(DARK);
  const follow = (): void => {
    system.value = query.matches ? "dark" : "light";
    show();
  };
  chosen.value = remembered();
  query.addEventListener("change", follow);
  follow();
}

/** Changes to the other theme and remembers it. */
export function toggleTheme(): void {
  chosen.value = theme.value === "dark" ? "light" : "dark";
  show();
  try {
    localStorage.setItem(KEY, chosen.value);
  } catch {
    // Not remembered, but shown.
  }
}

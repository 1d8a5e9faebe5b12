/** Dark or light: the system's choice until the reader picks one, which is then stored. */
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

type Theme = "light" | "dark";
const KEY = "bptm.theme";
const DARK = "(prefers-color-scheme: dark)";

const chosen: Signal<Theme | null> = signal(null);
const system: Signal<Theme> = signal("light");

/** The theme in use. */
export const theme: ReadonlySignal<Theme> = computed(() => chosen.value ?? system.value);

function storedTheme(): Theme | null {
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

/** Applies the stored theme, or follows the system. */
export function startTheme(): void {
  const query = matchMedia(DARK);
  const follow = (): void => {
    system.value = query.matches ? "dark" : "light";
    show();
  };
  chosen.value = storedTheme();
  query.addEventListener("change", follow);
  follow();
}

/** Switches to the other theme and stores it. */
export function toggleTheme(): void {
  chosen.value = theme.value === "dark" ? "light" : "dark";
  show();
  try {
    localStorage.setItem(KEY, chosen.value);
  } catch {
    // Shown, but not stored.
  }
}

import { type Accessor, createSignal } from "solid-js";

import { localName } from "../../platform/base-path.ts";

export type Theme = "system" | "light" | "dark";

function stored(): Theme {
  try {
    const theme = localStorage.getItem(localName("theme"));
    return theme === "light" || theme === "dark" ? theme : "system";
  } catch {
    // Storage refused: the page says so elsewhere, the colours follow the system.
    return "system";
  }
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Light, dark or as the system has it. Kept outside the database because it must be known before the first paint. */
export function createTheme(): { readonly theme: Accessor<Theme>; readonly choose: (theme: Theme) => void } {
  const initial = stored();
  const [theme, setTheme] = createSignal<Theme>(initial);
  show(initial);
  return {
    theme,
    choose: (next) => {
      setTheme(next);
      show(next);
      try {
        if (next === "system") localStorage.removeItem(localName("theme"));
        else localStorage.setItem(localName("theme"), next);
      } catch {
        // Storage refused: the choice holds for this tab.
      }
    },
  };
}

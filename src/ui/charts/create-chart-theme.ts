import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

import { type ChartTheme, readChartTheme } from "../../paint/chart-theme.ts";

/** The theme as a signal: follows the light/dark switch, the system's scheme, and forced colours. */
export function createChartTheme(): Accessor<ChartTheme> {
  const root = document.documentElement;
  const [theme, setTheme] = createSignal(readChartTheme(root));
  const refresh = (): void => {
    setTheme(readChartTheme(root));
  };
  onMount(() => {
    const observer = new MutationObserver(refresh);
    observer.observe(root, {
      attributes: true,
      attributeFilter: ["data-theme", "data-presenter", "class", "style"],
    });
    const queries = [
      "(prefers-color-scheme: dark)",
      "(forced-colors: active)",
      "(min-width: 1800px)",
      "(min-width: 2400px)",
    ].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener("change", refresh);
    refresh();
    onCleanup(() => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener("change", refresh);
    });
  });
  return theme;
}

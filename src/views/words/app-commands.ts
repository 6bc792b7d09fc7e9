import { routes, tabs } from "../routes.ts";
import type { Command } from "./find-commands.ts";

/** What can be done from anywhere, by the page where it is done. */
const deedsElsewhere = [
  { title: "Set up a run", path: routes.newRun },
  { title: "Race optimizers against each other", path: routes.race },
  { title: "Compare runs", path: routes.compare },
  { title: "Connect a model or enter a key", path: routes.models },
  { title: "Save everything in one file, or bring a file in", path: routes.storage },
  { title: "Find a run, or take one out of the bin", path: routes.runs },
] as const;

const themes = ["light", "dark", "system"] as const;

/** Which colours are chosen, and the way to choose others. */
interface Colours {
  readonly theme: () => (typeof themes)[number];
  readonly choose: (theme: (typeof themes)[number]) => void;
}

/** Commands that every page has. */
export function appCommands(deeds: {
  readonly go: (path: string) => void;
  readonly palette: () => void;
  readonly shortcuts: () => void;
  readonly theme: Colours;
}): readonly Command[] {
  return [
    { id: "palette", title: "All commands", group: "Studio", key: "Mod+K", run: deeds.palette },
    { id: "shortcuts", title: "Keyboard shortcuts", group: "Studio", key: "?", run: deeds.shortcuts },
    ...tabs.map((page) => ({
      id: `go ${page.path}`,
      title: `Go to ${page.title}`,
      group: "Pages",
      key: page.key,
      run: () => deeds.go(page.path),
    })),
    ...deedsElsewhere.map(({ title, path }) => ({
      id: `do ${title}`,
      title,
      group: "Deeds",
      run: () => deeds.go(path),
    })),
    ...themes.map((theme) => ({
      id: `theme ${theme}`,
      title: theme === "system" ? "Colours as the system has them" : `Colours: ${theme}`,
      group: "Studio",
      when: () => deeds.theme.theme() !== theme,
      run: () => deeds.theme.choose(theme),
    })),
  ];
}

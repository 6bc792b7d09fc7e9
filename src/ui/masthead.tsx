import { A, useLocation } from "@solidjs/router";
import { createEffect, createSignal, For, type JSX, on } from "solid-js";

import { routes, tabs } from "../views/routes.ts";
import { Button } from "./kit/button.tsx";
import { BrandIcon, ThemeIcon } from "./kit/icons.tsx";
import { PrivacyLine } from "./privacy-line.tsx";
import type { createTheme, Theme } from "./state/theme.ts";

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const SAID: Readonly<Record<Theme, string>> = {
  system: "as the system has it",
  light: "light",
  dark: "dark",
};

/** Brand, pages, what has left the machine, palette, light or dark; under 1120 px the pages fold into a menu. */
export function Masthead(props: {
  readonly theme: ReturnType<typeof createTheme>;
  readonly onPalette: () => void;
}): JSX.Element {
  const location = useLocation();
  const [open, setOpen] = createSignal(false);
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
      { defer: true },
    ),
  );
  const isCurrent = (path: string): boolean =>
    path === routes.home ? location.pathname === "/" : location.pathname.startsWith(path);
  const theme = (): Theme => props.theme.theme();
  return (
    <header class="mast" classList={{ "is-open": open() }}>
      <A class="brand" href={routes.home}>
        <BrandIcon />
        GEPA Studio
      </A>
      <nav aria-label="Pages" id="pages">
        <For each={tabs}>
          {(page) => (
            <A href={page.path} end aria-current={isCurrent(page.path) ? "page" : undefined}>
              {page.title}
            </A>
          )}
        </For>
      </nav>
      <div class="end">
        <PrivacyLine />
        <Button bare class="hide-s" name="All commands, Ctrl K" onClick={() => props.onPalette()}>
          <kbd>Ctrl K</kbd>
        </Button>
        <Button
          bare
          name={`Colours: ${SAID[theme()]}. Change to ${SAID[NEXT[theme()]]}`}
          title={`Colours: ${SAID[theme()]}`}
          onClick={() => props.theme.choose(NEXT[theme()])}
        >
          <ThemeIcon />
        </Button>
        <Button class="menu-button" expanded={open()} controls="pages" onClick={() => setOpen(!open())}>
          Menu
        </Button>
      </div>
    </header>
  );
}

import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, type JSX, on, Show, Suspense } from "solid-js";

import { appCommands } from "../views/words/app-commands.ts";
import { Entry } from "./kit/entry.tsx";
import { Waiting } from "./kit/progress-line.tsx";
import { lazyPart } from "./lazy-part.ts";
import { Masthead } from "./masthead.tsx";
import { PageBoundary } from "./page-boundary.tsx";
import { createCommands } from "./state/commands.tsx";
import { keepAwakeWhileRunning } from "./state/keep-awake.ts";
import { createOpenFile } from "./state/open-file.ts";
import { createTheme } from "./state/theme.ts";
import { UpdateNotice } from "./update-notice.tsx";

const Palette = lazyPart(() => import("./palette.tsx"), "Palette");
const Shortcuts = lazyPart(() => import("./shortcuts.tsx"), "Shortcuts");

/** What stands around every page: masthead, palette, and a boundary so that one page's fault stays its own. */
export function AppFrame(props: { readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const theme = createTheme();
  keepAwakeWhileRunning();
  const [open, setOpen] = createSignal<"palette" | "shortcuts">();
  let main!: HTMLElement;
  createCommands(() =>
    appCommands({
      go: (path) => navigate(path),
      palette: () => setOpen("palette"),
      shortcuts: () => setOpen("shortcuts"),
      theme,
    }),
  );
  // A new page starts at its top, and a reader of the screen hears it from its start.
  createEffect(
    on(
      () => location.pathname,
      () => {
        window.scrollTo(0, 0);
        main.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.focus();
        }}
      >
        Skip to content
      </a>
      <Masthead theme={theme} onPalette={() => setOpen("palette")} />
      <UpdateNotice />
      <DropPlace ref={(element) => (main = element)}>
        <PageBoundary>
          <Suspense fallback={<OpeningPage />}>{props.children}</Suspense>
        </PageBoundary>
      </DropPlace>
      <Suspense>
        <Show when={open() === "palette"}>
          <Palette onClose={() => setOpen(undefined)} />
        </Show>
        <Show when={open() === "shortcuts"}>
          <Shortcuts onClose={() => setOpen(undefined)} />
        </Show>
      </Suspense>
    </>
  );
}

function OpeningPage(): JSX.Element {
  return (
    <div class="page">
      <Entry first>
        <Waiting what="Opening the page" />
      </Entry>
    </div>
  );
}

/** A file may be dropped anywhere: New run opens with it. Pages that take files themselves stop the event. */
function DropPlace(props: {
  readonly ref: (element: HTMLElement) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const openDropped = createOpenFile();
  const [isOver, setIsOver] = createSignal(false);
  const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  return (
    <div
      id="main"
      tabindex="-1"
      ref={(element) => props.ref(element)}
      class="frame"
      classList={{ "is-over": isOver() }}
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setIsOver(false);
      }}
      onDrop={(event) => {
        setIsOver(false);
        const file = event.dataTransfer?.files[0];
        if (event.defaultPrevented || !file) return;
        event.preventDefault();
        openDropped(file);
      }}
    >
      {props.children}
    </div>
  );
}

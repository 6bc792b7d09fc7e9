import { HashRouter } from "@solidjs/router";
import type { Component, JSX } from "solid-js";

import { pages } from "../views/routes.ts";
import { AppFrame } from "./app-frame.tsx";
import { FaultWatch } from "./fault-watch.tsx";
import { ConfirmHost } from "./kit/confirm.tsx";
import { ToastHost } from "./kit/toast.tsx";
import { lazyPart } from "./lazy-part.ts";
import { HomePage } from "./pages/home/home-page.tsx";
import { CommandsProvider } from "./state/commands.tsx";
import { ConductorProvider } from "./state/conductor.tsx";
import { DatabaseProvider } from "./state/database.tsx";
import { DroppedFileProvider } from "./state/dropped-file.tsx";
import { WorkersProvider } from "./state/workers.tsx";
import { StudioBoundary } from "./studio-boundary.tsx";

/** Each is loaded when it is first opened; only Home is there from the start. */
const later = import.meta.glob<Readonly<Record<string, Component>>>([
  "./pages/*/*-page.tsx",
  "!./pages/home/home-page.tsx",
]);

/** `NewRunPage` is what `new-run-page.tsx` gives out. */
function pageOf(page: string): Component {
  if (page === "HomePage") return HomePage;
  const file = `/${page.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.tsx`;
  const load = Object.entries(later).find(([path]) => path.endsWith(file))?.[1];
  if (load === undefined) throw new Error(`No page has a file that ends in ${file}.`);
  return lazyPart(load, page);
}

const routed = pages.map(({ path, page }) => ({ path, component: pageOf(page) }));

function Providers(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <ToastHost>
      <FaultWatch />
      <ConfirmHost>
        <CommandsProvider>
          <DatabaseProvider>
            <WorkersProvider>
              <ConductorProvider>
                <DroppedFileProvider>{props.children}</DroppedFileProvider>
              </ConductorProvider>
            </WorkersProvider>
          </DatabaseProvider>
        </CommandsProvider>
      </ConfirmHost>
    </ToastHost>
  );
}

/** The studio: providers around the frame around the pages. */
export function App(): JSX.Element {
  return (
    <StudioBoundary>
      <Providers>
        <HashRouter root={AppFrame}>{routed}</HashRouter>
      </Providers>
    </StudioBoundary>
  );
}

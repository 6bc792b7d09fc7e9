import { createMemoryHistory, MemoryRouter, Route, useLocation } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import type { JSX } from "solid-js";

import type { StudioDatabase } from "../../../src/storage/schema.ts";
import { ConfirmHost } from "../../../src/ui/kit/confirm.tsx";
import { ToastHost } from "../../../src/ui/kit/toast.tsx";
import { CommandsProvider } from "../../../src/ui/state/commands.tsx";
import { ConductorProvider } from "../../../src/ui/state/conductor.tsx";
import { OpenDatabase } from "../../../src/ui/state/database.tsx";
import { DroppedFileProvider } from "../../../src/ui/state/dropped-file.tsx";
import { WorkersProvider } from "../../../src/ui/state/workers.tsx";

import "../../../src/ui/styles/index.css";

function Elsewhere(): JSX.Element {
  const location = useLocation();
  return <p>elsewhere: {location.pathname}</p>;
}

/** One page with everything it stands on, at an address of its own; other addresses show their path. */
export function showPage(
  db: StudioDatabase,
  component: () => JSX.Element,
  address = "/",
  /** A second page one can go to. */
  other?: { readonly path: string; readonly component: () => JSX.Element },
): { readonly unmount: () => void } {
  const history = createMemoryHistory();
  history.set({ value: address, replace: true });
  const path = address.replace(/\?.*$/, "");
  return render(() => (
    <ToastHost>
      <ConfirmHost>
        <CommandsProvider>
          <OpenDatabase db={db}>
            <WorkersProvider>
              <ConductorProvider>
                <DroppedFileProvider>
                  <MemoryRouter history={history}>
                    <Route path={path} component={component} />
                    {other && <Route path={other.path} component={other.component} />}
                    <Route path="*" component={Elsewhere} />
                  </MemoryRouter>
                </DroppedFileProvider>
              </ConductorProvider>
            </WorkersProvider>
          </OpenDatabase>
        </CommandsProvider>
      </ConfirmHost>
    </ToastHost>
  ));
}

import { HashRouter, Route } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import type { Component } from "solid-js";

import "../../../src/ui/styles/index.css";
import type { StudioDatabase } from "../../../src/storage/schema.ts";
import { ConfirmHost } from "../../../src/ui/kit/confirm.tsx";
import { ToastHost } from "../../../src/ui/kit/toast.tsx";
import { CommandsProvider } from "../../../src/ui/state/commands.tsx";
import { ConductorProvider } from "../../../src/ui/state/conductor.tsx";
import { OpenDatabase } from "../../../src/ui/state/database.tsx";
import { WorkersProvider } from "../../../src/ui/state/workers.tsx";

/** A page of the studio at an address, with everything around it that it has in the app, on a database of the test's own. */
export function mountPage(
  db: StudioDatabase,
  path: string,
  address: string,
  page: Component,
): ReturnType<typeof render> {
  location.hash = `#${address}`;
  return render(() => (
    <ToastHost>
      <ConfirmHost>
        <CommandsProvider>
          <OpenDatabase db={db}>
            <WorkersProvider>
              <ConductorProvider>
                <HashRouter>
                  <Route path={path} component={page} />
                  <Route path="*" component={() => <p>elsewhere</p>} />
                </HashRouter>
              </ConductorProvider>
            </WorkersProvider>
          </OpenDatabase>
        </CommandsProvider>
      </ConfirmHost>
    </ToastHost>
  ));
}

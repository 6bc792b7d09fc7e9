import { HashRouter, Route } from "@solidjs/router";
import type { Component, JSX } from "solid-js";

import type { StudioDatabase } from "../../../src/storage/schema.ts";
import { ConfirmHost } from "../../../src/ui/kit/confirm.tsx";
import { ToastHost } from "../../../src/ui/kit/toast.tsx";
import { CommandsProvider } from "../../../src/ui/state/commands.tsx";
import { ConductorProvider } from "../../../src/ui/state/conductor.tsx";
import { OpenDatabase } from "../../../src/ui/state/database.tsx";
import { WorkersProvider } from "../../../src/ui/state/workers.tsx";

/** Everything a page of the studio stands on in the app, on a database of one's own; other addresses say so. */
export function StudioAround(props: {
  readonly db: StudioDatabase;
  readonly path: string;
  readonly page: Component;
}): JSX.Element {
  return (
    <ToastHost>
      <ConfirmHost>
        <CommandsProvider>
          <OpenDatabase db={props.db}>
            <WorkersProvider>
              <ConductorProvider>
                <HashRouter>
                  <Route path={props.path} component={props.page} />
                  <Route path="*" component={() => <p>elsewhere</p>} />
                </HashRouter>
              </ConductorProvider>
            </WorkersProvider>
          </OpenDatabase>
        </CommandsProvider>
      </ConfirmHost>
    </ToastHost>
  );
}

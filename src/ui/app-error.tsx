import { type JSX, Show } from "solid-js";

import { reasonOf } from "../shared/reason-of.ts";
import { routes } from "../views/routes.ts";
import { Button } from "./kit/button.tsx";
import { Entry } from "./kit/entry.tsx";
import { Trouble } from "./kit/trouble.tsx";

/** What a page shows when the studio itself has a fault: what, what is safe, what next. */
export function AppError(props: { readonly error: unknown; readonly onRetry: () => void }): JSX.Element {
  const message = (): string => reasonOf(props.error);
  const isOldChunk = (): boolean => /dynamically imported module|module script/i.test(message());
  return (
    <main class="page" id="main">
      <Entry first>
        <Trouble
          title={isOldChunk() ? "A part of the page could not be loaded" : "This page has a fault"}
          action={
            <div class="row">
              <Button main onClick={() => location.reload()}>
                Reload the page
              </Button>
              <Button onClick={() => props.onRetry()}>Try this view again</Button>
              <a href={`#${routes.home}`}>Go to Home</a>
            </div>
          }
        >
          <p>
            <Show
              when={isOldChunk()}
              fallback="Runs are stored step by step and a run under way goes on; only this view stopped. What it said:"
            >
              The studio was updated or the network is gone. Runs and data are untouched. What the browser
              said:
            </Show>
          </p>
          <p class="mono">{message()}</p>
        </Trouble>
      </Entry>
    </main>
  );
}

import type { JSX } from "solid-js";

import { routes } from "../../../views/routes.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";

/** An address no page answers to. */
export function MissingPage(): JSX.Element {
  return (
    <main class="page">
      <Entry first>
        <div class="stack-5">
          <h1 class="huge">Nothing is kept at this address.</h1>
          <EmptyState
            title="No page has this address"
            action={<ButtonLink href={routes.home}>Go home</ButtonLink>}
          >
            The link may come from another version of the studio, or lead to a run that is kept in another
            browser.
          </EmptyState>
        </div>
      </Entry>
    </main>
  );
}

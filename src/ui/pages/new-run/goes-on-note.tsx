import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { goesOnFrom, goOnWords } from "../../../setup/draft/go-on.ts";
import { routes } from "../../../views/routes.ts";
import { Say } from "../../kit/trouble.tsx";
import type { DraftState } from "./create-draft.ts";

/** Where a draft that goes on from a run comes from. */
export function GoesOnNote(props: { readonly state: DraftState }): JSX.Element {
  return (
    <Show when={goesOnFrom(props.state.draft)}>
      {(from) => (
        <Say>
          <p>
            {goOnWords(from())} <A href={routes.result(from().runId)}>Its result</A>
          </p>
        </Say>
      )}
    </Show>
  );
}

import { type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { isGated, whySentence } from "../../../views/words/why-words.ts";
import { Say } from "../../kit/trouble.tsx";

/** Why a candidate is in the pool, on what evidence. */
export function WhyAccepted(props: { readonly state: RunState; readonly index: number }): JSX.Element {
  const sentence = createMemo(() => whySentence(props.state, props.index));
  return (
    <Say>
      <h3>{isGated(props.state, props.index) ? "Why it was accepted" : "Where it stands"}</h3>
      <Show when={sentence()}>
        <p class="small">{sentence()}</p>
      </Show>
    </Say>
  );
}

import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import type { StopReason } from "../../../engine/index.ts";
import type { WaitReason } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { stopSentence, waitSentence } from "../../../views/words/sentences.ts";
import { Say } from "../../kit/trouble.tsx";

/** Why the run on Home ended. */
export function EndNote(props: { readonly reason: StopReason }): JSX.Element {
  return <>{stopSentence(props.reason)}.</>;
}

/** What the run on Home waits for, and what helps. */
export function WaitNote(props: { readonly waiting: WaitReason }): JSX.Element {
  return (
    <Say tone="warn">
      {waitSentence(props.waiting)}{" "}
      <Show when={props.waiting.kind === "quota"}>
        <A href={routes.storage}>Free some room</A>
      </Show>
    </Say>
  );
}

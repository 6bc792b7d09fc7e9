import type { JSX } from "solid-js";

import type { StopReason } from "../../../engine/index.ts";
import { stopSentence } from "../../../views/words/sentences.ts";

/** Why the run on Home ended. */
export function EndNote(props: { readonly reason: StopReason }): JSX.Element {
  return <>{stopSentence(props.reason)}.</>;
}

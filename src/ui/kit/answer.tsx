import type { JSX } from "solid-js";

import { PassFail } from "./pass-fail.tsx";

/** What a prompt answered, or its score where the answer is not at hand. */
export function Answer(props: { readonly score: number; readonly text: string | undefined }): JSX.Element {
  return <PassFail pass={props.score >= 1}>{props.text || props.score.toFixed(2)}</PassFail>;
}

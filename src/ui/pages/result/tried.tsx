import { type JSX, Show } from "solid-js";

import type { TriedInput } from "../../../setup/trial/try-input.ts";
import { Verdict } from "../../kit/verdict.tsx";

/** What a prompt made of an input, and what the metrics say of it where the right answer is known. */
export function Tried(props: { readonly answer: TriedInput; readonly expected: string }): JSX.Element {
  return (
    <>
      <pre class="sunk exact" tabindex={0}>
        {props.answer.output || "(empty)"}
      </pre>
      <Show when={props.answer.score !== undefined}>
        <Verdict score={props.answer.score ?? 0} expected={props.expected} />
      </Show>
      <p class="small soft feedback">{props.answer.feedback}</p>
    </>
  );
}

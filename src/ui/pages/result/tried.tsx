import { type JSX, Show } from "solid-js";

import type { TriedInput } from "../../../setup/trial/try-input.ts";
import { PassFail } from "../../kit/pass-fail.tsx";

/** What a prompt made of an input, and what the metrics say of it where the right answer is known. */
export function Tried(props: { readonly answer: TriedInput; readonly expected: string }): JSX.Element {
  const figure = (): string => (props.answer.score ?? 0).toFixed(2);
  return (
    <>
      <pre class="sunk exact" tabindex={0}>
        {props.answer.output || "(empty)"}
      </pre>
      <Show when={props.answer.score !== undefined}>
        <PassFail pass={props.answer.score === 1}>
          {props.answer.score === 1 ? "right" : props.expected ? `expected ${props.expected}` : figure()}
        </PassFail>
      </Show>
      <p class="small soft feedback">{props.answer.feedback}</p>
    </>
  );
}

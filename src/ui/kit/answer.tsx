import { type JSX, Show } from "solid-js";

import { formatScore } from "../../views/words/numbers.ts";
import { isPass } from "../../views/words/verdict-words.ts";
import { PassFail } from "./pass-fail.tsx";

/** Longer than a label: it may be broken anywhere where it has no room. */
const longLabel = 24;

export function Wrapped(props: { readonly text: string }): JSX.Element {
  return <span classList={{ breaks: props.text.length > longLabel }}>{props.text}</span>;
}

/** What a prompt answered, or its score where the answer is not at hand. A graded answer has its grade before it. */
export function Answer(props: {
  readonly score: number;
  readonly text: string | undefined;
  /** It says the right thing and is wrong only in how it is written. */
  readonly isOnlyForm?: boolean;
}): JSX.Element {
  const grade = (): string => formatScore(props.score);
  return (
    <Show
      when={props.score <= 0 || isPass(props.score)}
      fallback={
        <>
          <span class="num soft">{grade()}</span> <Wrapped text={props.text ?? ""} />
        </>
      }
    >
      <PassFail pass={isPass(props.score)}>
        <Wrapped text={props.text || grade()} />
      </PassFail>
      <Show when={props.isOnlyForm}>
        <span class="small soft"> only its form</span>
      </Show>
    </Show>
  );
}

import { type JSX, Show } from "solid-js";

import { formatScore } from "../../views/words/numbers.ts";
import { isPass } from "../../views/words/verdict-words.ts";
import { PassFail } from "./pass-fail.tsx";

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
          <span class="num soft">{grade()}</span> {props.text}
        </>
      }
    >
      <PassFail pass={isPass(props.score)}>{props.text || grade()}</PassFail>
      <Show when={props.isOnlyForm}>
        <span class="small soft"> only its form</span>
      </Show>
    </Show>
  );
}

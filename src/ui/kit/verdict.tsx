import type { JSX } from "solid-js";

import { isPass, verdictWords } from "../../views/words/verdict-words.ts";
import { PassFail } from "./pass-fail.tsx";

/** The verdict on an answer: right, else what was expected. */
export function Verdict(props: { readonly score: number; readonly expected: string }): JSX.Element {
  return <PassFail pass={isPass(props.score)}>{verdictWords(props.score, props.expected)}</PassFail>;
}

/** An answer with what is said of it, and at its side whether it passed. */
export function Judged(props: { readonly pass: boolean; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="record stack-2" classList={{ "is-fail": !props.pass, "is-pass": props.pass }}>
      {props.children}
    </div>
  );
}

import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { candidateLook } from "../../views/series/candidate-look.ts";

export type CandidateShape = "seed" | "rewrite" | "merge" | "rejected";

/** A candidate: its mark in its colour and always its name beside it. Give `href` to make it a link. */
export function CandidateMark(props: {
  readonly index: number;
  readonly shape?: CandidateShape;
  readonly href?: string;
  /** Shows the mark alone; the name is for ears. */
  readonly bare?: boolean;
}): JSX.Element {
  const shape = (): CandidateShape => props.shape ?? (props.index === 0 ? "seed" : "rewrite");
  const look = (): ReturnType<typeof candidateLook> =>
    candidateLook(props.index, shape() === "seed" ? "seed" : "mutation");
  const mark = (): JSX.Element => (
    <>
      <i
        class={`mk k${look().colour}`}
        classList={{
          "mk--seed": shape() === "seed",
          "mk--merge": shape() === "merge",
          "mk--rej": shape() === "rejected",
          "mk--hollow": look().hollow,
        }}
        aria-hidden="true"
      />
      <span classList={{ vh: props.bare === true }}>c{props.index}</span>
    </>
  );
  return (
    <Show when={props.href} fallback={<span class="cand">{mark()}</span>}>
      {(href) => (
        <A class="cand" href={href()}>
          {mark()}
        </A>
      )}
    </Show>
  );
}

import type { JSX } from "solid-js";

import type { CandidateKind } from "../../engine/index.ts";
import { candidateLook } from "../../views/series/candidate-look.ts";

/** A candidate: its mark in its colour and shape, and always its name beside it. */
export function CandidateMark(props: {
  readonly index: number;
  /** Unknown: the first is the seed, the others are rewrites. */
  readonly kind?: CandidateKind | undefined;
  /** In a heading, with its name in full. */
  readonly big?: boolean;
}): JSX.Element {
  const look = () => candidateLook(props.index, props.kind);
  return (
    <span class={props.big === true ? "row row--tight" : "cand"}>
      <i
        class={`mk k${look().colour}`}
        classList={{
          "mk--big": props.big === true,
          "mk--seed": look().shape === "square",
          "mk--merge": look().shape === "diamond",
          "mk--hollow": look().hollow,
        }}
        aria-hidden="true"
      />
      {props.big === true ? <>Candidate {props.index}</> : <span>{look().label}</span>}
    </span>
  );
}

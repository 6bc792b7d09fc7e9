import type { JSX } from "solid-js";

import type { CandidateKind, RunState } from "../../../engine/index.ts";
import { CandidateMark, type CandidateShape } from "../../kit/candidate-mark.tsx";

export function shapeOf(kind: CandidateKind | undefined): CandidateShape {
  return kind === "seed" ? "seed" : kind === "merge" ? "merge" : "rewrite";
}

/** A candidate of this run with its own shape; a button when it can be chosen. */
export function CandidateLabel(props: {
  readonly state: RunState;
  readonly index: number;
  readonly onChoose?: (candidate: number) => void;
}): JSX.Element {
  const mark = (): JSX.Element => (
    <CandidateMark index={props.index} shape={shapeOf(props.state.candidates[props.index]?.kind)} />
  );
  return (
    <>
      {props.onChoose === undefined ? (
        mark()
      ) : (
        <button type="button" class="cand-button" onClick={() => props.onChoose?.(props.index)}>
          {mark()}
        </button>
      )}
    </>
  );
}

import { type JSX, Show } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { CandidateMark } from "../../kit/candidate-mark.tsx";

/** A candidate of this run with its own shape; a button when it can be chosen. */
export function CandidateLabel(props: {
  readonly state: RunState;
  readonly index: number;
  readonly onChoose?: (candidate: number) => void;
}): JSX.Element {
  const mark = (): JSX.Element => (
    <CandidateMark index={props.index} kind={props.state.candidates[props.index]?.kind} />
  );
  return (
    <Show when={props.onChoose} fallback={mark()}>
      {(choose) => (
        <button type="button" class="cand-button" onClick={() => choose()(props.index)}>
          {mark()}
        </button>
      )}
    </Show>
  );
}

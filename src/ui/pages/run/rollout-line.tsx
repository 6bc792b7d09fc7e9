import { type JSX, Show } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { RolloutRow } from "../../../storage/rows.ts";
import { candidateOf } from "../../../views/run/rollout-owners.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { purposeWords, scoreWords, isPassed } from "../../../views/words/rollout-words.ts";
import { PassFail } from "../../kit/pass-fail.tsx";
import { CandidateLabel } from "./candidate-label.tsx";
import type { RunRows } from "./create-run-rows.ts";

/** One rollout in the list: verdict, the row's words, the score; below who was tried and what for. */
export function RolloutLine(props: {
  readonly row: RolloutRow;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly top: number;
  readonly height: number;
  readonly isOn: boolean;
  readonly onOpen: (callIndex: number) => void;
}): JSX.Element {
  const candidate = (): number | undefined => candidateOf(props.state, props.row);
  return (
    <button
      type="button"
      role="option"
      aria-selected={props.isOn}
      class="desk__line"
      classList={{ "is-on": props.isOn }}
      style={{ transform: `translateY(${props.top}px)`, height: `${props.height}px` }}
      onClick={() => props.onOpen(props.row.callIndex)}
    >
      <PassFail bare pass={isPassed(props.row)} />
      <span class="clip">
        {rowLine(props.rows.byId(props.row.exampleId)) || `Row ${props.row.exampleId.slice(0, 8)}`}
      </span>
      <span class="num">{scoreWords(props.row)}</span>
      <span />
      <span class="clip small soft">
        <Show when={candidate() !== undefined} fallback="a proposal">
          <CandidateLabel state={props.state} index={candidate() ?? 0} />
        </Show>
        , {purposeWords(props.row.purpose)}
        <Show when={props.row.output.trim() !== ""}>: {props.row.output.trim()}</Show>
      </span>
    </button>
  );
}

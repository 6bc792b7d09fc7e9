import { type JSX, Show } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { judgesOf } from "../../../views/run/judge-agreement.ts";
import { Entry } from "../../kit/entry.tsx";
import { Later } from "../../kit/later.tsx";
import type { RunRows } from "../run/create-run-rows.ts";
import { JudgeWorth } from "../run/judge-worth.tsx";
import { AnswerTables } from "./answer-tables.tsx";
import { ChangedRows } from "./changed-rows.tsx";
import type { Checks } from "./create-checks.ts";
import { FreshRows } from "./fresh-rows.tsx";
import { OtherModels } from "./other-models.tsx";
import { Playground } from "./playground.tsx";
import type { ResultProps } from "./result-props.ts";
import { SentCandidates } from "./sent-candidates.tsx";
import { TakeAway } from "./take-away.tsx";

/** Below the finding: the prompt to take away, a place to try it, and the rows to look at. */
export function ResultBody(
  props: ResultProps & {
    readonly comparison: TestComparison | undefined;
    readonly rows: RunRows;
    readonly checks: Checks;
    /** How often the sealed rows were looked at. */
    readonly looks: number;
  },
): JSX.Element {
  return (
    <>
      <TakeAway run={props.run} state={props.state} winner={props.winner} comparison={props.comparison} />
      <Show when={props.run.task.program.modules.length > 0}>
        <Playground run={props.run} state={props.state} winner={props.winner} rows={props.rows} />
      </Show>
      <Show when={judgesOf(props.run).length > 0}>
        <Entry
          title="The judge and you"
          note="A model judged these answers. Your marks say what its word is worth."
        >
          <JudgeWorth run={props.run} />
        </Entry>
      </Show>
      <SentCandidates run={props.run} state={props.state} winner={props.winner} />
      <Show when={props.comparison}>
        {(found) => (
          <Later>
            <AnswerTables run={props.run} found={found()} />
            <ChangedRows run={props.run} found={found()} rows={props.rows} />
            <Show when={canDrawFresh(props.run)}>
              <FreshRows run={props.run} checks={props.checks} looks={props.looks} />
            </Show>
            <OtherModels run={props.run} found={found()} checks={props.checks} />
          </Later>
        )}
      </Show>
    </>
  );
}

/** Rows can be written anew where the studio writes them, and where there is a test to write on. */
function canDrawFresh({ task }: RunRow): boolean {
  return task.source.kind === "generated" && task.source.sizes.test > 0;
}

import { isScored } from "../journal/rows.ts";
import { knownRollout } from "../state/apply-rows.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import type { ReflectionRecordRow } from "../vocabulary.ts";
import { answer, callFor } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";

/**
 * The scored rows with what the reflector should read about one component. After a resume, and for reused
 * rollouts, the records are asked for again under their callIndexes, which costs nothing.
 */
export async function rowsWithRecords(
  run: StepContext,
  state: RunState,
  parent: CandidateEntry,
  rows: readonly EvaluatedRow[],
  component: string,
): Promise<ReflectionRecordRow[] | null> {
  const scored = rows.filter(isScored);
  const { texts, hash } = parent;
  const calls = scored.map((row) => {
    const split =
      row.from === undefined ? "feedback" : knownRollout(state, "feedback", row.example, hash)!.split;
    const group = { purpose: "parent", texts, hash, split, captureTrace: true } as const;
    return { ...callFor(group, row.example, row.callIndex), stored: true };
  });
  if (!(await answer(run, calls))) return null;
  return scored.map(({ example, score, callIndex }) => {
    const outcome = run.answers.get(callIndex);
    const record = (outcome?.kind === "scored" ? outcome.records?.[component] : undefined) ?? {};
    const remarks = state.feedback.filter((one) => one.example === example).map((one) => one.text);
    return {
      example,
      score,
      record: remarks.length === 0 ? record : { ...record, "Remark by a person": remarks.join("\n") },
    };
  });
}

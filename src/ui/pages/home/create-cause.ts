import { type Accessor, createMemo } from "solid-js";

import {
  allProposals,
  type CandidateEntry,
  type EvaluatedRow,
  isScored,
  type ProposalEntry,
} from "../../../engine/index.ts";
import { readRollout } from "../../../storage/read/rollouts.ts";
import type { RolloutRow, RunRow } from "../../../storage/rows.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { useDatabase } from "../../state/database.tsx";

/** Why the best candidate exists: a row its parent failed and it passes, and the gate's numbers. */
export interface Cause {
  readonly parent: number;
  readonly child: number;
  readonly example: Example | undefined;
  /** What the parent made of that row. */
  readonly answer: RolloutRow | undefined;
  readonly proposal: ProposalEntry;
  readonly rows: number;
  readonly parentMean: number;
  readonly childMean: number;
}

function scoreOf(rows: readonly EvaluatedRow[], example: number): number | undefined {
  const row = rows.find((one) => one.example === example);
  return row && isScored(row) ? row.score : undefined;
}

/** Rows of the minibatch the rewrite gained most on; their parent's calls are what the reflector read. */
function gained(proposal: ProposalEntry): readonly EvaluatedRow[] {
  const gains = proposal.parentRows.map((row) => ({
    row,
    gain: (scoreOf(proposal.childRows, row.example) ?? 0) - (isScored(row) ? row.score : 1),
  }));
  const most = Math.max(...gains.map(({ gain }) => gain));
  return gains.filter(({ gain }) => gain === most).map(({ row }) => row);
}

async function feedbackRows(run: RunRow): Promise<ReadonlyMap<string, Example>> {
  if (run.task.source.kind !== "generated") return new Map();
  const { generatedRows } = await import("../../../tasks/generated-rows.ts");
  return new Map(generatedRows(run.task.source).feedback.map((example) => [example.id, example]));
}

/** Of several rows gained alike, the one that tells most: where a word decided, not where none did. */
async function tellingRow(
  run: RunRow,
  rows: readonly EvaluatedRow[],
): Promise<{ readonly row: EvaluatedRow | undefined; readonly example: Example | undefined }> {
  const examples = await feedbackRows(run);
  const found = rows.map((row) => ({ row, example: examples.get(run.splits.feedback[row.example] ?? "") }));
  return (
    found.find(({ example }) => example?.reason?.includes('"') === true) ??
    found[0] ?? { row: undefined, example: undefined }
  );
}

/** Follows the best candidate; undefined while it is the seed. */
export function createCause(
  view: Accessor<RunView>,
  best: Accessor<CandidateEntry | undefined>,
): Accessor<Cause | undefined> {
  const db = useDatabase();
  const key = createMemo(
    () => {
      const state = view().state();
      const run = view().run();
      const index = best()?.index;
      return state && run && index ? { index, run } : undefined;
    },
    undefined,
    { equals: (a, b) => a?.index === b?.index && a?.run.id === b?.run.id },
  );
  const cause = createLoaded(key, async ({ index, run }): Promise<Cause | undefined> => {
    const state = view().state();
    const entry = state?.candidates[index];
    const parent = entry?.parents[0];
    const proposal = state && allProposals(state).find((one) => one.candidate === index);
    if (!state || !entry || parent === undefined || !proposal || proposal.kind === "merge") return undefined;
    const { row, example } = await tellingRow(run, gained(proposal));
    const answer = row && (await readRollout(db, run.id, row.callIndex));
    return {
      parent,
      child: index,
      example,
      answer,
      proposal,
      rows: entry.scores.length,
      parentMean: state.candidates[parent]?.mean ?? 0,
      childMean: entry.mean,
    };
  });
  return () => (key() ? cause.value() : undefined);
}

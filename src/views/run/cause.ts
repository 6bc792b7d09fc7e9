import { type EvaluatedRow, isScored, type ProposalEntry } from "../../engine/index.ts";
import type { RolloutRow, RunRow } from "../../storage/rows.ts";
import type { Example } from "../../tasks/task-spec.ts";

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
export function gained(proposal: ProposalEntry): readonly EvaluatedRow[] {
  const gains = proposal.parentRows.map((row) => ({
    row,
    gain: (scoreOf(proposal.childRows, row.example) ?? 0) - (isScored(row) ? row.score : 1),
  }));
  const most = Math.max(...gains.map(({ gain }) => gain));
  return gains.filter(({ gain }) => gain === most).map(({ row }) => row);
}

async function feedbackRows(run: RunRow): Promise<ReadonlyMap<string, Example>> {
  if (run.task.source.kind !== "generated") return new Map();
  const { generatedRows } = await import("../../tasks/generated-rows.ts");
  return new Map(generatedRows(run.task.source).feedback.map((example) => [example.id, example]));
}

/** Of several rows gained alike, the one that tells most: where a word decided, not where none did. */
export async function tellingRow(
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

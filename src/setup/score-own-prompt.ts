import { candidateHash } from "../engine/index.ts";
import { callsAtOnce } from "../models/kinds/model-kinds.ts";
import { requestCheck } from "../storage/library/checks.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";

/**
 * Asks for a person's own prompt to be scored on every Pareto row of a run, beside the search: nothing of the run
 * changes, and its budget is not touched. The same text is scored once.
 */
export function scoreOwnPrompt(
  db: StudioDatabase,
  run: RunRow,
  parent: number,
  texts: Readonly<Record<string, string>>,
): Promise<RunRow> {
  const hash = candidateHash(texts);
  return requestCheck(
    db,
    run,
    {
      id: `own-${run.id}-${hash.slice(0, 16)}`,
      kind: "own-prompt",
      candidates: [{ index: parent, hash, texts }],
      task: run.task,
      rows: run.splits.pareto,
      student: run.student,
      concurrency: callsAtOnce(run.student),
    },
    Date.now(),
  );
}

/** Texts that were rewritten: other than they were, and not emptied. */
export function changedTexts(
  original: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).filter(([name, text]) => text !== original[name] && text.trim() !== ""),
  );
}

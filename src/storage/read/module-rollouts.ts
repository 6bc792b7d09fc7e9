import type { Trajectory } from "../../tasks/task.ts";
import type { RolloutRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Rollouts whose traces are read at a time. */
const chunk = 200;

/** Reads rollouts that pass every other condition, newest first. */
type ReadPage = (page: { readonly offset: number; readonly limit: number }) => Promise<RolloutRow[]>;

/**
 * Of the rollouts `readPage` gives, those that called a module, as the module saw them: `output` is what it answered,
 * and `text` is looked for in its messages and its answer rather than in the whole rollout's.
 */
export async function findModuleRollouts(
  db: StudioDatabase,
  readPage: ReadPage,
  { module, text = "" }: { readonly module: string; readonly text?: string | undefined },
  page: { readonly offset: number; readonly limit: number },
): Promise<RolloutRow[]> {
  const wanted = text.toLowerCase();
  const found: RolloutRow[] = [];
  let skip = page.offset;
  for (let at = 0; found.length < page.limit; at += chunk) {
    const rows = await readPage({ offset: at, limit: chunk });
    for (const row of await ofModule(db, rows, module, wanted)) {
      if (skip > 0) skip -= 1;
      else if (found.length < page.limit) found.push(row);
    }
    if (rows.length < chunk) break;
  }
  return found;
}

/** The rows among these that called the module (and speak of `wanted` there). */
export async function ofModule(
  db: StudioDatabase,
  rows: readonly RolloutRow[],
  module: string,
  wanted: string,
): Promise<RolloutRow[]> {
  const traces = await db.trajectories.bulkGet(
    rows.map((row): [string, number] => [row.runId, row.callIndex]),
  );
  return rows.flatMap((row, place) => {
    const steps = (traces[place]?.trajectory ?? []).filter((step) => step.module === module);
    if (steps.length === 0 || !speaksOf(steps, wanted)) return [];
    return [{ ...row, output: steps.map((step) => step.completion).join("\n") }];
  });
}

function speaksOf(steps: Trajectory, wanted: string): boolean {
  return (
    wanted === "" ||
    steps.some((step) =>
      [step.completion, ...step.messages.map((message) => message.content)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
    )
  );
}

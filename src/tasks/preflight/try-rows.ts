import type { ModelFailure } from "../../models/language-model.ts";
import type { Example } from "../task-spec.ts";
import type { Complete, Rollout, Task } from "../task.ts";
import type { SampledRow } from "./preflight.ts";

/** One row tried: the whole rollout with its prompt, completion, score and feedback, once per repeat. */
export interface TriedRow {
  readonly example: Example;
  readonly rollouts: readonly Rollout[];
}

type TryOutcome =
  | { readonly kind: "tried"; readonly rows: readonly TriedRow[] }
  | { readonly kind: "failed"; readonly failure: ModelFailure; readonly rows: readonly TriedRow[] };

/** Runs a candidate on some rows before anything is spent; stops at the first call that cannot be answered. */
export async function tryRows(
  task: Task,
  candidate: Readonly<Record<string, string>>,
  examples: readonly Example[],
  complete: Complete,
  options: {
    readonly repeats?: number;
    /** Called before a row is asked about, with its place from 0. */
    readonly onBegin?: (at: number) => void;
    readonly onRow?: (row: TriedRow) => void;
    readonly isStopped?: () => boolean;
    /** So many rows are asked about at once. */
    readonly concurrency?: number;
  } = {},
): Promise<TryOutcome> {
  const done: (TriedRow | undefined)[] = [];
  let next = 0;
  let failure: ModelFailure | undefined;
  // A call that was given up is no failure of the model, and its row says nothing.
  const hasEnded = (): boolean => failure !== undefined || options.isStopped?.() === true;
  const tryRow = async (at: number, example: Example): Promise<void> => {
    options.onBegin?.(at);
    const rollouts: Rollout[] = [];
    for (let repeat = 0; repeat < (options.repeats ?? 1); repeat += 1) {
      const outcome = await task.run(candidate, example, complete);
      if (hasEnded()) return;
      if (outcome.kind === "failed") {
        failure = outcome.failure;
        return;
      }
      rollouts.push(outcome);
    }
    const row = { example, rollouts };
    done[at] = row;
    options.onRow?.(row);
  };
  const lane = async (): Promise<void> => {
    while (next < examples.length && !hasEnded()) {
      const at = next;
      next += 1;
      await tryRow(at, examples[at] as Example);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency ?? 1) }, lane));
  const rows = done.filter((row) => row !== undefined);
  return failure === undefined ? { kind: "tried", rows } : { kind: "failed", failure, rows };
}

/** The tried rows as the pre-flight wants them. */
export function asSample(rows: readonly TriedRow[]): SampledRow[] {
  return rows.map(({ rollouts }) => ({
    scores: rollouts.map((rollout) => rollout.judgement.score),
    latencyMs: rollouts.map(({ trajectory }) => trajectory.reduce((sum, step) => sum + step.latencyMs, 0)),
    outputs: rollouts.map((rollout) => rollout.output),
  }));
}

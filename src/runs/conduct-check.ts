import type { EvaluationCall } from "../engine/ports.ts";
import { updateRun } from "../storage/journal.ts";
import type { RunCheck } from "../storage/rows.ts";
import { addTestOpening } from "../storage/test-openings.ts";
import type { Evaluate } from "./evaluate.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Scores the prompts of a finished run on rows it did not see, or by another model. There is nothing to decide and so no
 * journal: every answer is stored under its place, and what is stored is never asked again.
 */
export async function conductCheck(context: RunContext, evaluate: Evaluate): Promise<void> {
  const { run, db, writer, meter, now } = context;
  const check = run.check;
  if (check === undefined) throw new Error(`run ${run.id} is no check`);
  // Fresh rows belong to nobody's sealed set; rows another model is tried on were sealed once.
  if (check.kind === "other-model")
    await writer.write(() =>
      addTestOpening(db, {
        id: run.id,
        runId: check.of,
        at: now(),
        rows: run.splits.test,
        model: JSON.stringify(run.student),
      }),
    );
  const outcomes = await evaluate(callsOf(check, run.splits.test.length));
  const usage = meter.read();
  await writer.write(() =>
    updateRun(db, run.id, {
      summary: { metricCalls: outcomes.length, reflectionCalls: 0, iterations: 0, usage },
      activeSeconds: context.activeSeconds(),
    }),
  );
}

/** Prompt by prompt, row by row: the place of a rollout says whose it is. */
function callsOf({ candidates }: RunCheck, rows: number): EvaluationCall[] {
  return candidates.flatMap(({ texts, hash }, place) =>
    Array.from({ length: rows }, (_, example): EvaluationCall => ({
      callIndex: place * rows + example,
      purpose: "test",
      candidate: texts,
      candidateHash: hash,
      split: "test",
      example,
      captureTrace: false,
      stored: false,
    })),
  );
}

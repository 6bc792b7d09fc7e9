import type { EngineSpec } from "../../engine/index.ts";
import { type OptimizerName, optimizerTitle, seeksDemos } from "../../rivals/optimizers.ts";
import type { RunRequest } from "../../storage/library/runs.ts";
import type { RunRow } from "../../storage/rows.ts";
import { withDemos } from "../../tasks/programs/with-demos.ts";
import { isReuseFree, reuseWords } from "../../views/compare/fairness.ts";
import { unitOf } from "../../views/run/unit-of.ts";
import { plural } from "../../views/words/numbers.ts";
import { limitOf } from "../../views/words/spent-words.ts";

/** Reading feedback, the best known rival, and the same search told only scores. */
const racers: readonly OptimizerName[] = ["gepa", "mipro", "gepa-eyes-shut"];

/**
 * A race on a run's own task: its rows, models and first prompt, the same budget for each optimizer. All of one heat, so that their lines move together.
 */
export function raceFromRun(run: RunRow, raceId: string): readonly RunRequest[] {
  const { taskId, splits, student, reflection, finalTest, concurrency } = run;
  return racers.map((optimizer) => {
    const task = seeksDemos(optimizer) ? withDemos(run.task) : run.task;
    return {
      id: `${raceId}-${optimizer}`,
      name: optimizerTitle(optimizer),
      taskId,
      task,
      splits,
      engine: { ...racingEngine(run.engine), seedCandidates: [task.seedCandidate] },
      student,
      reflection,
      optimizer,
      finalTest,
      concurrency,
      queue: raceId,
      heat: 1,
      ...(run.limits === undefined ? {} : { limits: run.limits }),
      ...(run.unconfirmed === true ? { unconfirmed: true } : {}),
    };
  });
}

/** As the run searched, but no answer comes from a cache that only some of them would fill. */
const racingEngine = (engine: EngineSpec): EngineSpec => ({ ...engine, cache: false });

/** What such a race spends, said before it starts. */
export function raceFromRunWords(run: RunRow): string {
  const { engine, finalTest, splits } = run;
  const most = limitOf(engine);
  const unit = unitOf(run) === "request" ? "Student request" : "rollout";
  const each = most === null ? "no limit of requests" : plural(most, unit);
  const tests = finalTest ? ` and the sealed test of ${plural(splits.test.length, "row")}, twice` : "";
  return `${racers.map(optimizerTitle).join(", ")}: ${each} for each${tests}. Same rows, models and first prompt; ${reuseWords(isReuseFree(racingEngine(engine)))}.`;
}

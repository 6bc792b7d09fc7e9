import type { MarkedRollout } from "../../storage/read/marked-rollouts.ts";
import type { RunRow } from "../../storage/rows.ts";
import { answerKey } from "../../tasks/marks.ts";
import {
  type Agreement,
  judgeAgreement,
  judgedGoodFrom,
  judgedScore,
} from "../../tasks/metrics/agreement.ts";
import { modelAsked } from "../../tasks/metrics/model-asked.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";

/** One answer on which judge and person were both heard. */
interface JudgedAnswer extends MarkedRollout {
  readonly judged: number;
}

export interface JudgeReport {
  readonly name: string;
  readonly agreement: Agreement;
  /** Where judge and person differ, newest first. */
  readonly differing: readonly JudgedAnswer[];
}

type Metric = TaskSpec["metrics"][number];

export const judgesOf = (run: Pick<RunRow, "task">): readonly Metric[] =>
  run.task.metrics.filter((metric) => modelAsked(metric) !== undefined);

/** The same rubric asked of the same model is the same judge, in whichever run. */
function judgeKey(run: Pick<RunRow, "student" | "reflection">, judge: Metric): string {
  const model = run[modelAsked(judge) ?? "reflection"];
  return JSON.stringify([judge.options, judge.negate ?? false, judge.threshold ?? null, model]);
}

/** How far each judge of a run agrees with people, over all runs it judged in. */
export function judgeReports(
  run: RunRow,
  runs: readonly RunRow[],
  marked: readonly MarkedRollout[],
): readonly JudgeReport[] {
  return judgesOf(run).map((judge) => {
    const key = judgeKey(run, judge);
    const namesakes = new Map(
      runs.flatMap((other) => {
        const same = judgesOf(other).find((one) => judgeKey(other, one) === key);
        return same === undefined ? [] : [[other.id, { judge: same, metrics: other.task.metrics }] as const];
      }),
    );
    const answers = newestOfEach(marked).flatMap((one): JudgedAnswer[] => {
      const asked = namesakes.get(one.rollout.runId);
      const { outcome } = one.rollout;
      if (asked === undefined || outcome.kind !== "scored") return [];
      const judged = judgedScore(asked.judge, asked.metrics, outcome);
      return judged === undefined ? [] : [{ ...one, judged }];
    });
    const pairs = answers.flatMap(({ judged, mark }) =>
      mark.thumb === undefined ? [] : [{ judged, marked: mark.thumb }],
    );
    return {
      name: judge.name,
      agreement: judgeAgreement(pairs),
      differing: answers
        .filter(({ judged, mark }) => judged >= judgedGoodFrom !== (mark.thumb === "up"))
        .toReversed(),
    };
  });
}

/** Each answer to each row once, by its newest mark; taken-back marks and bare sentences are no verdict. */
function newestOfEach(marked: readonly MarkedRollout[]): readonly MarkedRollout[] {
  const answers = new Map<string, MarkedRollout[]>();
  for (const one of marked) {
    const key = `${one.rollout.exampleId}\n${answerKey(one.rollout.output)}`;
    answers.set(key, [...(answers.get(key) ?? []), one]);
  }
  return [...answers.values()].flatMap((all) => {
    const newest = all.at(-1);
    return newest?.mark.thumb === undefined ? [] : [newest];
  });
}

import { existsSync, readFileSync } from "node:fs";

import { wilsonInterval } from "../../src/shared/statistics/interval.ts";
import { readRecordedGrpo, type RecordedGrpo } from "../../src/views/compare/recorded-grpo.ts";
import { type CallsTo, median, medianCalls } from "./summarise.ts";

/** The recorded GRPO in the terms of the race. */
export interface GrpoSummary {
  readonly recorded: RecordedGrpo;
  /** Recorded runs whose policy is in the race: only they have a ceiling to reach. */
  readonly runs: number;
  readonly reachedNinety: number;
  /** Training rollouts only, as the paper counts them. */
  readonly callsToNinety: CallsTo;
  readonly testScore: number;
  readonly interval: readonly [low: number, high: number];
  readonly medianRollouts: number;
  readonly medianValidationRollouts: number;
}

/** The recording the app ships; undefined where there is none. A file that cannot be believed is an error. */
export function readRecording(file: string): RecordedGrpo | undefined {
  if (!existsSync(file)) return undefined;
  const reading = readRecordedGrpo(JSON.parse(readFileSync(file, "utf8")));
  if (reading.kind === "ok") return reading.value;
  throw new Error(`${file}: ${reading.message}`);
}

/** Null when none of the recorded policies is in the race. */
export function summariseGrpo(
  recorded: RecordedGrpo,
  ceilings: ReadonlyMap<number, number>,
): GrpoSummary | null {
  const runs = recorded.runs.flatMap((run) => {
    const ceiling = ceilings.get(run.policySeed);
    return ceiling === undefined ? [] : [{ run, goal: 0.9 * ceiling }];
  });
  if (runs.length === 0) return null;
  const reached = runs.map(({ run, goal }) => {
    const at = run.validation.findIndex((score) => score >= goal);
    return { calls: at < 0 ? null : run.rollouts[at]!, spent: run.rollouts.at(-1)! };
  });
  const total = (pick: (test: RecordedGrpo["runs"][number]["test"]) => number): number =>
    runs.reduce((sum, { run }) => sum + pick(run.test), 0);
  const test = wilsonInterval(
    total((one) => one.finalRight),
    total((one) => one.rows),
  );
  return {
    recorded,
    runs: runs.length,
    reachedNinety: reached.filter((one) => one.calls !== null).length,
    callsToNinety: medianCalls(reached),
    testScore: test.value,
    interval: [test.low, test.high],
    medianRollouts: median(runs.map(({ run }) => run.rollouts.at(-1)!)),
    medianValidationRollouts: median(runs.map(({ run }) => run.validationRollouts)),
  };
}

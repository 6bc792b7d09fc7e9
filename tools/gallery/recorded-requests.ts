import { type EngineSpec, studioSpec } from "../../src/engine/index.ts";
import { ROUTING_BUDGET } from "../../src/setup/race/routing-run.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import type { GeneratorName } from "../../src/tasks/gallery/entries.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { answersByHand } from "./answers.ts";

/** Seed of the rows and hidden rules of every recorded run, and of its search. */
const seed = 1;
/** Metric calls of a run whose rewrites are made by hand: enough to judge every one of them. */
const callsByHand = 400;

/** What can be recorded with nothing but this repository. */
export const recordable: readonly GeneratorName[] = [
  "routing",
  ...(Object.keys(answersByHand) as GeneratorName[]),
];

/** Who does the work in a recorded run, as its label says. */
export function playersOf(generator: GeneratorName): string {
  return generator === "routing"
    ? "embedded model as Student, the coach (a program) as Reflection"
    : "no Student; rewrites by hand, written beforehand";
}

/** The row a page would have written for this run, for the page's worker to conduct. */
export function recordedRequest(generator: GeneratorName, now: number): RunRow {
  const entry = gallery.find((one) => one.generator === generator);
  if (entry === undefined) throw new Error(`the gallery has no ${generator}`);
  const task = entry.make(seed);
  if (task.source.kind !== "generated") throw new Error(`the rows of ${generator} are not generated`);
  const splits = splitIds(generatedRows(task.source));
  const answers = answersByHand[generator];
  const engine: EngineSpec = studioSpec({
    seed,
    seedCandidates: [task.seedCandidate],
    splits: {
      feedback: splits.feedback.length,
      pareto: splits.pareto.length,
      test: splits.test.length,
      paretoIsFeedback: splits.feedback.join() === splits.pareto.join(),
    },
    minibatch: { size: 5, failureAware: true },
    reuseParentRollouts: true,
    // Where the rows are the whole problem there is no luck with rows to guard against.
    ...(splits.test.length === 0 ? { winner: { kind: "highest-mean" } as const } : {}),
    budget:
      answers === undefined
        ? { ...ROUTING_BUDGET, requestsPerRollout: 1, policy: "reserve" }
        : { metricCalls: callsByHand, reflectionCalls: answers.length, policy: "reserve" },
  });
  return {
    id: `recorded-${generator}`,
    number: 1,
    name: task.name,
    taskId: task.id,
    task,
    splits,
    engine,
    student: { kind: "embedded" },
    reflection: answers === undefined ? { kind: "coach" } : { kind: "by-hand" },
    optimizer: "gepa",
    finalTest: splits.test.length > 0,
    concurrency: 1,
    createdAt: now,
    status: "requested",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
  };
}

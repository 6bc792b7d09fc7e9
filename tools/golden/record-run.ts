import { allProgress, initialState, InvalidSpec } from "../../src/engine/index.ts";
import type { RandomDraw, RunState } from "../../src/engine/index.ts";
import { setOrder } from "../../src/engine/random/set-order.ts";
import { emptyList, listOf, toArray } from "../../src/shared/append-only.ts";
import type { GoldenRun, GoldenTask, Json, JsonMap } from "./golden-format.ts";
import { setUp } from "./golden-spec.ts";
import type { GoldenSetup } from "./golden-spec.ts";
import { journalRun } from "./journal-run.ts";
import type { JournalRun } from "./journal-run.ts";
import { recordEvents } from "./record-events.ts";
import { recordIterations } from "./record-iterations.ts";
import { frontMapping, walkedFrontMapping } from "./reference-view.ts";

export interface RecordedRun {
  /** Every field a full golden of this run has. */
  readonly record: JsonMap;
  readonly final: RunState | null;
}

/** Replays a golden's options and records the run in the golden's own form. */
export async function recordRun(
  golden: GoldenRun,
  task: GoldenTask,
  resumed?: RunState,
): Promise<RecordedRun> {
  const setup = setUp(golden.options, task);
  let run: JournalRun;
  try {
    run = await journalRun(setup, resumed === undefined ? undefined : resumeLikeReference(resumed, setup));
  } catch (error) {
    if (!(error instanceof InvalidSpec)) throw error;
    return { record: refused(golden, error), final: null };
  }
  const seeded =
    resumed === undefined ? run.steps.find((step) => step.event.type === "candidate-added")?.after : resumed;
  const iterations = recordIterations(run);
  const raised = raisedBy(run.final);
  const events = recordEvents(run, setup, resumed ?? null);
  const record: JsonMap = {
    options: golden.options,
    seed_eval: seeded === undefined ? null : seedEvaluation(seeded, iterations.length > 0),
    iterations,
    rng: recordDraws(run.draws),
    rng_calls_total: run.draws.length,
    events,
    ...(raised === null
      ? { result: resultOf(run.final), best_candidate: run.final.candidates[run.final.best.index]!.texts }
      : { raised }),
  };
  return { record, final: run.final };
}

/** What the reference raises where our run stops with a reason. */
function raisedBy({ stopReason }: RunState): string | null {
  return stopReason?.kind === "failed" || stopReason?.kind === "seed-not-scored" ? stopReason.reason : null;
}

/** The reference checks the overlap floor when it makes the merge proposer, before anything is evaluated. */
function refused(golden: GoldenRun, error: InvalidSpec): JsonMap {
  const isFloor = error.problems.some((problem) => problem.field === "merge.overlapFloor");
  const raised = isFloor ? "ValueError: val_overlap_floor should be a positive integer" : error.message;
  return {
    options: golden.options,
    seed_eval: null,
    iterations: [],
    rng: [],
    rng_calls_total: 0,
    events: [],
    raised,
  };
}

/** The front of the seed is recorded when the first iteration starts. */
function seedEvaluation(state: RunState, hasIterations: boolean): JsonMap {
  const seed = state.candidates[0]!;
  return {
    candidate_idx: 0,
    average_score: seed.mean,
    val_scores: seed.scores.map((row) => row.score),
    is_best_program: true,
    ...(hasIterations ? { front: frontMapping(state) } : {}),
  };
}

/**
 * The reference restores the pool and its counters, but starts generator, sampler and merge bookkeeping afresh;
 * its sets come back from the pickle in the order they were walked.
 */
function resumeLikeReference(state: RunState, setup: GoldenSetup): RunState {
  const fresh = initialState(setup.spec);
  const relisted = (table: RunState["frontier"]["instance"]): RunState["frontier"]["instance"] => ({
    ...table,
    fronts: table.fronts.map((front) => ({
      ...front,
      members: listOf(setOrder("cpython", toArray(front.members))),
    })),
  });
  return {
    ...state,
    spec: setup.spec,
    status: "searching",
    stopReason: null,
    budget: setup.spec.budget,
    random: fresh.random,
    sampler: null,
    improvement: { bestMean: state.best.mean, iterationsSince: 0 },
    merge: fresh.merge,
    proposals: emptyList(),
    frontier: {
      instance: relisted(state.frontier.instance),
      objective: relisted(state.frontier.objective),
      cartesian: relisted(state.frontier.cartesian),
    },
  };
}

const raisedChoices = "raised ValueError: Total of weights must be greater than zero";

function recordDraws(draws: readonly RandomDraw[]): Json[] {
  let lastPopulation = "";
  return draws.map((draw): Json => {
    switch (draw.method) {
      case "shuffle":
        return ["shuffle", draw.result];
      case "choice":
        return ["choice", draw.from, draw.result];
      case "sample": {
        const population = draw.from.join();
        const isSame = population === lastPopulation;
        lastPopulation = population;
        return ["sample", isSame ? "=" : draw.from, draw.k, draw.result];
      }
      case "choices":
        return ["choices", draw.from, draw.weights, draw.k, draw.result ?? raisedChoices];
      case "random":
        return ["random", draw.result];
      case "randint":
        return ["randint", draw.low, draw.high, draw.result];
    }
  });
}

function resultOf(state: RunState): JsonMap {
  const { candidates, frontier } = state;
  const ascending = (members: (typeof frontier.instance.fronts)[number]["members"]): number[] =>
    toArray(members).toSorted((a, b) => a - b);
  const hasObjectives = frontier.objective.fronts.length > 0;
  const objectives = frontier.objective.fronts.map((front) =>
    front.key.kind === "objective"
      ? { name: front.key.objective, best: front.best, members: ascending(front.members) }
      : null,
  );
  const named = objectives.filter((one) => one !== null);
  return {
    candidates: candidates.map((one) => one.texts),
    parents: candidates.map((one) => (one.parents.length === 0 ? [null] : one.parents)),
    val_aggregate_scores: candidates.map((one) => one.mean),
    per_val_instance_best_candidates: frontier.instance.fronts.map((front) =>
      front.key.kind === "instance" ? [front.key.example, ascending(front.members)] : [],
    ),
    final_front: walkedFrontMapping(state),
    val_aggregate_subscores: hasObjectives ? candidates.map((one) => one.objectiveMeans) : null,
    per_objective_best_candidates: hasObjectives
      ? Object.fromEntries(named.map((one) => [one.name, one.members]))
      : null,
    objective_pareto_front: hasObjectives
      ? Object.fromEntries(named.map((one) => [one.name, one.best]))
      : null,
    discovery_eval_counts: candidates.map((one) => one.discoveredAfter),
    total_metric_calls: state.spent.metricCalls,
    num_full_val_evals: state.spent.fullEvaluations,
    best_idx: state.best.index,
    next_component_per_candidate:
      state.iteration === 0 ? null : allProgress(state).map((one) => one.nextComponent),
  };
}

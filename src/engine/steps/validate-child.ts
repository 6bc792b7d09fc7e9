import type { CandidateAdded, IterationFailed, ValidationIncomplete } from "../journal/events.ts";
import { isScored } from "../journal/rows.ts";
import { isClearlyWorse } from "../minibatch/clearly-worse.ts";
import { heirOf } from "../minibatch/validation-batch.ts";
import { withTexts } from "../pool/candidate.ts";
import { frontKeyText } from "../pool/frontier.ts";
import { paretoPositions, withStandIns } from "../pool/left-out.ts";
import type { CandidateEntry, RunState, ValidatingProposal } from "../state/state.ts";
import type { ScoredRow } from "../vocabulary.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { RowGroup } from "./evaluate-groups.ts";
import { iterationFailed } from "./iteration-failed.ts";
import type { StepContext } from "./step-context.ts";
import { tracesPareto } from "./traces-pareto.ts";

/**
 * Scores the selected children on the Pareto set, all of them at once, and adds the first of the queue. The
 * others find their outcomes in the context, or ask for them again under the same callIndexes.
 */
export async function validateChild(
  run: StepContext,
  state: RunState,
  queue: readonly ValidatingProposal[],
): Promise<CandidateAdded | ValidationIncomplete | IterationFailed | null> {
  const first = queue[0]!;
  const done = await evaluateGroups(
    run,
    state,
    queue.map((one) => groupFor(state, one)),
  );
  if (done === null) return null;
  if (done.failure !== null && state.spec.failures.kind !== "leave-out") {
    return iterationFailed(run, state, "pareto", done.failure, done.calls);
  }
  const calls = { from: done.calls.from, count: done.callsPerGroup[0]! };
  const rows = done.rows[0]!;
  const spent = {
    iteration: state.iteration,
    proposal: first.entry.proposal,
    calls,
    metricCalls: done.metricCalls[0]!,
  };
  let scored = rows.filter(isScored);
  if (scored.length < rows.length) {
    const { failures } = state.spec;
    const givenUp =
      first.entry.kind === "merge" || failures.kind !== "leave-out" || first.tries >= failures.maxRetries;
    const filled = givenUp ? withStandIns(state, rows, first.entry.parents) : null;
    if (filled === null) return { type: "validation-incomplete", ...spent, rows, givenUp };
    scored = filled;
  }
  const inherits =
    state.spec.validation.kind === "inherit" && first.validate !== null
      ? heirOf(state, first.entry.parents)
      : null;
  if (inherits !== null && isHopeless(state, inherits, scored)) {
    return { type: "validation-incomplete", ...spent, rows, givenUp: true, worse: true };
  }
  return {
    type: "candidate-added",
    index: state.candidates.length,
    kind: first.entry.kind,
    texts: fullTexts(state, first),
    hash: first.entry.hash,
    parents: first.entry.parents,
    ...spent,
    rows: state.spec.preset === "reference" ? cachedFirst(scored) : scored,
    ...(inherits === null ? {} : { inherits: inherits.index }),
  };
}

/** Clearly worse than its parent, and first on no row: what solves a row that nobody solves may lead elsewhere. */
function isHopeless(state: RunState, parent: CandidateEntry, asked: readonly ScoredRow[]): boolean {
  if (!isClearlyWorse(parent, asked, state.spec.perfectScore ?? 1)) return false;
  const { fronts, places } = state.frontier.instance;
  return !asked.some(({ example, score }) => {
    const place = places[frontKeyText({ kind: "instance", example })];
    return place !== undefined && score > fronts[place]!.best;
  });
}

/** The reference keeps what it found in the cache before what it had to run, and sums in that order. */
function cachedFirst(rows: readonly ScoredRow[]): ScoredRow[] {
  return [...rows.filter((row) => row.from === "cache"), ...rows.filter((row) => row.from !== "cache")];
}

function groupFor(state: RunState, one: ValidatingProposal): RowGroup {
  const counted = paretoPositions(state);
  return {
    purpose: "pareto",
    texts: fullTexts(state, one),
    hash: one.entry.hash,
    split: "pareto",
    examples: one.validate?.filter((position) => counted.includes(position)) ?? counted,
    captureTrace: tracesPareto(state.spec),
    read: state.spec.cache ? "cache" : "never",
  };
}

function fullTexts(state: RunState, { entry }: ValidatingProposal): RowGroup["texts"] {
  return withTexts(state.candidates[entry.parents[0]!]!.texts, entry.texts);
}

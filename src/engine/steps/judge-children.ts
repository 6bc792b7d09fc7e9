import { sum } from "../../shared/statistics/mean.ts";
import type { ChildrenJudged, GateVerdict, IterationFailed, Judgement } from "../journal/events.ts";
import { answeredByBoth, isScored, sumObjectives, sumScores } from "../journal/rows.ts";
import { validationBatch } from "../minibatch/validation-batch.ts";
import { isAccepted, selectImprovements } from "../pool/acceptance.ts";
import { withTexts } from "../pool/candidate.ts";
import type { PendingProposal, RunState, UnsettledProposal } from "../state/state.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { RowGroup } from "./evaluate-groups.ts";
import { iterationFailed } from "./iteration-failed.ts";
import type { StepContext } from "./step-context.ts";

interface Gated {
  readonly pending: PendingProposal;
  readonly rows: readonly EvaluatedRow[];
  readonly before: number;
  readonly after: number;
  readonly answered: boolean;
  readonly accepted: boolean;
}

/** Runs every child on its parent's minibatch and decides which of them deserve the Pareto set. */
export async function judgeChildren(
  run: StepContext,
  state: RunState,
  gate: readonly PendingProposal[],
): Promise<ChildrenJudged | IterationFailed | null> {
  const done = await evaluateGroups(
    run,
    state,
    gate.map((pending) => groupFor(state, pending)),
  );
  if (done === null) return null;
  if (done.failure !== null && state.spec.failures.kind !== "leave-out") {
    return iterationFailed(run, state, "children", done.failure, done.calls);
  }
  const gated = gate.map((pending, i) => gatedRows(run, state, pending, done.rows[i]!));
  return {
    type: "children-judged",
    iteration: state.iteration,
    calls: done.calls,
    judgements: judgements(run, state, gated),
    metricCalls: sum(done.metricCalls),
  };
}

/** A row the parent could not be run on is left out of both sides. */
function groupFor(state: RunState, { entry, tries }: PendingProposal): RowGroup {
  return {
    purpose: "child",
    texts: withTexts(state.candidates[entry.parents[0]!]!.texts, entry.texts),
    hash: entry.hash,
    split: "feedback",
    examples: entry.parentRows.filter(isScored).map((row) => row.example),
    captureTrace: true,
    read: tries > 0 && state.spec.cache ? "cache" : "never",
  };
}

function gatedRows(
  run: StepContext,
  state: RunState,
  pending: PendingProposal,
  rows: readonly EvaluatedRow[],
): Gated {
  const pairs = answeredByBoth(pending.entry.parentRows.filter(isScored), rows);
  const old = pairs.map((pair) => pair.left);
  const fresh = pairs.map((pair) => pair.right);
  const [before, after] = [sumScores(old), sumScores(fresh)];
  const answered = pairs.length > 0 && pairs.length * 2 >= pending.entry.minibatch.length;
  const own = answered ? (run.ports.hooks?.accept?.(before, after, state) ?? null) : null;
  const accepted =
    answered &&
    (own ??
      isAccepted(
        state.spec.acceptance,
        { score: before, objectives: sumObjectives(old) },
        { score: after, objectives: sumObjectives(fresh) },
      ));
  return { pending, rows, before, after, answered, accepted };
}

function judgements(run: StepContext, state: RunState, gated: readonly Gated[]): Judgement[] {
  const chosen = selectImprovements(state.spec.selection, bestOfRivals(gated.filter((one) => one.accepted)));
  const selected = chosen.filter(
    (one, i) => chosen.findIndex(({ pending }) => pending.entry.hash === one.pending.entry.hash) === i,
  );
  return gated.map((one) => {
    const verdict = verdictOf(state, one, chosen, selected);
    const { pending, rows, before, after } = one;
    const { proposal, parents } = pending.entry;
    const judgement: Judgement = { proposal, rows, before, after, verdict };
    if (verdict !== "selected") return judgement;
    const validate = validationBatch(state, run.ports.hooks, parents, proposal);
    return validate === null ? judgement : { ...judgement, validate };
  });
}

/**
 * Hypotheses of one letter are rivals, and so are worked examples and the rewrite they were tried beside: of those on the
 * same rows for the same parent the best goes on, the first on a tie.
 */
function bestOfRivals(accepted: readonly Gated[]): readonly Gated[] {
  const isBeside = (a: UnsettledProposal, b: UnsettledProposal): boolean =>
    a.parents[0] === b.parents[0] && a.minibatch.join() === b.minibatch.join();
  return accepted.filter((one) => {
    const { entry } = one.pending;
    const beside = accepted.filter(({ pending }) => isBeside(entry, pending.entry));
    const rivals = beside.some(({ pending }) => pending.entry.examples !== undefined)
      ? beside
      : beside.filter(({ pending }) => pending.entry.hypothesis !== undefined);
    if (!rivals.includes(one)) return true;
    const best = Math.max(...rivals.map(({ after }) => after));
    return one === rivals.find(({ after }) => after === best);
  });
}

function verdictOf(
  state: RunState,
  one: Gated,
  chosen: readonly Gated[],
  selected: readonly Gated[],
): GateVerdict {
  if (selected.includes(one)) return "selected";
  if (chosen.includes(one)) return "duplicate-of-sibling";
  if (one.accepted) return "better-but-not-selected";
  if (one.answered) return "not-better";
  const { failures } = state.spec;
  const triesLeft = failures.kind === "leave-out" && one.pending.tries < failures.maxRetries;
  return triesLeft ? "undecided" : "given-up";
}

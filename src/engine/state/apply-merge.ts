import { addEntry } from "../../shared/append-only.ts";
import type { FoundMerge, MergeJudged, MergeSearched } from "../journal/events.ts";
import { isFailed } from "../journal/rows.ts";
import { closeIteration, openIteration } from "./apply-iteration.ts";
import { settle } from "./apply-proposals.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import type { ProposalEntry, RunState, UnsettledProposal } from "./state.ts";

/** Any search uses up the occasion: the next needs another accepted mutation. */
export function applyMergeSearched(state: Draft, event: MergeSearched): void {
  openIteration(state, event.iteration);
  const { found } = event;
  state.random.wordsDrawn = event.wordsDrawn;
  state.merge.lastMutationIteration = -1;
  state.phase = found === null ? { at: "merge-failed" } : { at: "merge-found", found };
  if (found === null) return;
  state.nextProposal = found.proposal + 1;
  remember(state, found);
  state.seen = addEntry(state.seen, found.hash, found.proposal);
}

export function applyMergeJudged(state: Draft, event: MergeJudged): void {
  if (state.phase.at !== "merge-found") return;
  const { found } = state.phase;
  takeRows(state, "pareto", found.hash, event.rows);
  state.spent.metricCalls += event.metricCalls;
  if (event.rows.every(isFailed)) state.idle.callsFailed = true;
  else state.idle.childTried = true;
  const entry: UnsettledProposal = {
    ...mergeEntry(state, found, event.iteration),
    childRows: event.rows,
    before: Math.max(...event.parentSums),
    after: event.after,
  };
  if (event.verdict === "selected") {
    const queue = [{ entry, tries: 0, validate: event.validate ?? null }];
    state.phase = { at: "validating", queue };
    return;
  }
  settle(state, { ...entry, verdict: event.verdict, candidate: null });
  closeIteration(state);
}

function remember({ merge }: Draft, { parents, ancestor, description }: FoundMerge): void {
  merge.invocations += 1;
  const searched = addEntry(merge.history, tripletKey(parents, ancestor), true);
  merge.history = addEntry(searched, descriptionKey(parents, description), true);
}

export function tripletKey(parents: readonly [number, number], ancestor: number): string {
  return `${parents[0]},${parents[1]},${ancestor}`;
}

export function descriptionKey(parents: readonly [number, number], description: readonly number[]): string {
  return `${parents[0]},${parents[1]}:${description.join(",")}`;
}

function mergeEntry(state: RunState, found: FoundMerge, iteration: number): UnsettledProposal {
  const better = found.parents.reduce((a, b) =>
    state.candidates[b]!.mean > state.candidates[a]!.mean ? b : a,
  );
  return {
    proposal: found.proposal,
    kind: "merge",
    iteration,
    parents: found.parents,
    texts: found.texts,
    hash: found.hash,
    minibatch: found.subsample,
    parentRows: rowsOn(state, better, found.subsample),
    childRows: [],
    before: null,
    after: null,
    reflections: [],
  };
}

function rowsOn(
  state: RunState,
  candidate: number,
  examples: readonly number[],
): ProposalEntry["parentRows"] {
  const byExample = new Map(state.candidates[candidate]!.scores.map((row) => [row.example, row]));
  return examples.flatMap((example) => byExample.get(example) ?? []);
}

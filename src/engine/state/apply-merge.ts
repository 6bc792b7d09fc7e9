import { addEntry } from "../../shared/append-only.ts";
import type { FoundMerge, MergeJudged, MergeSearched } from "../journal/events.ts";
import { isFailed } from "../journal/rows.ts";
import { callsFailed, childTried, closeIteration, openIteration } from "./apply-iteration.ts";
import { settle } from "./apply-proposals.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import type { MergeBookkeeping, ProposalEntry, RunState } from "./state.ts";

/** Any search uses up the occasion: the next needs another accepted mutation. */
export function applyMergeSearched(state: RunState, event: MergeSearched): RunState {
  const opened = openIteration(state, event.iteration);
  const { found } = event;
  const next: RunState = {
    ...opened,
    phase: { at: "merge-failed" },
    random: { ...state.random, wordsDrawn: event.wordsDrawn },
    merge: { ...state.merge, lastMutationIteration: -1 },
  };
  if (found === null) return next;
  const proposed: RunState = {
    ...next,
    nextProposal: found.proposal + 1,
    merge: remember(next.merge, found),
    seen: addEntry(next.seen, found.hash, found.proposal),
  };
  return { ...proposed, phase: { at: "merge-found", found } };
}

export function applyMergeJudged(state: RunState, event: MergeJudged): RunState {
  if (state.phase.at !== "merge-found") return state;
  const { found } = state.phase;
  let next = rememberRows(spendRows(state, event.rows), "pareto", found.hash, event.rows);
  next = { ...next, spent: { ...next.spent, metricCalls: next.spent.metricCalls + event.metricCalls } };
  next = event.rows.every(isFailed) ? callsFailed(next) : childTried(next);
  const entry: Omit<ProposalEntry, "verdict" | "candidate"> = {
    ...mergeEntry(state, found, event.iteration),
    childRows: event.rows,
    before: Math.max(...event.parentSums),
    after: event.after,
  };
  if (event.verdict === "selected")
    return {
      ...next,
      phase: { at: "validating", queue: [{ entry, tries: 0, validate: event.validate ?? null }] },
    };
  return closeIteration(settle(next, { ...entry, verdict: event.verdict, candidate: null }));
}

function remember(merge: MergeBookkeeping, found: FoundMerge): MergeBookkeeping {
  return {
    ...merge,
    invocations: merge.invocations + 1,
    history: addEntry(
      addEntry(merge.history, tripletKey(found.parents, found.ancestor), true),
      descriptionKey(found.parents, found.description),
      true,
    ),
  };
}

export function tripletKey(parents: readonly [number, number], ancestor: number): string {
  return `${parents[0]},${parents[1]},${ancestor}`;
}

export function descriptionKey(parents: readonly [number, number], description: readonly number[]): string {
  return `${parents[0]},${parents[1]}:${description.join(",")}`;
}

function mergeEntry(
  state: RunState,
  found: FoundMerge,
  iteration: number,
): Omit<ProposalEntry, "verdict" | "candidate"> {
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

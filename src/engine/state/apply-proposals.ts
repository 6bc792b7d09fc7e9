import { addEntry, append } from "../../shared/append-only.ts";
import { withItem } from "../../shared/paged-list.ts";
import type {
  ChildrenJudged,
  Judgement,
  NewProposal,
  Reflected,
  ValidationIncomplete,
} from "../journal/events.ts";
import { isFailed } from "../journal/rows.ts";
import { callsFailed, childTried, closeIteration } from "./apply-iteration.ts";
import { noteUnanswered } from "./apply-left-out.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import { progressOf } from "./state.ts";
import type {
  PendingProposal,
  ProposalEntry,
  RunState,
  ValidatingProposal,
  WaitingProposal,
} from "./state.ts";

export function applyReflected(state: RunState, event: Reflected): RunState {
  if (state.phase.at !== "parents-evaluated") return state;
  const attempts = event.reflections.flatMap((one) => one.attempts);
  let next: RunState = {
    ...state,
    random: { ...state.random, wordsDrawn: event.wordsDrawn },
    nextProposal: Math.max(state.nextProposal, ...event.proposals.map((one) => one.proposal + 1)),
    spent: {
      ...state.spent,
      reflectionCalls: state.spent.reflectionCalls + event.reflectionCalls,
      reflectionRetries: state.spent.reflectionRetries + retries(event),
    },
  };
  const gate: PendingProposal[] = [];
  for (const proposal of event.proposals) {
    const pending = pendingProposal(state, event, proposal);
    if (proposal.dropped === undefined) gate.push(pending);
    else next = settle(next, { ...unpaid(pending), verdict: proposal.dropped, candidate: null });
    if (state.spec.guards.dropSeen && proposal.dropped !== "no-usable-reflection") {
      next = { ...next, seen: addEntry(next.seen, proposal.hash, proposal.proposal) };
    }
  }
  if (gate.length > 0) return { ...next, phase: { at: "reflected", gate } };
  const allFailed = attempts.length > 0 && attempts.every((attempt) => attempt.outcome === "failed");
  return closeIteration(allFailed ? callsFailed(next) : next);
}

export function applyChildrenJudged(state: RunState, event: ChildrenJudged): RunState {
  if (state.phase.at !== "reflected") return state;
  const { idle, spent } = state;
  let next: RunState = {
    ...state,
    spent: { ...spent, metricCalls: spent.metricCalls + event.metricCalls },
    idle: event.metricCalls > 0 ? { ...idle, childTried: true } : idle,
  };
  if (event.judgements.every(({ rows }) => rows.every(isFailed))) next = callsFailed(next);
  const queue: ValidatingProposal[] = [];
  const waiting: WaitingProposal[] = [];
  for (const judgement of event.judgements) {
    const pending = state.phase.gate.find((one) => one.proposal === judgement.proposal);
    if (pending === undefined) continue;
    next = rememberRows(spendRows(next, judgement.rows), "feedback", pending.hash, judgement.rows);
    next = noteUnanswered(next, judgement.rows);
    const entry = judged(pending, judgement);
    if (judgement.verdict === "selected")
      queue.push({ entry, tries: pending.tries, validate: judgement.validate ?? null });
    else if (judgement.verdict === "undecided") waiting.push(tryAgain(pending, event.iteration));
    else next = settle(next, { ...entry, verdict: judgement.verdict, candidate: null });
  }
  if (queue.length === 0) return closeIteration(next, waiting);
  const phase = { at: "validating", queue: inEntryOrder(state, queue) } as const;
  return { ...next, phase, waiting: [...next.waiting, ...waiting] };
}

/** Top-k lets the largest improvement in first, as the reference does; otherwise proposals keep their order. */
function inEntryOrder(state: RunState, queue: readonly ValidatingProposal[]): readonly ValidatingProposal[] {
  const gain = ({ entry }: ValidatingProposal): number => entry.after! - entry.before!;
  return state.spec.selection.kind === "top-k" ? queue.toSorted((a, b) => gain(b) - gain(a)) : queue;
}

export function applyValidationIncomplete(state: RunState, event: ValidationIncomplete): RunState {
  if (state.phase.at !== "validating") return state;
  const failing = state.phase.queue.find(({ entry }) => entry.proposal === event.proposal);
  const queue = state.phase.queue.filter((one) => one !== failing);
  if (failing === undefined) return state;
  const { entry } = failing;
  let next = rememberRows(spendRows(state, event.rows), "pareto", entry.hash, event.rows);
  next = {
    ...(event.worse === true ? childTried(next) : callsFailed(next)),
    phase: { at: "validating", queue },
    spent: { ...next.spent, metricCalls: next.spent.metricCalls + event.metricCalls },
  };
  const verdict = event.worse === true ? "clearly-worse" : "validation-incomplete";
  if (event.givenUp) next = settle(next, { ...entry, verdict, candidate: null });
  const again: WaitingProposal = {
    origin: "retry",
    proposal: entry.proposal,
    parent: entry.parents[0]!,
    texts: entry.texts,
    ...named(entry.hypothesis),
    tries: failing.tries + 1,
    minibatch: entry.minibatch,
    notBefore: event.iteration + 1,
  };
  const waiting = event.givenUp ? [] : [again];
  return queue.length === 0
    ? closeIteration(next, waiting)
    : { ...next, waiting: [...next.waiting, ...waiting] };
}

/** Adds a settled proposal; a rejected one is remembered by its parents, to be shown to the reflector. */
export function settle(state: RunState, entry: ProposalEntry): RunState {
  const proposals = append(state.proposals, entry);
  const memory = state.spec.reflector.rejectedMemory;
  if (memory === 0 || entry.verdict === "accepted" || entry.verdict === "no-usable-reflection") {
    return { ...state, proposals };
  }
  let { progress } = state;
  for (const parent of entry.parents) {
    const old = progressOf({ progress }, parent);
    progress = withItem(progress, parent, { ...old, rejected: [...old.rejected, entry].slice(-memory) });
  }
  return { ...state, proposals, progress };
}

function pendingProposal(state: RunState, event: Reflected, proposal: NewProposal): PendingProposal {
  if (state.phase.at !== "parents-evaluated") throw new Error("a proposal needs evaluated parents");
  const task = state.phase.tasks[proposal.task]!;
  const verdict = state.phase.parents.tasks[proposal.task]!;
  return {
    proposal: proposal.proposal,
    iteration: event.iteration,
    kind: task.given?.origin === "person" ? "person" : "mutation",
    parent: task.parent,
    texts: proposal.texts,
    hash: proposal.hash,
    minibatch: task.minibatch,
    parentRows: state.phase.parents.evaluations[verdict.evaluation]!.rows,
    reflections: event.reflections.filter((one) => one.task === proposal.task),
    ...named(proposal.hypothesis ?? task.given?.hypothesis),
    tries: task.given?.tries ?? 0,
  };
}

function unpaid(pending: PendingProposal): Omit<ProposalEntry, "verdict" | "candidate"> {
  const { tries: _tries, parent, ...rest } = pending;
  return { ...rest, parents: [parent], childRows: [], before: null, after: null };
}

function judged(
  pending: PendingProposal,
  judgement: Judgement,
): Omit<ProposalEntry, "verdict" | "candidate"> {
  return {
    ...unpaid(pending),
    childRows: judgement.rows,
    before: judgement.before,
    after: judgement.after,
  };
}

function tryAgain(pending: PendingProposal, iteration: number): WaitingProposal {
  return {
    origin: pending.kind === "person" ? "person" : "retry",
    proposal: pending.proposal,
    parent: pending.parent,
    texts: pending.texts,
    ...named(pending.hypothesis),
    tries: pending.tries + 1,
    minibatch: pending.minibatch,
    notBefore: iteration + 1,
  };
}

function named(hypothesis: string | undefined): Pick<PendingProposal, "hypothesis"> {
  return hypothesis === undefined ? {} : { hypothesis };
}

function retries(event: Reflected): number {
  return event.reflections.reduce(
    (sum, one) =>
      sum + Math.max(0, one.attempts.filter((attempt) => attempt.purpose === "reflect").length - 1),
    0,
  );
}

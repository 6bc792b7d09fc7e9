import { addEntry, append } from "../../shared/append-only.ts";
import { withItem } from "../../shared/paged-list.ts";
import type { ChildrenJudged, NewProposal, Reflected, ValidationIncomplete } from "../journal/events.ts";
import { isFailed } from "../journal/rows.ts";
import { closeIteration, letWait } from "./apply-iteration.ts";
import { noteUnanswered } from "./apply-left-out.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import { progressOf } from "./state.ts";
import type {
  PendingProposal,
  Phase,
  ProposalEntry,
  RunState,
  ValidatingProposal,
  WaitingProposal,
} from "./state.ts";

export function applyReflected(state: Draft, event: Reflected): void {
  if (state.phase.at !== "parents-evaluated") return;
  const { phase, spent, spec } = state;
  state.random.wordsDrawn = event.wordsDrawn;
  spent.reflectionCalls += event.reflectionCalls;
  spent.reflectionRetries += retries(event);
  const attempts = event.reflections.flatMap((one) => one.attempts);
  const isFailing = attempts.length > 0 && attempts.every(({ outcome }) => outcome === "failed");
  const gate: PendingProposal[] = [];
  for (const proposal of event.proposals) {
    const pending = pendingProposal(phase, event, proposal);
    const { dropped } = proposal;
    state.nextProposal = Math.max(state.nextProposal, proposal.proposal + 1);
    if (dropped === undefined) gate.push(pending);
    else settle(state, { ...pending.entry, verdict: dropped, candidate: null });
    if (spec.guards.dropSeen && dropped !== "no-usable-reflection")
      state.seen = addEntry(state.seen, proposal.hash, proposal.proposal);
  }
  state.idle.rewriteAsked = attempts.length > 0;
  if (attempts.length > 0 && !isFailing)
    state.idle.withoutText = gate.some(({ entry }) => entry.reflections.length > 0)
      ? 0
      : state.idle.withoutText + 1;
  if (gate.length > 0) {
    state.phase = { at: "reflected", gate };
    return;
  }
  if (isFailing) state.idle.callsFailed = true;
  closeIteration(state);
}

export function applyChildrenJudged(state: Draft, event: ChildrenJudged): void {
  if (state.phase.at !== "reflected") return;
  const { gate } = state.phase;
  state.spent.metricCalls += event.metricCalls;
  if (event.metricCalls > 0) state.idle.childTried = true;
  if (event.judgements.every(({ rows }) => rows.every(isFailed))) state.idle.callsFailed = true;
  const queue: ValidatingProposal[] = [];
  for (const { proposal, rows, before, after, verdict, validate = null } of event.judgements) {
    const pending = gate.find((one) => one.entry.proposal === proposal);
    if (pending === undefined) continue;
    const entry = { ...pending.entry, childRows: rows, before, after };
    takeRows(state, "feedback", entry.hash, rows);
    noteUnanswered(state, rows);
    if (verdict === "selected") queue.push({ entry, tries: pending.tries, validate });
    else if (verdict === "undecided") letWait(state, [tryAgain(pending, event.iteration)]);
    else settle(state, { ...entry, verdict, candidate: null });
  }
  if (queue.length === 0) closeIteration(state);
  else state.phase = { at: "validating", queue: inEntryOrder(state, queue) };
}

/** Top-k lets the largest improvement in first, as the reference does; otherwise proposals keep their order. */
function inEntryOrder(state: RunState, queue: readonly ValidatingProposal[]): readonly ValidatingProposal[] {
  const gain = ({ entry }: ValidatingProposal): number => entry.after! - entry.before!;
  return state.spec.selection.kind === "top-k" ? queue.toSorted((a, b) => gain(b) - gain(a)) : queue;
}

export function applyValidationIncomplete(state: Draft, event: ValidationIncomplete): void {
  if (state.phase.at !== "validating") return;
  const failing = state.phase.queue.find(({ entry }) => entry.proposal === event.proposal);
  if (failing === undefined) return;
  const queue = state.phase.queue.filter((one) => one !== failing);
  takeRows(state, "pareto", failing.entry.hash, event.rows);
  state.spent.metricCalls += event.metricCalls;
  if (event.worse === true) state.idle.childTried = true;
  else state.idle.callsFailed = true;
  const verdict = event.worse === true ? "clearly-worse" : "validation-incomplete";
  if (event.givenUp) settle(state, { ...failing.entry, verdict, candidate: null });
  else letWait(state, [{ ...tryAgain(failing, event.iteration), origin: "retry" }]);
  if (queue.length === 0) closeIteration(state);
  else state.phase = { at: "validating", queue };
}

/** Adds a settled proposal; a rejected one is remembered by its parents, to be shown to the reflector. */
export function settle(state: Draft, entry: ProposalEntry): void {
  state.proposals = append(state.proposals, entry);
  const memory = state.spec.reflector.rejectedMemory;
  if (memory === 0 || entry.verdict === "accepted" || entry.verdict === "no-usable-reflection") return;
  for (const parent of entry.parents) {
    const old = progressOf(state, parent);
    const rejected = [...old.rejected, entry].slice(-memory);
    state.progress = withItem(state.progress, parent, { ...old, rejected });
  }
}

function pendingProposal(
  { tasks, parents }: Extract<Phase, { at: "parents-evaluated" }>,
  event: Reflected,
  { proposal, task: number, texts, hash, ...from }: NewProposal,
): PendingProposal {
  const { parent, minibatch, given } = tasks[number]!;
  const entry = {
    proposal,
    kind: given?.origin === "person" ? "person" : "mutation",
    iteration: event.iteration,
    parents: [parent],
    texts,
    hash,
    minibatch,
    parentRows: parents.evaluations[parents.tasks[number]!.evaluation]!.rows,
    childRows: [],
    before: null,
    after: null,
    // Worked examples took no letter.
    reflections: from.examples === undefined ? event.reflections.filter((one) => one.task === number) : [],
    ...originOf(given ?? from),
  } as const;
  return { entry, tries: given?.tries ?? 0 };
}

/** The same texts for the same parent, on the same rows, in an iteration to come. */
function tryAgain({ entry, tries }: PendingProposal, iteration: number): WaitingProposal {
  return {
    origin: entry.kind === "person" ? "person" : "retry",
    proposal: entry.proposal,
    parent: entry.parents[0]!,
    texts: entry.texts,
    ...originOf(entry),
    tries: tries + 1,
    minibatch: entry.minibatch,
    notBefore: iteration + 1,
  };
}

type Origin = Pick<ProposalEntry, "hypothesis" | "examples">;

function originOf({ hypothesis, examples }: Origin): Origin {
  return {
    ...(hypothesis === undefined ? {} : { hypothesis }),
    ...(examples === undefined ? {} : { examples }),
  };
}

function retries(event: Reflected): number {
  return event.reflections.reduce(
    (sum, one) =>
      sum + Math.max(0, one.attempts.filter((attempt) => attempt.purpose === "reflect").length - 1),
    0,
  );
}

import { toArray } from "../../shared/append-only.ts";
import type { ReflectionOutcome } from "../journal/reflection-evidence.ts";
import type { RowsLeft, StopReason, TooLittle } from "../journal/stop-reason.ts";
import type { ProposalEntry, RunState } from "../state/state.ts";
import { tooLittle } from "./requests.ts";
import { givesWayToExamples, proposalNeeds, reflectionCallsLeft, showsOnly } from "./reservation.ts";

/**
 * Why idle iterations lead nowhere. Three things look alike from outside, no child is tried, and ask different deeds
 * of a person: every row met is right, the Reflection model repeats itself, or its answers cannot be used.
 */
export function idleStop(state: RunState): StopReason {
  const dropped = idleProposals(state).filter(isAsked);
  if (dropped.length > 0) return rewritesStop(state, dropped);
  // No rewrite was asked for: what had nothing new to show were worked examples.
  return rowsLeft(state).wrong > 0 && reflectionCallsLeft(state) <= 0
    ? reflectionsSpent(state)
    : nothingLeft(state);
}

/**
 * The search ends without rewrites to come: with its reflections, or with what they were like. Where all that was
 * looked at since is right, it ends with that.
 */
export function withoutRewrites(state: RunState): StopReason {
  const isAllRight = state.idle.iterations > 0 && idleProposals(state).length === 0;
  if (isAllRight && rowsLeft(state).wrong === 0) return nothingLeft(state);
  if (!givesWayToExamples(state)) return reflectionsSpent(state);
  const asked = toArray(state.proposals).filter(isAsked);
  return rewritesStop(state, asked.slice(asked.findLastIndex(({ childRows }) => childRows.length > 0) + 1));
}

function rewritesStop(state: RunState, dropped: readonly ProposalEntry[]): StopReason {
  const unusable = dropped.filter(({ verdict }) => verdict === "no-usable-reflection");
  const known = { idleIterations: state.idle.iterations, left: rowsLeft(state), ...showingOf(state) };
  return unusable.length * 2 < dropped.length
    ? { kind: "reflection-repeats", ...known }
    : { kind: "reflection-unusable", last: lastOutcome(unusable), ...known };
}

function nothingLeft(state: RunState): StopReason {
  return { kind: "nothing-left-to-learn", idleIterations: state.idle.iterations, left: rowsLeft(state) };
}

function reflectionsSpent(state: RunState): StopReason {
  const used = state.spent.reflectionCalls;
  const last = lastOfNone(toArray(state.proposals));
  return {
    kind: "reflection-calls-spent",
    used,
    limit: used + reflectionCallsLeft(state),
    ...(last === undefined ? {} : { last }),
    ...showingOf(state),
  };
}

/** What further worked examples would need, where they are all that was left to try. */
function showingOf(state: RunState): { readonly showing?: TooLittle } {
  return showsOnly(state) ? { showing: tooLittle(state, proposalNeeds(state).metricCalls) } : {};
}

/** The newest outcome, where no reflection ever gave a text. */
function lastOfNone(proposals: readonly ProposalEntry[]): ReflectionOutcome | undefined {
  const asked = proposals.filter(isAsked);
  const isNone = asked.length > 0 && asked.every(({ texts }) => Object.keys(texts).length === 0);
  return isNone ? lastOutcome(asked) : undefined;
}

/** Proposals of the idle iterations; an iteration whose minibatch was all right made none. */
function idleProposals({ proposals, iteration, idle }: RunState): readonly ProposalEntry[] {
  return toArray(proposals).filter((one) => one.iteration > iteration - idle.iterations);
}

/** The Reflection model was asked for it. */
const isAsked = ({ reflections }: ProposalEntry): boolean => reflections.length > 0;

function lastOutcome(proposals: readonly ProposalEntry[]): ReflectionOutcome {
  const attempts = proposals.flatMap(({ reflections }) => reflections.flatMap((one) => one.attempts));
  return attempts.at(-1)?.outcome ?? "failed";
}

function rowsLeft({ candidates, best, spec }: RunState): RowsLeft {
  const scores = candidates[best.index]?.scores ?? [];
  const right = spec.perfectScore ?? 1;
  return { wrong: scores.filter(({ score }) => score < right).length, of: scores.length };
}

import { toArray } from "../../shared/append-only.ts";
import type { ReflectionOutcome } from "../journal/reflection-evidence.ts";
import type { RowsLeft, StopReason } from "../journal/stop-reason.ts";
import type { ProposalEntry, RunState } from "../state/state.ts";
import { tooLittle } from "./requests.ts";
import { proposalNeeds, reflectionCallsLeft, showsOnly } from "./reservation.ts";

/**
 * Why idle iterations lead nowhere. Three things look alike from outside, no child is tried, and ask different deeds
 * of a person: every row met is right, the Reflection model repeats itself, or its answers cannot be used.
 */
export function idleStop(state: RunState): StopReason {
  const idleIterations = state.idle.iterations;
  const left = rowsLeft(state);
  const dropped = idleProposals(state).filter(isRewrite);
  // No rewrite was asked for: what had nothing new to show were worked examples.
  if (dropped.length === 0 && left.wrong > 0 && reflectionCallsLeft(state) <= 0)
    return reflectionsSpent(state);
  const unusable = dropped.filter(({ verdict }) => verdict === "no-usable-reflection");
  if (dropped.length === 0) return { kind: "nothing-left-to-learn", idleIterations, left };
  if (unusable.length * 2 < dropped.length) return { kind: "reflection-repeats", idleIterations, left };
  return { kind: "reflection-unusable", idleIterations, last: lastOutcome(unusable), left };
}

/**
 * The search ends with its reflections: what came of them, and what further worked examples would need. Where all that
 * was looked at since is right, it ends with that.
 */
export function reflectionsSpent(state: RunState): StopReason {
  const left = rowsLeft(state);
  const idleIterations = state.idle.iterations;
  if (left.wrong === 0 && idleIterations > 0 && idleProposals(state).length === 0)
    return { kind: "nothing-left-to-learn", idleIterations, left };
  const used = state.spent.reflectionCalls;
  const last = lastOfNone(toArray(state.proposals));
  return {
    kind: "reflection-calls-spent",
    used,
    limit: used + reflectionCallsLeft(state),
    ...(last === undefined ? {} : { last }),
    ...(showsOnly(state) ? { showing: tooLittle(state, proposalNeeds(state).metricCalls) } : {}),
  };
}

/** The newest outcome, where no reflection ever gave a text. */
function lastOfNone(proposals: readonly ProposalEntry[]): ReflectionOutcome | undefined {
  const asked = proposals.filter(({ reflections }) => reflections.length > 0);
  const isNone = asked.length > 0 && asked.every(({ texts }) => Object.keys(texts).length === 0);
  return isNone ? lastOutcome(asked) : undefined;
}

/** Proposals of the idle iterations; an iteration whose minibatch was all right made none. */
function idleProposals({ proposals, iteration, idle }: RunState): readonly ProposalEntry[] {
  return toArray(proposals).filter((one) => one.iteration > iteration - idle.iterations);
}

const isRewrite = ({ examples }: ProposalEntry): boolean => examples === undefined;

function lastOutcome(proposals: readonly ProposalEntry[]): ReflectionOutcome {
  const attempts = proposals.flatMap(({ reflections }) => reflections.flatMap((one) => one.attempts));
  return attempts.at(-1)?.outcome ?? "failed";
}

function rowsLeft({ candidates, best, spec }: RunState): RowsLeft {
  const scores = candidates[best.index]?.scores ?? [];
  const right = spec.perfectScore ?? 1;
  return { wrong: scores.filter(({ score }) => score < right).length, of: scores.length };
}

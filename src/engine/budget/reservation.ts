import { toArray } from "../../shared/append-only.ts";
import { finalNeeds } from "../final/finalists.ts";
import { minibatchSize } from "../minibatch/minibatch-size.ts";
import type { EngineSpec } from "../options/spec.ts";
import { componentNames } from "../pool/candidate.ts";
import type { RunState } from "../state/state.ts";
import { idleLimit } from "./idle-limit.ts";
import { rowsUnderNoise } from "./noise.ts";
import { metricCallsLeft, rolloutBudget } from "./requests.ts";

/** One component per proposal, each candidate's in turn. */
export function isOneInTurn({ componentSelector }: EngineSpec): boolean {
  return componentSelector === "round-robin" || componentSelector === "failing";
}

/** Merges a run may make, counted as its `cap` says. */
export function mostMerges({ merge, seedCandidates }: EngineSpec): number {
  if (merge === null) return 0;
  if (merge.maxInvocations !== "five-each") return merge.maxInvocations;
  return 5 * componentNames(seedCandidates[0]!).length;
}

/** What one proposal may need: its parent and itself on a minibatch, and the Pareto rows if it is kept. */
export function proposalNeeds(state: RunState): {
  readonly metricCalls: number;
  readonly reflectionCalls: number;
} {
  const { spec } = state;
  const components = isOneInTurn(spec) ? 1 : componentNames(spec.seedCandidates[0]!).length;
  return {
    metricCalls: (1 + tried(state)) * minibatchSize(state) + validationSize(state) + finalReserve(state),
    reflectionCalls: components * callsPerReflection(state),
  };
}

/** Texts that are tried side by side on a minibatch; one of them goes on. */
function tried(state: RunState): number {
  const { spec } = state;
  return (showsOnly(state) ? 0 : spec.reflector.hypotheses) + (mostExamples(spec) > 0 ? 1 : 0);
}

/** Feedback rows a text may show at most; none where a candidate has several texts. */
export function mostExamples({ reflector, seedCandidates }: EngineSpec): number {
  return componentNames(seedCandidates[0]!).length === 1 ? reflector.workedExamples : 0;
}

/** Iterations in a row with nothing to show, after which none is expected to have. */
const mostWithoutExamples = 3;

/** No rewrite is to come: the reflections are spent, or bring nothing new where worked examples can be had instead. */
export function rewritesAreOver(state: RunState): boolean {
  return reflectionCallsLeft(state) <= 0 || givesWayToExamples(state);
}

/** The Reflection model repeats itself or writes nothing usable, and rows can be shown without it. */
export function givesWayToExamples(state: RunState): boolean {
  return canShow(state) && state.idle.withoutText >= idleLimit(state);
}

/** The Student requests a budget has left go to further worked examples behind texts there are. */
export function showsOnly(state: RunState): boolean {
  return rewritesAreOver(state) && canShow(state) && state.idle.withoutLetter < mostWithoutExamples;
}

/** A run that has tried worked examples has rows that can be shown; without a budget it would show them for ever. */
function canShow(state: RunState): boolean {
  return (
    mostExamples(state.spec) > 0 &&
    Number.isFinite(metricCallsLeft(state)) &&
    toArray(state.proposals).some(({ examples }) => examples !== undefined)
  );
}

/** ComBEE asks every group once and aggregates once. */
export function callsPerReflection(state: RunState): number {
  const groups = combeeGroups(minibatchSize(state));
  return state.spec.reflector.combee && groups > 0 ? groups + 1 : 1;
}

/** ComBEE's k = floor(sqrt n); below four records there is nothing to aggregate. */
export function combeeGroups(records: number): number {
  return records < 4 ? 0 : Math.floor(Math.sqrt(records));
}

function validationSize(state: RunState): number {
  const { validation, splits } = state.spec;
  const rows = splits.pareto - state.leftOut.length;
  if (validation.kind === "inherit") return Math.min(rowsUnderNoise(state, validation.rows), rows);
  return rows;
}

/** Kept for the final: what it would take now, and the rows one more child may inherit. */
export function finalReserve(state: RunState): number {
  if (state.spec.final === null) return 0;
  return (
    finalNeeds(state, metricCallsLeft(state)) +
    state.spec.splits.pareto -
    state.leftOut.length -
    validationSize(state)
  );
}

/**
 * Reflection always has a cap in the studio: without one of its own, two for each rollout. A reflector
 * whose replies are never usable costs no metric call, and would otherwise never end.
 */
export function reflectionCallsLeft(state: RunState): number {
  const { budget, spent } = state;
  const implied = budget.policy === "reserve" ? 10 + 2 * rolloutBudget(budget) : Number.POSITIVE_INFINITY;
  return (budget.reflectionCalls ?? implied) - spent.reflectionCalls;
}

/** How many of the wanted tasks fit what is left; the reference never asks. */
export function affordableTasks(state: RunState, wanted: number): number {
  if (state.budget.policy === "overshoot" || wanted === 1) return wanted;
  const needs = proposalNeeds(state);
  const fit = Math.min(
    Math.floor(metricCallsLeft(state) / needs.metricCalls),
    Math.floor(reflectionCallsLeft(state) / needs.reflectionCalls),
  );
  return Math.max(1, Math.min(wanted, fit));
}

export function canAffordMerge(state: RunState): boolean {
  if (state.budget.policy === "overshoot" || state.spec.merge === null) return true;
  return (
    metricCallsLeft(state) >= state.spec.merge.subsampleSize + validationSize(state) + finalReserve(state)
  );
}

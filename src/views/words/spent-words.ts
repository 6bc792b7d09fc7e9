import type { RunState } from "../../engine/index.ts";
import type { RunRow } from "../../storage/rows.ts";
import { formatCount, plural } from "./numbers.ts";

/**
 * What a run's spending is counted in. A request is one message to a model and its answer. Runs from before requests were
 * counted know their rollouts, each of which may have sent several; so do searches that ask no model.
 */
export type SpentUnit = "request" | "rollout";

/** It as a heading. */
export const unitTitle = (unit: SpentUnit): string => (unit === "request" ? "Requests" : "Rollouts");

/** What the unit is, for whoever asks at its number. */
export const unitMeaning: Readonly<Record<SpentUnit, string>> = {
  request:
    "A request is one message to a model and its answer. Every prompt of a program, every repeat, judge and retry counts.",
  rollout:
    "A rollout is one row answered and scored, with all the requests that takes. This run was started before requests were counted, or asks no model.",
};

/** The search's limit, in the run's unit. */
export function limitOf({ budget }: Pick<RunState, "budget">): number | null {
  return budget.requests ?? budget.metricCalls;
}

/** Spent by now, requests that brought no answer included; at a moment of the past only what its journal knows. */
export function spentNow({ summary }: Pick<RunRow, "summary">, state: RunState, isLive: boolean): number {
  return Math.max(state.spent.requests, isLive ? (summary?.requests ?? 0) : 0);
}

/** A run's cell of a table whose heading is "Requests". */
export function spentCell({ summary }: Pick<RunRow, "summary">): string {
  if (summary === undefined) return "0";
  return summary.requests === undefined
    ? plural(summary.metricCalls, "rollout")
    : formatCount(summary.requests);
}

/** "312 of 700 requests"; "312 requests" without a limit. */
export function ofLimit(spent: number, limit: number | null, unit: SpentUnit): string {
  return limit === null ? plural(spent, unit) : `${formatCount(spent)} of ${plural(limit, unit)}`;
}

/** What a new total is told to the engine as: in the unit the run was started with. */
export function raisedTo(
  { budget }: Pick<RunState, "budget">,
  total: number,
): { readonly requests: number } | { readonly metricCalls: number } {
  return budget.requestsPerRollout === null ? { metricCalls: total } : { requests: total };
}

import type { EvaluationCall, EvaluationOutcome } from "../engine/ports.ts";
import type { ReflectiveRecord } from "../engine/vocabulary.ts";
import { sumUsage } from "../models/sum-usage.ts";
import type { RolloutRow, TrajectoryRow } from "../storage/rows.ts";
import type { Rollout, RolloutOutcome } from "../tasks/task.ts";
import type { RunContext } from "./run-context.ts";
import type { CountedOutcome } from "./run-rollout.ts";

/** Per component what the reflector reads; computed once, stored, and the same after every resume. */
function recordsOf(
  { task }: RunContext,
  call: EvaluationCall,
  rollout: Rollout,
): Readonly<Record<string, ReflectiveRecord>> {
  const example = task.examples(call.split)[call.example];
  if (example === undefined) throw new Error(`no row ${call.example} in the ${call.split} split`);
  return Object.fromEntries(
    task.components.map((component) => [
      component,
      task.record(component, example, rollout) as ReflectiveRecord,
    ]),
  );
}

/** What is stored of an answered call. */
export function rowsOf(
  context: RunContext,
  call: EvaluationCall,
  outcome: CountedOutcome,
): { readonly rollout: RolloutRow; readonly trajectory: TrajectoryRow } {
  const { run, now } = context;
  const { callIndex, candidateHash, split, purpose } = call;
  const costs = outcome.trajectory.flatMap((step) => (step.costUsd === undefined ? [] : [step.costUsd]));
  const isScored = outcome.kind === "scored";
  return {
    rollout: {
      runId: run.id,
      callIndex,
      candidateHash,
      exampleId: run.splits[split][call.example] ?? "",
      split,
      purpose,
      outcome: isScored ? scored(outcome) : failed(outcome),
      output: isScored ? outcome.output : "",
      feedback: isScored ? outcome.judgement.feedback : "",
      usage: sumUsage(outcome.trajectory.map((step) => step.usage)),
      latencyMs: outcome.trajectory.reduce((sum, step) => sum + step.latencyMs, 0),
      ...(costs.length > 0 ? { costUsd: costs.reduce((sum, cost) => sum + cost, 0) } : {}),
      ...(outcome.requests === (isScored ? 1 : 0) ? {} : { requests: outcome.requests }),
      at: now(),
    },
    trajectory: {
      runId: run.id,
      callIndex,
      trajectory: outcome.trajectory,
      ...(isScored && outcome.judgement.componentFeedback !== undefined
        ? { componentFeedback: outcome.judgement.componentFeedback }
        : {}),
      ...(isScored && call.captureTrace ? { records: recordsOf(context, call, outcome) } : {}),
    },
  };
}

function scored({ judgement }: Rollout): RolloutRow["outcome"] {
  const { score, objectiveScores } = judgement;
  return { kind: "scored", score, ...(objectiveScores === undefined ? {} : { objectiveScores }) };
}

function failed({ failure }: Extract<RolloutOutcome, { kind: "failed" }>): RolloutRow["outcome"] {
  return { kind: "failed", error: failure.error, message: failure.message };
}

/** What the engine is told of a call, the same from a fresh answer and from a stored one. */
export function outcomeOf(
  context: RunContext,
  call: EvaluationCall,
  rollout: RolloutRow,
  trajectory: TrajectoryRow | undefined,
): EvaluationOutcome {
  const { callIndex, outcome, requests } = rollout;
  const counted = requests === undefined ? {} : { requests };
  if (outcome.kind === "failed")
    return { kind: "failed", callIndex, reason: `${outcome.error}: ${outcome.message}`, ...counted };
  return {
    kind: "scored",
    callIndex,
    score: outcome.score,
    output: rollout.output,
    ...counted,
    ...(outcome.objectiveScores === undefined ? {} : { objectiveScores: outcome.objectiveScores }),
    ...(call.captureTrace ? { records: storedRecords(context, call, rollout, trajectory) } : {}),
  };
}

/** Records as stored; made again from the stored rollout where it was first asked without them. */
function storedRecords(
  context: RunContext,
  call: EvaluationCall,
  { outcome, output, feedback }: RolloutRow,
  stored: TrajectoryRow | undefined,
): Readonly<Record<string, ReflectiveRecord>> {
  if (stored?.records !== undefined) return stored.records as Readonly<Record<string, ReflectiveRecord>>;
  if (outcome.kind === "failed" || stored === undefined)
    throw new Error(`rollout ${call.callIndex} has no stored trace`);
  const { score, objectiveScores } = outcome;
  return recordsOf(context, call, {
    kind: "scored",
    output,
    trajectory: stored.trajectory,
    judgement: {
      score,
      feedback,
      ...(objectiveScores === undefined ? {} : { objectiveScores }),
      ...(stored.componentFeedback === undefined ? {} : { componentFeedback: stored.componentFeedback }),
    },
  });
}

import type { RolloutRow, TrajectoryRow } from "../../../src/storage/rows.ts";

/** A rollout of ordinary size: a prompt of 900 characters, a short answer, a sentence of feedback. */
export function benchRollout(callIndex: number): {
  readonly rollout: RolloutRow;
  readonly trajectory: TrajectoryRow;
} {
  const usage = { promptTokens: 240, cachedPromptTokens: 200, completionTokens: 4 };
  return {
    rollout: {
      runId: "run",
      callIndex,
      candidateHash: `candidate ${callIndex % 40}`,
      exampleId: `example ${callIndex % 200}`,
      split: "pareto",
      purpose: "pareto",
      outcome: { kind: "scored", score: callIndex % 2 },
      output: "BILLING",
      feedback: 'Expected "BILLING". Decided by the word "refund".',
      usage,
      latencyMs: 20,
      at: 1_800_000_000_000 + callIndex,
    },
    trajectory: {
      runId: "run",
      callIndex,
      trajectory: [
        {
          module: "route",
          component: "instruction",
          messages: [
            { role: "system", content: "If the message mentions a refund, answer BILLING. ".repeat(18) },
            { role: "user", content: `Where is my refund, order ${callIndex}?` },
          ],
          completion: "BILLING",
          finishReason: "stop",
          usage,
          latencyMs: 20,
        },
      ],
    },
  };
}

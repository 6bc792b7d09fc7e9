import type { TokenUsage } from "../models/language-model.ts";
import type { RoleUsage, RunSummary } from "../storage/rows.ts";
import type { ModelRole } from "../tasks/task-spec.ts";

/** What one answer cost. */
interface Spending {
  readonly usage: TokenUsage;
  readonly latencyMs: number;
  readonly costUsd?: number | undefined;
}

/** Sums of what the run's answers cost; a measurement, so it is in the run's row and never in the journal. */
export interface UsageMeter {
  add(role: ModelRole, spending: Spending): void;
  read(): NonNullable<RunSummary["usage"]>;
}

const nothing: RoleUsage = {
  calls: 0,
  promptTokens: 0,
  cachedPromptTokens: 0,
  completionTokens: 0,
  seconds: 0,
  costUsd: 0,
};

export function makeUsageMeter(from: RunSummary["usage"]): UsageMeter {
  const sums = { student: from?.student ?? nothing, reflection: from?.reflection ?? nothing };
  return {
    add(role, { usage, latencyMs, costUsd }) {
      const before = sums[role];
      sums[role] = {
        calls: before.calls + 1,
        promptTokens: before.promptTokens + (usage.promptTokens ?? 0),
        cachedPromptTokens: before.cachedPromptTokens + (usage.cachedPromptTokens ?? 0),
        completionTokens: before.completionTokens + (usage.completionTokens ?? 0),
        seconds: before.seconds + latencyMs / 1000,
        costUsd: before.costUsd + (costUsd ?? 0),
      };
    },
    read: () => ({ ...sums }),
  };
}

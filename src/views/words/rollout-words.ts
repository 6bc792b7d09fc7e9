import type { ProposalEntry } from "../../engine/index.ts";
import type { RolloutRow } from "../../storage/rows.ts";
import { latencyWords } from "./latency-words.ts";
import { formatCount, formatScore } from "./numbers.ts";
import { isPass } from "./verdict-words.ts";

const purposes: Readonly<Record<string, string>> = {
  seed: "seed on a Pareto row",
  parent: "minibatch",
  child: "proposal on a minibatch",
  merge: "merge on a few rows",
  pareto: "Pareto row",
  verify: "Pareto row it had not been asked",
  final: "the final",
  test: "sealed test",
};

/** What a rollout was for. */
export const purposeWords = (purpose: string): string => purposes[purpose] ?? purpose;

/** Its score in two digits, or that it failed. */
export function scoreWords(row: RolloutRow): string {
  return row.outcome.kind === "scored" ? formatScore(row.outcome.score) : "failed";
}

/** Whether its row was passed whole. */
export const isPassed = (row: RolloutRow): boolean =>
  row.outcome.kind === "scored" && isPass(row.outcome.score);

/** What is known of a rollout beside its score; what was not reported is left out. */
export function rolloutFacts(row: RolloutRow, expected: string): readonly (readonly [string, string])[] {
  const objectives = row.outcome.kind === "scored" ? Object.entries(row.outcome.objectiveScores ?? {}) : [];
  const { promptTokens, cachedPromptTokens, completionTokens } = row.usage;
  const cached = cachedPromptTokens === undefined ? "" : ` (${formatCount(cachedPromptTokens)} cached)`;
  const facts: readonly (readonly [string, string] | undefined)[] = [
    objectives.length === 0
      ? undefined
      : ["Objectives", objectives.map(([name, score]) => `${name} ${formatScore(score)}`).join(", ")],
    ["Answered", row.output.trim() || "nothing"],
    expected === "" ? undefined : ["Expected", expected],
    ["Took", latencyWords(row.latencyMs)],
    promptTokens === undefined
      ? undefined
      : [
          "Tokens",
          `${formatCount(promptTokens)} read${cached}, ${formatCount(completionTokens ?? 0)} written`,
        ],
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Why the list of rollouts is empty. */
export function emptyWords(which: WhichRollouts, text: string, module: string): string {
  const where = module === "" ? "" : ` in the module “${module}”`;
  if (text.trim() !== "") return `No rollout says “${text.trim()}”${where}.`;
  if (module !== "") return `No such rollout has a kept call${where}.`;
  if (which === "failing") return "No rollout failed so far.";
  return which === "changed"
    ? "No row changed against its parent."
    : "No rollout yet. The first come with the seed.";
}

/** What stands above how a proposal came about. */
export function proposalHeading(proposal: ProposalEntry): string {
  if (proposal.examples !== undefined) return "How it was made";
  return proposal.kind === "mutation"
    ? "The conversation that made it"
    : proposal.kind === "merge"
      ? "How it was merged"
      : "Who wrote it";
}

/** Which rollouts a list shows. */
export type WhichRollouts = "failing" | "changed" | "all";

/** How a model came to the end of its answer. */
export function finishWords(reason: string): string {
  if (reason === "stop") return "answered";
  return reason === "length" ? "cut off at its limit" : reason;
}

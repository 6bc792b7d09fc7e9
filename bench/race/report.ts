import type { OptimizerSummary } from "./summarise.ts";

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

export interface ReportFacts {
  readonly date: string;
  readonly commit: string;
  readonly command: string;
  readonly policySeeds: readonly number[];
  readonly ceilings: ReadonlyMap<number, number>;
  readonly budget: { readonly metricCalls: number; readonly reflectionCalls: number };
  readonly weights: string;
  readonly rules: readonly string[];
}

/** bench/RESULTS.md: the measured table, what it may be used for, and the published figures beside it. */
export function reportOf(
  summaries: readonly OptimizerSummary[],
  names: Readonly<Record<string, string>>,
  facts: ReportFacts,
): string {
  const gepa = summaries.find((summary) => summary.optimizer === "gepa");
  const calls = (summary: OptimizerSummary) =>
    `${summary.isLowerBound ? "> " : ""}${Math.round(summary.medianCallsToNinety)} (${summary.reachedNinety} of ${summary.runs})`;
  const ratio = (summary: OptimizerSummary) =>
    gepa === undefined || summary === gepa
      ? ""
      : `${summary.isLowerBound ? "> " : ""}${(summary.medianCallsToNinety / gepa.medianCallsToNinety).toFixed(1)}`;
  const rows = summaries.map((summary) =>
    [
      names[summary.optimizer] ?? summary.optimizer,
      calls(summary),
      ratio(summary),
      `${percent(summary.testScore)} (${percent(summary.interval[0])} to ${percent(summary.interval[1])})`,
      Math.round(summary.medianConvergence),
      Math.round(summary.medianPromptTokens),
      `${summary.studentCalls} : ${summary.reflectionCalls}`,
    ].join(" | "),
  );
  const ceilings = facts.policySeeds
    .map((seed) => `policy ${seed}: ${percent(facts.ceilings.get(seed)!)}`)
    .join(", ");
  return `# Race results

Written by \`${facts.command}\` on ${facts.date} at commit ${facts.commit}. Do not edit by hand.

Task: message routing under a hidden house policy, ${facts.policySeeds.length} policies (seeds ${facts.policySeeds.join(", ")}) that nothing was developed on.
Student: the embedded model (weights sha256 ${facts.weights.slice(0, 16)}). Reflection: the coach, a program.
Budget per search: ${facts.budget.metricCalls} Student calls and ${facts.budget.reflectionCalls} Reflection calls. Seed prompt on sealed rows: ${percent(summaries[0]!.seedTestScore)}.
Ceiling: the Student's own score on the judging rows with the whole policy as its prompt (${ceilings}).

| optimizer | calls to 90 % of the ceiling, median (runs that got there) | times GEPA's | winner on sealed rows (95 % Wilson) | calls to convergence, median | prompt tokens, median | Student : Reflection calls, all runs |
|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join("\n")}

A ">" marks a lower bound: at least half of the searches spent their whole budget without getting there.

![Best score on the judging rows over calls](race.svg)

## What this shows and what it does not
A toy world with a programmed reflector shows the mechanism: feedback that names what decided a row names the edit that
helps; without it the edit has to be guessed. It proves nothing about large models, and the coach knows only this kind of edit.
The blind searches draw from the coach's own published list of edits, which is generous to them.
The "group-relative policy search" applies GRPO's update to prompt edits; GRPO itself trains weights and was not run here.

## The rules, enforced in code
${facts.rules.map((rule) => `- ${rule}`).join("\n")}

## Published figures, for comparison (arXiv 2507.19457v2)
| | Qwen3 8B, aggregate of six tasks | GPT-4.1 mini, aggregate |
|---|---|---|
| baseline | 45.23 | 53.03 |
| GRPO (24 000 rollouts) | 48.91 | not run |
| MIPROv2 | 47.84 | 58.67 |
| GEPA | 54.85 (mean of 3 936 rollouts) | 65.22 |
| GEPA + merge | 52.40 | 66.36 |
`;
}

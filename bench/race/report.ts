import { percent } from "../../tools/demo/progress-lines.ts";
import type { GrpoSummary } from "./grpo-figures.ts";
import { againstMipro, feedbackTable, mainTable, type Names } from "./report-tables.ts";
import type { OptimizerSummary } from "./summarise.ts";

export interface ReportFacts {
  readonly date: string;
  /** Commits the searches ran at; one, unless the race was interrupted. */
  readonly commits: readonly string[];
  readonly command: string;
  readonly policySeeds: readonly number[];
  readonly ceilings: ReadonlyMap<number, number>;
  readonly budget: { readonly metricCalls: number; readonly reflectionCalls: number };
  readonly weights: string;
  readonly rules: readonly string[];
}

/** bench/RESULTS.md: the measured tables, what they may be used for, and the published figures beside them. */
export function reportOf(
  summaries: readonly OptimizerSummary[],
  grpo: GrpoSummary | null,
  names: Names,
  facts: ReportFacts,
): string {
  const ceilings = facts.policySeeds
    .map((seed) => `policy ${seed}: ${percent(facts.ceilings.get(seed)!)}`)
    .join(", ");
  const mipro = againstMipro(summaries, names);
  return `# Race results

Written by \`${facts.command}\` on ${facts.date} at commit ${facts.commits.join(", ")}. Do not edit by hand.

Task: message routing under a hidden house policy, ${facts.policySeeds.length} policies (seeds ${facts.policySeeds.join(", ")}) that nothing was developed on.
Student: the embedded model (weights sha256 ${facts.weights.slice(0, 16)}). Reflection: the coach, a program; it counts no tokens.
Budget per search: ${facts.budget.metricCalls} Student calls and ${facts.budget.reflectionCalls} Reflection calls. Seed prompt on sealed rows: ${percent(summaries[0]!.seedTestScore)}.
Ceiling: the Student's own score on the judging rows with the whole policy as its prompt (${ceilings}).

${mainTable(summaries, grpo, names)}

A ">" marks a lower bound: at least half of the searches ended without getting there; they count with what they spent.

![Best score on the judging rows over calls](race.svg)

## What feedback is worth
The same engine and reflector, told less and less. How many times GEPA's calls the searches that see only scores needed:

${feedbackTable(summaries, grpo, names)}

${mipro === undefined ? "" : `## Against MIPROv2, at GEPA's budget\n${mipro}\n`}
## GRPO
${grpoWords(grpo, facts.weights)}

## What this shows and what it does not
A toy world with a programmed reflector shows the mechanism: feedback that names what decided a row names the edit that
helps; without it the edit has to be guessed. It proves nothing about large models, and the coach knows only this kind of edit.
The blind searches draw from the coach's own published list of edits, which is generous to them.
The "group-relative policy search" applies GRPO's update to prompt edits; GRPO itself trains weights and is another line.
With a language model as reflector these entrants were not raced; what searches did with real models stands in REAL.md.

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

| | published | measured above |
|---|---|---|
| GEPA over MIPROv2, points | +7.0 (Qwen3 8B), +6.6 (GPT-4.1 mini) | ${differenceWords(summaries)} |
| MIPROv2's prompts over GEPA's, length | up to 9.2 times | ${lengthWords(summaries)} |
| reflections among all calls | 0.5 to 1.9 % at the paper's scale, 5 to 10 % in searches of this size | ${reflectionWords(summaries)} |
`;
}

function grpoWords(grpo: GrpoSummary | null, weights: string): string {
  if (grpo === null)
    return "No recording of GRPO covers these policies; `tools/embedded-model` makes one. Nothing is claimed about it here.";
  const { recorded } = grpo;
  const { method } = recorded;
  const same =
    recorded.weightsSha256 === weights
      ? "the weights of this race"
      : `other weights than this race (sha256 ${recorded.weightsSha256.slice(0, 16)})`;
  return `Recorded by \`${recorded.command}\` on ${recorded.date}, starting from ${same}; ${grpo.runs} runs on the policies above.
Trained: low-rank adapters of rank ${method["rank"]} on the Student's ${recorded.parameters} weights; groups of ${method["groupSize"]}, ${method["groupsPerStep"]} groups a step, ${method["steps"]} steps, clip ${method["clip"]}, KL weight ${method["klWeight"]}, learning rate ${method["learningRate"]}, temperature ${method["temperature"]}; the seed prompt left as it is.
Its calls are training rollouts alone, as the paper counts them; scoring it along the way took ${Math.round(grpo.medianValidationRollouts)} more a run (median). GEPA's calls above contain its scoring.`;
}

const byName = (summaries: readonly OptimizerSummary[], optimizer: string) =>
  summaries.find((summary) => summary.optimizer === optimizer);

function differenceWords(summaries: readonly OptimizerSummary[]): string {
  const [gepa, mipro] = [byName(summaries, "gepa"), byName(summaries, "mipro")];
  if (gepa === undefined || mipro === undefined) return "not run";
  const points = (gepa.testScore - mipro.testScore) * 100;
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;
}

function lengthWords(summaries: readonly OptimizerSummary[]): string {
  const [gepa, mipro] = [byName(summaries, "gepa"), byName(summaries, "mipro")];
  if (gepa === undefined || mipro === undefined) return "not run";
  return `${(mipro.medianPromptTokens / gepa.medianPromptTokens).toFixed(1)} times`;
}

function reflectionWords(summaries: readonly OptimizerSummary[]): string {
  const gepa = byName(summaries, "gepa");
  if (gepa === undefined) return "not run";
  return percent(gepa.reflectionCalls / (gepa.studentCalls + gepa.reflectionCalls));
}

import { judgeAnswer } from "./metrics/judge-answer.ts";
import { modelAsked } from "./metrics/model-asked.ts";
import { type ModuleProblem, type ProgramOutcome, runProgram } from "./programs/run-program.ts";
import type { Example, TaskSpec } from "./task-spec.ts";
import type { TaskTools } from "./task-tools.ts";
import type { Complete, Judgement, RolloutOutcome } from "./task.ts";

type Texts = Readonly<Record<string, string>>;

/** One run of a candidate on a row: the program's answer, judged; without modules the texts themselves are judged. */
export async function runOnce(
  spec: TaskSpec,
  texts: Texts,
  example: Example,
  complete: Complete,
  tools: TaskTools,
): Promise<RolloutOutcome> {
  const outcome = await answerOf(spec, texts, example, complete, tools);
  if (outcome.kind === "failed") return outcome;
  const { output, trajectory } = outcome;
  const metrics = outcome.kind === "answered" ? spec.metrics : metricsOfBrokenOff(spec, outcome);
  const input = { example, output, trajectory, texts, complete, ...tools };
  const judgement = await judgeAnswer(metrics, input, outcome.kind === "answered");
  if ("kind" in judgement) return { kind: "failed", failure: judgement, trajectory };
  if (outcome.kind === "answered")
    return { kind: "scored", output, judgement: withMisfit(judgement, outcome.misfit), trajectory };
  return { kind: "scored", output, judgement: blamed(spec, outcome, judgement), trajectory };
}

async function answerOf(
  spec: TaskSpec,
  texts: Texts,
  example: Example,
  complete: Complete,
  tools: TaskTools,
): Promise<ProgramOutcome> {
  if (spec.program.modules.length > 0) return runProgram(spec.program, texts, example, complete, tools);
  return { kind: "answered", output: Object.values(texts).join("\n\n"), trajectory: [] };
}

type BrokenOff = Extract<ProgramOutcome, { kind: "broken-off" }>;

/** An unreadable last answer is still shown to the metrics for what they say of it; no judge is paid for one. */
function metricsOfBrokenOff(spec: TaskSpec, { module }: BrokenOff): TaskSpec["metrics"] {
  if (module !== spec.program.modules.at(-1)?.name) return [];
  return spec.metrics.filter((metric) => modelAsked(metric) === undefined);
}

/** An answer that is not quite in its form keeps what it is worth; the module that wrote it is told both. */
function withMisfit(judgement: Judgement, misfit: ModuleProblem | undefined): Judgement {
  if (misfit === undefined) return judgement;
  const feedback = [misfit.problem, judgement.feedback].filter((text) => text !== "").join("\n");
  return { ...judgement, feedback };
}

/** An unreadable answer scores 0 on everything, and the module that wrote it is told. */
function blamed(spec: TaskSpec, { component, module, problem }: BrokenOff, judgement: Judgement): Judgement {
  const said = judgement.feedback === "" ? "" : `\n${judgement.feedback}`;
  const one = spec.program.modules.length === 1;
  const zeros = Object.fromEntries(spec.metrics.map((metric) => [metric.name, 0]));
  return {
    score: 0,
    ...(spec.metrics.length > 1 ? { objectiveScores: zeros } : {}),
    feedback: `${one ? problem : `The module "${module}" broke the chain: ${problem}`}${said}`,
    componentFeedback: { [component]: `${problem}${said}` },
  };
}

import { parseArgs } from "node:util";

import { raceRun } from "../../src/setup/race/race.ts";
import { label } from "../../src/tasks/metrics/label.ts";
import type { MetricOptions } from "../../src/tasks/metrics/metric.ts";
import { moduleMessages } from "../../src/tasks/programs/module-request.ts";
import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

/**
 * `npx tsx tools/embedded-model/export-race-task.ts --policy-seed 901`: the race's task of one policy as JSON on
 * stdout, for grpo.py. Everything in it comes from the app's own code: rows and their division, the seed prompt, the
 * messages as the app sends them, the longest answer, what the metric says of some answers. The chat template that
 * turns messages into tokens lies in the weights; grpo.py reads it there.
 */
async function raceTask(policySeed: number) {
  const { task, splits } = await raceRun({ raceId: "race", policySeed, seed: 1, optimizer: "gepa" });
  const [module] = task.program.modules;
  const [metric] = task.metrics;
  if (module === undefined || metric?.kind !== "label" || task.source.kind !== "generated")
    throw new Error(
      "the race's task is not what this exporter was written for: one module, the label metric",
    );
  const examples = generateRouting(policySeed, task.source.sizes);
  const seedPrompt = task.seedCandidate[module.component]!;
  const write = (prompt: string, rows: readonly Example[], ids: readonly string[]) =>
    ids.map((id) => {
      const row = rows.find((candidate) => candidate.id === id)!;
      return {
        messages: moduleMessages(module, { [module.component]: prompt }, row.inputs),
        expected: row.expected["label"]!,
      };
    });
  const rowsUnder = (prompt: string) => ({
    feedback: write(prompt, examples.feedback, splits.feedback),
    validation: write(prompt, examples.pareto, splits.pareto),
    test: write(prompt, examples.test, splits.test),
  });
  const example = examples.feedback[0]!;
  const wanted = example.expected["label"]!;
  return {
    policySeed,
    seedPrompt,
    maxTokens: module.maxTokens,
    rows: rowsUnder(seedPrompt),
    // The whole policy as the prompt: the Student's own ceiling, never trained on.
    ceiling: rowsUnder(policyAsPrompt(drawPolicy(policySeed))).validation,
    // What the metric says, for the self-test of the Python side, which has to judge thousands of answers itself.
    judged: [wanted, ` ${wanted.toLowerCase()}. `, `"${wanted}"`, `${wanted} ${wanted}`, "", "General"].map(
      (answer) => ({ answer, expected: wanted, score: scoreOf(example, answer, metric.options) }),
    ),
  };
}

function scoreOf(example: Example, output: string, options: MetricOptions): number {
  const complete = () => Promise.reject(new Error("the label metric asks no model"));
  const verdict = label.judge({ example, output, trajectory: [], complete }, options);
  if (verdict instanceof Promise || verdict.kind === "failed")
    throw new Error("the label metric gave no verdict");
  return verdict.score;
}

const { values } = parseArgs({ options: { "policy-seed": { type: "string", default: "901" } } });
console.log(JSON.stringify(await raceTask(Number(values["policy-seed"]))));

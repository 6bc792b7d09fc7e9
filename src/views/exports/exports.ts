import { estimateTokens, type RunState } from "../../engine/index.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { TestComparison } from "../result/test-comparison.ts";
import { promptFormats, systemPrompt } from "./prompt-formats.ts";

export interface ExportInput {
  readonly run: RunRow;
  readonly state: RunState;
  readonly winner: number;
  readonly comparison: TestComparison | undefined;
}

export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface ExportFormat {
  readonly title: string;
  readonly what: string;
  readonly make: (input: ExportInput) => ExportFile;
}

/** A prompt as one text: components under their names, where there are several. */
export function promptText(texts: Readonly<Record<string, string>>): string {
  const entries = Object.entries(texts);
  if (entries.length === 1) return entries[0]?.[1] ?? "";
  return entries.map(([name, text]) => `## ${name}\n\n${text}`).join("\n\n");
}

const stem = (run: RunRow): string =>
  `run-${run.number}-${run.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`.replace(/-$/, "");
const textsOf = (input: ExportInput): Readonly<Record<string, string>> =>
  input.state.candidates[input.winner]?.texts ?? {};
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function summaryOf(input: ExportInput): Record<string, unknown> {
  const { run, state, winner, comparison } = input;
  return {
    run: run.number,
    name: run.name,
    candidate: winner,
    paretoMean: state.candidates[winner]?.mean,
    seedParetoMean: state.candidates[0]?.mean,
    metricCalls: state.spent.metricCalls,
    reflectionCalls: state.spent.reflectionCalls,
    ...(comparison === undefined
      ? {}
      : {
          test: {
            rows: comparison.rows,
            seed: comparison.before,
            winner: comparison.after,
            gain: comparison.gain,
            p: comparison.p,
            test: comparison.test,
            verdict: comparison.verdict,
          },
        }),
  };
}

/** An OpenAI-style request with a placeholder for the row, module by module. */
function requestOf(input: ExportInput): unknown {
  const texts = textsOf(input);
  return input.run.task.program.modules.map((module) => ({
    name: module.name,
    body: {
      model: "MODEL",
      temperature: module.temperature,
      max_tokens: module.maxTokens,
      messages: [
        { role: "system", content: systemPrompt(module, texts) },
        { role: "user", content: module.userTemplate },
      ],
    },
  }));
}

/** GEPA's own result layout (gepa 0.1.4, schema version 2), for tools that read it. */
function gepaResult(state: RunState): unknown {
  return {
    validation_schema_version: 2,
    candidates: state.candidates.map((candidate) => candidate.texts),
    parents: state.candidates.map((candidate) =>
      candidate.parents.length === 0 ? [null] : candidate.parents,
    ),
    val_aggregate_scores: state.candidates.map((candidate) => candidate.mean),
    val_subscores: state.candidates.map((candidate) =>
      Object.fromEntries(candidate.scores.map((row) => [row.example, row.score])),
    ),
    total_metric_calls: state.spent.metricCalls,
    seed: state.spec.seed,
  };
}

export const exportFormats: readonly ExportFormat[] = [
  {
    title: "Text",
    what: "the prompt and nothing else",
    make: (input) => ({
      name: `${stem(input.run)}.txt`,
      type: "text/plain",
      text: `${promptText(textsOf(input))}\n`,
    }),
  },
  {
    title: "JSON by component",
    what: "texts, scores and the test's verdict",
    make: (input) => ({
      name: `${stem(input.run)}.json`,
      type: "application/json",
      text: json({
        components: textsOf(input),
        tokens: Object.values(textsOf(input)).reduce((sum, text) => sum + estimateTokens(text), 0),
        result: summaryOf(input),
      }),
    }),
  },
  {
    title: "OpenAI request",
    what: "a body per module, with the row's placeholders",
    make: (input) => ({
      name: `${stem(input.run)}-request.json`,
      type: "application/json",
      text: json(requestOf(input)),
    }),
  },
  {
    title: "GEPA result",
    what: "all candidates, parents and scores in the reference's layout",
    make: (input) => ({
      name: `${stem(input.run)}-gepa.json`,
      type: "application/json",
      text: json(gepaResult(input.state)),
    }),
  },
  ...promptFormats.map((format): ExportFormat => ({
    title: format.title,
    what: format.what,
    make: (input) => ({
      name: `${stem(input.run)}.${format.extension}`,
      type: format.type,
      text: format.make({ task: input.run.task, texts: textsOf(input) }),
    }),
  })),
];

import { estimateTokens, type RunState } from "../../engine/index.ts";
import { toResultJson } from "../../engine/interop/result-json.ts";
import type { RunRow } from "../../storage/rows.ts";
import { systemText } from "../../tasks/programs/module-request.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { TestComparison } from "../result/test-comparison.ts";
import { spentNow } from "../words/spent-words.ts";
import { dspyProgram, dspyState } from "./dspy.ts";
import { exportedCalls, type PromptToTake } from "./exported-calls.ts";
import { javascriptProgram } from "./javascript-program.ts";
import { promptfoo } from "./promptfoo.ts";
import { pythonProgram } from "./python-program.ts";

interface ExportInput {
  readonly run: RunRow;
  readonly state: RunState;
  readonly winner: number;
  readonly comparison: TestComparison | undefined;
  /** Rows to try the prompt on elsewhere; empty where they are gone. */
  readonly rows: readonly Example[];
}

interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

interface ExportText {
  readonly extension: string;
  readonly type: string;
  readonly text: string;
}

export interface ExportFormat {
  readonly title: string;
  readonly what: string;
  /** Whether it holds rows of the run: they are read first. */
  readonly takesRows?: true;
  readonly make: (input: ExportInput) => ExportFile;
}

/** A prompt as one text: components under their names, where there are several. */
export function promptText(texts: Readonly<Record<string, string>>): string {
  const entries = Object.entries(texts);
  if (entries.length === 1) return entries[0]?.[1] ?? "";
  return entries.map(([name, text]) => `## ${name}\n\n${text}`).join("\n\n");
}

/** The winner's texts with the program and the models of its run. */
export function promptOf({
  run,
  state,
  winner,
}: Pick<ExportInput, "run" | "state" | "winner">): PromptToTake {
  return {
    task: run.task,
    texts: state.candidates[winner]?.texts ?? {},
    models: { student: run.student, reflection: run.reflection },
  };
}

const json = (extension: string, value: unknown): ExportText => ({
  extension,
  type: "application/json",
  text: `${JSON.stringify(value, undefined, 2)}\n`,
});
const plain = (extension: string, text: string): ExportText => ({ extension, type: "text/plain", text });

function summaryOf({ run, state, winner, comparison }: ExportInput): Record<string, unknown> {
  return {
    run: run.number,
    name: run.name,
    candidate: winner,
    paretoMean: state.candidates[winner]?.mean,
    seedParetoMean: state.candidates[0]?.mean,
    metricCalls: state.spent.metricCalls,
    ...(state.spec.budget.requestsPerRollout === null ? {} : { requests: spentNow(run, state, true) }),
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

/** What ax's `axDeserializeOptimizedProgram` reads; a program whose id is the module's name takes its instruction. */
function ax({ task, texts }: PromptToTake): unknown {
  const instructions = task.program.modules.map(
    (module) => [`${module.name}::instruction`, systemText(module, texts)] as const,
  );
  return { artifactFormatVersion: 1, optimizerType: "GEPA", componentMap: Object.fromEntries(instructions) };
}

interface Entry extends Omit<ExportFormat, "make"> {
  readonly write: (prompt: PromptToTake, input: ExportInput) => ExportText;
}

/** What a prompt can be taken along as; what was loaded with the tool itself says so. */
const entries: readonly Entry[] = [
  {
    title: "Text",
    what: "the prompt and nothing else",
    write: ({ texts }) => plain("txt", `${promptText(texts)}\n`),
  },
  {
    title: "JSON by component",
    what: "texts, scores and the test's verdict",
    write: ({ texts }, input) =>
      json("json", {
        components: texts,
        tokens: Object.values(texts).reduce((sum, text) => sum + estimateTokens(text), 0),
        result: summaryOf(input),
      }),
  },
  {
    title: "Python program",
    what: "the run's own requests and what lies between them; runs with the standard library",
    write: (prompt) => plain("py", pythonProgram(prompt)),
  },
  {
    title: "JavaScript program",
    what: "the same as a module, for Node and browsers",
    write: (prompt) => ({ ...plain("mjs", javascriptProgram(prompt)), type: "text/javascript" }),
  },
  {
    title: "OpenAI requests",
    what: "the body of each request, with the row's placeholders",
    write: (prompt) =>
      json(
        "request.json",
        exportedCalls(prompt).map(({ name, body }) => ({ name, body })),
      ),
  },
  {
    title: "promptfoo",
    what: "a configuration that runs: prompts, the run's model, its test rows and what it was judged by",
    takesRows: true,
    write: (prompt, { rows }) => ({ ...promptfoo(prompt, rows), type: "text/plain" }),
  },
  {
    title: "DSPy program",
    what: "a module with a predictor a prompt (tried with DSPy 3.4.1); DSPy words its requests in its own way",
    write: (prompt) => plain("dspy.py", dspyProgram(prompt)),
  },
  {
    title: "DSPy state",
    what: "what program.load reads, for the program above",
    write: (prompt) => ({ ...json("dspy.json", null), text: dspyState(prompt) }),
  },
  {
    title: "GEPA result",
    what: "all candidates, parents, scores and the frontier (read by gepa 0.1.4)",
    write: (_prompt, { run, state }) =>
      json("gepa.json", toResultJson(state, { paretoIds: run.splits.pareto })),
  },
  {
    title: "GEPA candidate",
    what: "component texts, as gepa.optimize takes them for a seed (tried with gepa 0.1.4)",
    write: ({ texts }) => json("candidate.json", texts),
  },
  {
    title: "ax",
    what: "an optimized program for ax (tried with @ax-llm/ax 24.0.21); its program ids are the module names",
    write: (prompt) => json("ax.json", ax(prompt)),
  },
];

const stem = (run: RunRow): string =>
  `run-${run.number}-${run.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`.replace(/-$/, "");

export const exportFormats: readonly ExportFormat[] = entries.map(({ write, ...format }) => ({
  ...format,
  make: (input) => {
    const { extension, type, text } = write(promptOf(input), input);
    return { name: `${stem(input.run)}.${extension}`, type, text };
  },
}));

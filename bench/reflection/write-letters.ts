import type { EnginePorts, EngineSpec, ReflectionRecordRow } from "../../src/engine/index.ts";
import { studioSpec } from "../../src/engine/index.ts";
import { forText } from "../../src/engine/reflector/ladder.ts";
import { type Reflection, reflectOnComponent } from "../../src/engine/reflector/reflect-on-component.ts";
import { initialState } from "../../src/engine/state/state.ts";
import { createStepContext } from "../../src/engine/steps/step-context.ts";
import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { LetterTask } from "./letter-tasks.ts";

export interface AskedLetter {
  readonly prompt: string;
  readonly answer: string;
  readonly seconds: number;
}

export interface WrittenLetters {
  readonly reflection: Reflection;
  readonly asked: readonly AskedLetter[];
}

/** A spec as a run of the page would have it with its usual options. */
export function specFor(
  { spec, component, answers }: LetterTask,
  letters: EngineSpec["reflector"]["letters"],
): EngineSpec {
  const base = studioSpec({
    seedCandidates: [spec.seedCandidate],
    splits: { feedback: 40, pareto: 24, test: 0, paretoIsFeedback: false },
  });
  return {
    ...base,
    reflector: {
      ...base.reflector,
      objective: spec.objective ?? null,
      letters,
      extraction: "tolerant",
      answers: answers.length === 0 ? {} : { [component]: answers },
    },
  };
}

/** One reflection as the engine makes it, with a real model behind the port. */
export async function writeLetters(
  task: LetterTask,
  spec: EngineSpec,
  rows: readonly ReflectionRecordRow[],
  firstCall: number,
  complete: (request: CompletionRequest) => Promise<CompletionOutcome>,
): Promise<WrittenLetters> {
  const asked: AskedLetter[] = [];
  const ports: EnginePorts = {
    evaluate: () => Promise.reject(new Error("a letter asks for no rollouts")),
    async reflect({ prompt, sampling, maxTokens = 4096 }) {
      const outcome = await complete({
        messages: [{ role: "user", content: prompt }],
        maxTokens,
        ...sampling,
      });
      if (outcome.kind === "failed") throw new Error(outcome.message);
      const { text, finishReason } = outcome;
      asked.push({ prompt, answer: text, seconds: outcome.latencyMs / 1000 });
      return { kind: "answered", text, finishReason: finishReason === "length" ? "length" : "stop" };
    },
    stop: { aborted: false },
  };
  const run = createStepContext(ports, initialState(spec));
  const reflection = await reflectOnComponent(run, spec, {
    component: task.component,
    currentText: task.spec.seedCandidate[task.component]!,
    rows,
    rejected: [],
    iteration: 1,
    task: 0,
    parent: 0,
    firstCall,
    attempts: 8,
    ladder: forText(spec.reflector.letters, task.spec.seedCandidate[task.component]!, task.answers),
    isKnown: () => false,
  });
  if (reflection === null) throw new Error("nobody stopped this");
  return { reflection, asked };
}

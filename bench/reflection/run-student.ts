import type { ReflectionRecordRow } from "../../src/engine/index.ts";
import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { Example } from "../../src/tasks/task-spec.ts";
import type { LetterTask } from "./letter-tasks.ts";

type Ask = (request: CompletionRequest) => Promise<CompletionOutcome>;

/** The Student with these texts on rows of the task, two at a time: scores, and what the reflector would read of each. */
export async function runStudent(
  { task, component }: LetterTask,
  texts: Readonly<Record<string, string>>,
  examples: readonly Example[],
  ask: Ask,
): Promise<readonly ReflectionRecordRow[]> {
  const rows: ReflectionRecordRow[] = [];
  const queue = examples.entries();
  const work = async (): Promise<void> => {
    for (const [at, example] of queue) {
      const outcome = await task.run(texts, example, (_role, request) => ask(request));
      if (outcome.kind === "failed") throw new Error(outcome.failure.message);
      const { score } = outcome.judgement;
      rows[at] = { example: at, score, record: task.record(component, example, outcome) };
    }
  };
  await Promise.all([work(), work()]);
  return rows;
}

export function meanOf(rows: readonly ReflectionRecordRow[]): number {
  return rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
}

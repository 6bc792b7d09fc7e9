import type { StudentChoice } from "../../models/model-choice.ts";
import type { Example, TaskSpec } from "../../tasks/task-spec.ts";

/** The columns an input of this task has: those named by its data set, else those of a row. */
export function inputColumns({ source }: TaskSpec, row: Example | undefined): readonly string[] {
  return source.kind === "dataset" ? source.inputColumns : Object.keys(row?.inputs ?? {});
}

/** The picked row as long as its fields say what the row says; after a change an input of nobody's, which no right answer belongs to. */
export function inputToTry(
  picked: Example | undefined,
  inputs: Readonly<Record<string, string>>,
  columns: readonly string[],
): { readonly example: Example; readonly isRow: boolean } {
  const isRow =
    picked !== undefined && columns.every((name) => (inputs[name] ?? "") === (picked.inputs[name] ?? ""));
  if (isRow) return { example: picked, isRow };
  const typed = Object.fromEntries(columns.map((name) => [name, inputs[name] ?? ""]));
  return { example: { id: "typed", inputs: typed, expected: {} }, isRow };
}

/** A prompt as it is asked: by the run's own Student, or by another. */
export interface PlayedPrompt {
  readonly name: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly student?: StudentChoice;
}

/** Every prompt by the run's own Student, then by each other model: one model is loaded after the other. Of several each is named. */
export function playedPrompts(
  prompts: readonly PlayedPrompt[],
  own: string,
  others: readonly { readonly label: string; readonly choice: StudentChoice }[],
): readonly PlayedPrompt[] {
  if (others.length === 0) return prompts;
  const by = (label: string): readonly PlayedPrompt[] =>
    prompts.map((prompt) => ({ ...prompt, name: `${prompt.name}, ${label}` }));
  return [
    ...by(own),
    ...others.flatMap(({ label, choice }) => by(label).map((prompt) => ({ ...prompt, student: choice }))),
  ];
}

import { problemsOfSketch, type SketchProblem } from "../../tasks/programs/check-sketch.ts";
import type { ProgramSketch } from "../../tasks/programs/sketch.ts";
import { type Draft, looksLikeLabels } from "./draft.ts";
import { previewColumn } from "./preview-examples.ts";

/** The program with its texts: where there is one prompt, that is the draft's own. */
export function sketchOfDraft({ program, seedPrompt }: Draft): ProgramSketch {
  const [only] = program.modules;
  return program.modules.length === 1 && only !== undefined
    ? { ...program, modules: [{ ...only, prompt: seedPrompt }] }
    : program;
}

/** Labels among the right answers, as far as they are known: from the whole file, else from its preview. */
export function labelsOfDraft(draft: Draft): readonly string[] {
  if (draft.rows?.survey !== undefined) return draft.rows.survey.labels ?? [];
  const answers = previewColumn(draft, draft.rows?.roles.expected[0]);
  return looksLikeLabels(answers) ? [...new Set(answers.map((answer) => answer.trim()))].toSorted() : [];
}

/** Everything that keeps the program from running on these rows. */
export function problemsOfProgram(draft: Draft): readonly SketchProblem[] {
  if (draft.task !== "rows" || draft.rows === undefined) return [];
  const { preview, roles } = draft.rows;
  return problemsOfSketch(sketchOfDraft(draft), {
    inputs: roles.inputs,
    expected: roles.expected,
    all: preview.columns,
    labels: labelsOfDraft(draft),
    hasDocuments: draft.documents !== undefined,
  });
}

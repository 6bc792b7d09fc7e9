import { fieldsOfAnswers, schemaOfAnswers } from "../../tasks/rows/schema-of-answers.ts";
import type { Draft } from "./draft.ts";
import { previewColumn } from "./preview-examples.ts";
import { labelsOfDraft } from "./sketch-of-draft.ts";

/** More labels than these would be most of the prompt; their form is then held without naming them. */
const mostNamed = 60;

/** The form right answers have, as far as the rows tell: one of some labels, or an object with some fields. */
export type AnswerForm =
  | { readonly kind: "labels"; readonly labels: readonly string[] }
  | { readonly kind: "json"; readonly fields: readonly string[] };

/** Only for one prompt: of a chain nobody can say which of its texts the form belongs to. */
export function formOfDraft(draft: Draft): AnswerForm | undefined {
  if (draft.task !== "rows" || draft.program.modules.length !== 1) return undefined;
  const cells = previewColumn(draft, draft.rows?.roles.expected[0]);
  const { always, sometimes } = fieldsOfAnswers(cells);
  if (always.length > 0) return { kind: "json", fields: [...always, ...sometimes] };
  const labels = labelsOfDraft(draft);
  return labels.length > 1 && labels.length <= mostNamed ? { kind: "labels", labels } : undefined;
}

/** What a prompt says of the form of its answer. */
export function formSentence(draft: Draft, form: AnswerForm): string {
  if (form.kind === "labels")
    return `Answer with exactly one of these labels and nothing else: ${form.labels.join(", ")}.`;
  const { always, sometimes } = fieldsOfAnswers(previewColumn(draft, draft.rows?.roles.expected[0]));
  const optional = sometimes.length === 0 ? "" : `, and where they apply ${sometimes.join(", ")}`;
  return `Answer with one JSON object and nothing else, with the fields ${always.join(", ")}${optional}.`;
}

/** Whether the prompt names the form already. */
export function namesForm(prompt: string, form: AnswerForm): boolean {
  const words = form.kind === "labels" ? form.labels : form.fields;
  return words.every((word) => prompt.toLowerCase().includes(word.toLowerCase()));
}

/** The draft with the form named in its prompt and, of JSON, held by a schema drawn from the rows. */
export function withFormNamed(draft: Draft, form: AnswerForm): Partial<Draft> {
  const seedPrompt = namesForm(draft.seedPrompt, form)
    ? draft.seedPrompt
    : `${draft.seedPrompt.trim()}\n\n${formSentence(draft, form)}`;
  return { seedPrompt, ...withFormHeld(draft, form) };
}

/** The draft with the form held by its program: endpoints that can are asked to write nothing else. */
export function withFormHeld(draft: Draft, form: AnswerForm): Partial<Draft> {
  const [only] = draft.program.modules;
  if (only === undefined || form.kind === "labels") return {};
  const schema = schemaOfAnswers(previewColumn(draft, draft.rows?.roles.expected[0]));
  const text = schema === undefined ? only.schema : JSON.stringify(schema, null, 2);
  return { program: { ...draft.program, modules: [{ ...only, format: "json", schema: text }] } };
}

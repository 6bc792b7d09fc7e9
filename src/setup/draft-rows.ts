import type { StudentChoice } from "../models/model-choice.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { askForRows } from "../tasks/synthetic/ask-for-rows.ts";
import { type DraftedRow, readDraftedRows } from "../tasks/synthetic/read-drafted-rows.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";
import { type DraftMaterial, draftMaterial } from "./draft-wish.ts";
import type { AskModel } from "./trial/ask-model.ts";

/** What a model made of the wish for more rows; or why there is none, in a sentence. */
type Drafted =
  | {
      readonly kind: "drafted";
      readonly rows: readonly DraftedRow[];
      readonly wish: DraftMaterial["wish"];
      /** Rows of the answer that did not fit the columns. */
      readonly unusable: number;
    }
  | { readonly kind: "refused"; readonly message: string };

/** Asks a model once for so many rows like those of a task, about something where that was said. */
export async function draftRows(
  db: StudioDatabase,
  spec: TaskSpec,
  model: { readonly label: string; readonly choice: StudentChoice },
  wanted: { readonly count: number; readonly about: string },
  ask: AskModel,
): Promise<Drafted> {
  const { wish, known } = await draftMaterial(db, spec);
  const answer = await ask(model.choice, askForRows({ ...wish, ...wanted }));
  if (answer.kind === "failed") {
    const message =
      answer.error === "aborted" ? "Stopped. No row was drafted." : `${answer.message} No row was added.`;
    return { kind: "refused", message };
  }
  const { rows, unusable } = readDraftedRows(answer.text, wish, model.label, known);
  if (rows.length > 0) return { kind: "drafted", rows, wish, unusable };
  return {
    kind: "refused",
    message: `${model.label} answered without a row that fits the columns. Try a stronger model, or fewer rows at a time.`,
  };
}

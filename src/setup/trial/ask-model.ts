import type { Completion, CompletionRequest, ModelFailure } from "../../models/language-model.ts";
import type { StudentChoice } from "../../models/model-choice.ts";

/** Loads the model where needed and asks it once. Failures are values, also those of a worker. */
export type AskModel = (
  choice: StudentChoice,
  request: CompletionRequest,
) => Promise<Completion | ModelFailure>;

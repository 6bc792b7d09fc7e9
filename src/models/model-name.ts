import { kindOf } from "./kinds/model-kinds.ts";
import type { ModelChoice } from "./model-choice.ts";

/** A model in two or three words: the one name it has on every page, in reports and in what is stored of an answer. */
export const modelName = (choice: ModelChoice): string => kindOf(choice).name(choice);

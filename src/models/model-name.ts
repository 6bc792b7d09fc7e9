import { hostOf } from "./host-of.ts";
import type { ModelChoice } from "./model-choice.ts";

/** A model in two or three words: the one name it has on every page, in reports and in what is stored of an answer. */
export function modelName(choice: ModelChoice): string {
  switch (choice.kind) {
    case "embedded":
      return "Embedded model";
    case "gguf":
      return choice.label;
    case "webllm":
      return choice.modelId;
    case "remote":
      return `${choice.model || "model"} at ${hostOf(choice.baseUrl)}`;
    case "coach":
      return "Coach";
    case "embedded-reflector":
      return "Small neural reflector";
    case "by-hand":
      return "By hand";
    case "browser-model":
      return "The browser’s own model";
  }
}

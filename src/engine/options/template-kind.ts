import { missingPlaceholders } from "../reflector/placeholders.ts";
import { type Kind, text } from "./kinds.ts";
import { problem } from "./spec-problem.ts";

/** A meta-prompt of one's own: a text with both its places. */
export const template: Kind<string> = {
  problems: (value, at) => {
    if (typeof value !== "string") return text.problems(value, at);
    const missing = missingPlaceholders(value);
    const message = `Missing placeholder(s) in prompt template: ${missing.join(", ")}`;
    return missing.length === 0 ? [] : [problem("missing-placeholder", at.field, message)];
  },
};

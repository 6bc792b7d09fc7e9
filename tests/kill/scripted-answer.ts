import { drawPolicy } from "../../src/tasks/routing/policy.ts";
import type { ModelRequest } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";

/**
 * A Student that follows the rules of its prompt and a Reflection model that knows the house policy and adds one rule
 * per reply. Both answer by what is asked alone, so a run's journal is the same however often it is killed.
 */
export function scriptedAnswer(policySeed: number): (request: ModelRequest) => string {
  const policy = drawPolicy(policySeed);
  function nextPrompt(reflectionPrompt: string): string {
    const known = policy.rules.filter(({ word }) => reflectionPrompt.includes(`mentions ${word}, answer`));
    const missing = policy.rules.find(({ word }) => !reflectionPrompt.includes(`mentions ${word}, answer`));
    const rules = missing === undefined ? known : [...known, missing];
    const lines = rules.map(({ word, label }) => `If the message mentions ${word}, answer ${label}.`);
    return ["Label the message.", ...lines, `Otherwise answer ${policy.defaultLabel}.`].join("\n");
  }
  return ({ model, system, user }) =>
    model === "reflector"
      ? `One rule was missing.\n\`\`\`\n${nextPrompt(user)}\n\`\`\``
      : followRules(system, user);
}

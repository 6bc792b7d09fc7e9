import type { Draft } from "../draft/draft.ts";

/** Everything an answer and its score depend on, as something that can be told apart. */
export function setUpOf(draft: Draft): string {
  const { task, policySeed, savedTaskId, rows, seedPrompt, laterTexts, program, metrics, student } = draft;
  const { temperature, maxTokens } = draft.options;
  const read = rows && { name: rows.file.name, roles: rows.roles, reading: rows.reading };
  const parts = { task, policySeed, savedTaskId, read, seedPrompt, laterTexts, program, metrics, student };
  return JSON.stringify({ ...parts, temperature, maxTokens });
}

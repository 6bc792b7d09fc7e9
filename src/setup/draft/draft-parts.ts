import type { Draft } from "./draft.ts";

/** What of a draft belongs to its task: models, budget and options stay as they are whatever the task. */
export function taskSide(draft: Draft): Partial<Draft> {
  const { student, reflection, requests, options, mistyped, ...side } = draft;
  return side;
}

/** A copy that later changes to the draft leave alone; files are shared. */
export function copyOf(draft: Draft): Draft {
  const { rows, documents, ...rest } = draft;
  return {
    ...structuredClone(rest),
    ...(rows && { rows: { ...rows } }),
    ...(documents && { documents: { ...documents } }),
  };
}

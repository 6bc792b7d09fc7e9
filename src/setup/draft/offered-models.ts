import type { RemoteChoice } from "../../models/model-choice.ts";
import { billionsOf } from "../../models/model-size.ts";
import type { Draft } from "./draft.ts";

/** An endpoint that was set up, and what its last check found. */
interface Connected {
  readonly choice: RemoteChoice;
  readonly ok?: boolean;
}

type Models = Pick<Draft, "student" | "reflection">;

/** What to take in place of the toy on rows of one's own: the connected endpoints; undefined where there is nothing better. */
export function betterModels(
  draft: Models & Pick<Draft, "task">,
  connected: readonly Connected[],
): Models | undefined {
  if (draft.task !== "rows" || draft.student.kind !== "embedded") return undefined;
  const offered = offeredModels(draft, "rows", connected);
  return offered.student.kind === "embedded" ? undefined : offered;
}

/**
 * The models for rows from another source, where nobody chose them. For rows of one's own, for which the embedded model is
 * a toy and the coach a program, connected endpoints: the smallest as Student, the largest as Reflection, by what their
 * names tell of their size, else the one connected last. For the example the embedded model was made for, itself again.
 */
export function offeredModels(
  { student, reflection }: Models,
  task: Draft["task"],
  connected: readonly Connected[],
): Models {
  if (task === "routing") return { student: { kind: "embedded" }, reflection: { kind: "coach" } };
  const working = connected.filter(({ ok }) => ok !== false).map(({ choice }) => choice);
  const last = working.at(-1);
  if (task !== "rows" || last === undefined) return { student, reflection };
  const sized = working.every((choice) => billionsOf(choice) !== undefined);
  const bySize = working.toSorted((a, b) => (billionsOf(a) ?? 0) - (billionsOf(b) ?? 0));
  const [small, large] = sized ? [bySize[0] ?? last, bySize.at(-1) ?? last] : [last, last];
  const isToy = reflection.kind === "coach" || reflection.kind === "embedded-reflector";
  return {
    student: student.kind === "embedded" ? small : student,
    reflection: isToy ? large : reflection,
  };
}

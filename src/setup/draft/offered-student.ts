import type { RemoteChoice } from "../../models/model-choice.ts";
import type { Draft } from "./draft.ts";

/** An endpoint that was set up, and what its last check found. */
interface Connected {
  readonly choice: RemoteChoice;
  readonly ok?: boolean;
}

/**
 * The Student for rows from another source, where nobody chose one: the endpoint connected last for rows of one's own,
 * for which the embedded model is a toy, and the embedded model again for the example it was made for.
 */
export function offeredStudent(
  draft: Pick<Draft, "student">,
  task: Draft["task"],
  connected: readonly Connected[],
): Pick<Draft, "student"> {
  const last = connected.findLast(({ ok }) => ok !== false);
  if (task === "rows" && draft.student.kind === "embedded" && last !== undefined)
    return { student: last.choice };
  return task === "routing" ? { student: { kind: "embedded" } } : { student: draft.student };
}

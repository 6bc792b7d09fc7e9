import type { MarkRow, RolloutRow } from "../storage/rows.ts";
import { markSentence } from "../tasks/marks.ts";

/** A person's mark on an answer, and what a run under way is told of it. Without thumb and text it takes the last one back. */
export function newMark(
  { runId, callIndex, exampleId, output }: Pick<RolloutRow, "runId" | "callIndex" | "exampleId" | "output">,
  thumb: MarkRow["thumb"],
  text: string,
  now: number,
): { readonly mark: MarkRow; readonly said: string } {
  const mark: MarkRow = {
    id: crypto.randomUUID(),
    exampleId,
    runId,
    callIndex,
    output,
    ...(thumb === undefined ? {} : { thumb }),
    ...(text === "" ? {} : { text }),
    at: now,
  };
  const isTakenBack = thumb === undefined && text === "";
  return { mark, said: isTakenBack ? takenBack(output) : markSentence(mark) };
}

/** Only said to a run that may have read the mark before. */
function takenBack(output: string): string {
  return `What a person said of the answer "${output.slice(0, 300)}" was taken back.`;
}

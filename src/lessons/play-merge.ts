import type { JournalEvent, MergeJudged, MergeSearched, RunState } from "../engine/index.ts";
import { createLesson, runUntil } from "./lesson.ts";
import { mergeRows, mergeTask, mergeWorld, scoreBoth } from "./merge-world.ts";

/** A search in which two halves become one: how it stood before, right after, and at its end. */
export interface Merged {
  readonly before: RunState;
  readonly after: RunState;
  readonly end: RunState;
  readonly searched: MergeSearched;
  readonly judged: MergeJudged;
}

/** A seed of the generator under which both people's halves pass their gate, so that there is something to merge. */
const tellingSeed = 1;

export async function playMerge(): Promise<Merged> {
  const lesson = createLesson(mergeWorld(tellingSeed));
  let before = lesson.state();
  let searched: MergeSearched | undefined;
  let judged: MergeJudged | undefined;
  let after: RunState | undefined;
  await runUntil(lesson, (state: RunState, event: JournalEvent) => {
    if (event.type === "merge-searched" && event.found !== null && searched === undefined) searched = event;
    else if (searched === undefined) before = state;
    if (event.type === "merge-judged" && judged === undefined) judged = event;
    if (event.type === "candidate-added" && event.kind === "merge" && after === undefined) after = state;
    return false;
  });
  if (searched === undefined || judged === undefined || after === undefined)
    throw new Error("no merge came about in the merge scene");
  return { before, after, end: lesson.state(), searched, judged };
}

export const parts = Object.keys(mergeTask.seedCandidate);
export const partNames: Readonly<Record<string, string>> = { who: "Who answers", speed: "How fast" };

/** Mean over the judging rows of prompts put together by hand, a row counting half for each part. */
export function scoreOn(texts: Readonly<Record<string, string>>): number {
  return mergeRows.pareto.reduce((sum, row) => sum + scoreBoth(texts, row), 0) / mergeRows.pareto.length;
}

/** What a judging row asks for, as the head of its column. */
export function rowName(example: number): string {
  const row = mergeRows.pareto[example];
  return `${row?.expected["who"] ?? ""} ${row?.expected["speed"] ?? ""}`;
}

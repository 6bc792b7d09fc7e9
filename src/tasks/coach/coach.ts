import { createSeededRandom } from "../../shared/seeded-random.ts";
import { applyEdits } from "./apply-edit.ts";
import { planEdits } from "./plan-edits.ts";
import { readLesson, type Lesson, type ScoredRecord } from "./read-lessons.ts";
import { vocabulary, type Edit } from "./vocabulary.ts";

/** What the coach is given: what any Reflection model is given, and nothing more. */
interface CoachRequest {
  readonly component: string;
  readonly currentText: string;
  readonly records: readonly ScoredRecord[];
  /** 1 for the first try. */
  readonly attempt: number;
  /** Varies what is drawn where the records leave a choice; the same request always gives the same answer. */
  readonly seed: number;
  /** The whole prompt as a model would get it; the coach reads its section on earlier attempts that were not kept. */
  readonly prompt?: string;
}

interface CoachAnswer {
  /** A reply as a model would write it: remarks, then the new instruction in a fence. */
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** How the coach is called wherever its work is shown. */
export const coachLabel = "Coach (a program, not a model)";

/**
 * The offline reflector: a deterministic program that reads the records and rewrites the instruction by a published
 * list of edits. It knows nothing of the task but what the feedback says.
 */
export function coachReflect(request: CoachRequest): CoachAnswer {
  const lessons = request.records.map(readLesson);
  const edits = freshEdits(request, lessons);
  const text = applyEdits(request.currentText, edits);
  const wrong = lessons.filter((lesson) => !lesson.right).length;
  const read = `I am a program that rewrites by a fixed list of edits. I read ${lessons.length} records; ${wrong} of them went wrong.`;
  const remarks =
    edits.length === 0
      ? [
          `${read} None of my edits fits what the feedback says, or all that do were tried and not kept, so I leave the instruction as it is.`,
        ]
      : [read, "", ...edits.map((edit) => `- ${describeEdit(edit)}`)];
  return { text: [...remarks, "", "```", text, "```"].join("\n"), edits };
}

/** Draws are repeated until one leads to a text that was not turned down before. */
const mostDraws = 8;

function freshEdits(request: CoachRequest, lessons: readonly Lesson[]): readonly Edit[] {
  const { currentText, attempt, component, seed } = request;
  const turnedDown = /# Earlier attempts that were not kept[\s\S]*$/.exec(request.prompt ?? "")?.[0] ?? "";
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const random = createSeededRandom(seed, `coach ${attempt} ${component} ${draw}`);
    const edits = planEdits(currentText, lessons, random, attempt);
    if (edits.length === 0 || !turnedDown.includes(applyEdits(currentText, edits).slice(0, 1500)))
      return edits;
  }
  return [];
}

/** An edit in a line for people: its name and what it is about. */
export function describeEdit(edit: Edit): string {
  const { name } = vocabulary[edit.kind];
  const { kind: _kind, ...about } = edit;
  const details = Object.values(about).map((value) =>
    Array.isArray(value) ? value.join(", ") : String(value),
  );
  return details.length === 0 ? name : `${name}: ${details.join(" → ")}`;
}

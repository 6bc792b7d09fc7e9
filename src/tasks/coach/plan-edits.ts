import type { SeededRandom } from "../../shared/seeded-random.ts";
import { hasWord } from "./edit-rules.ts";
import { guessWord } from "./guess-word.ts";
import { parseInstruction, type Part } from "./instruction.ts";
import { planStructure } from "./plan-structure.ts";
import type { Lesson } from "./read-lessons.ts";
import { reminders, type Edit, type ReminderName } from "./vocabulary.ts";

/** Most edits of one answer: small steps are easier to follow, and the gate can tell good ones from bad ones. */
const mostEdits = 3;

/** Which edits the lessons call for. Right answers call for none; each wrong one for at most one. */
export function planEdits(
  text: string,
  lessons: readonly Lesson[],
  random: SeededRandom,
  attempt: number,
): Edit[] {
  const { parts } = parseInstruction(text);
  const edits: Edit[] = [];
  let stubborn = 0;
  for (const lesson of lessons) {
    if (lesson.right) continue;
    const edit = editFor(parts, lesson, lessons, random);
    if (edit === "stubborn") stubborn += 1;
    else if (edit !== undefined && !edits.some((other) => sameTarget(other, edit))) edits.push(edit);
  }
  edits.splice(mostEdits);
  const tidying =
    stubborn > 0 || attempt > 1 || (edits.length === 0 && lessons.some((lesson) => !lesson.right));
  return tidying ? [...edits, ...planStructure(parts, lessons, random)] : edits;
}

/** `stubborn`: the instruction already says the right thing and was not obeyed. */
function editFor(
  parts: readonly Part[],
  lesson: Lesson,
  lessons: readonly Lesson[],
  random: SeededRandom,
): Edit | "stubborn" | undefined {
  // Told only the score, it can do no better than guess one of the answers there are; the gate decides.
  const label = lesson.expected ?? (lesson.possible === undefined ? undefined : random.pick(lesson.possible));
  if (label === undefined || !isLabel(label)) return reminderFor(parts, lesson);
  if (lesson.deciding?.length === 0) return defaultEdit(parts, label);
  const word = lesson.deciding?.[0] ?? guessWord(parts, lesson, lessons, random);
  if (word === undefined) return defaultEdit(parts, label);
  const said = parts.flatMap((part) =>
    part.meaning.kind === "rule" && hasWord(part, word) ? [part.meaning.label] : [],
  );
  if (said.length === 0) return { kind: "add-rule", word, label };
  if (!said.includes(label)) return { kind: "relabel-rule", word, label };
  return said.length > 1 ? { kind: "settle-contradiction", word, label } : "stubborn";
}

function defaultEdit(parts: readonly Part[], label: string): Edit | "stubborn" {
  const current = parts.find((part) => part.meaning.kind === "default")?.meaning;
  if (current?.kind !== "default") return { kind: "add-default", label };
  return current.label === label ? "stubborn" : { kind: "relabel-default", label };
}

function reminderFor(parts: readonly Part[], lesson: Lesson): Edit | undefined {
  const names = Object.keys(reminders) as ReminderName[];
  const reminder = names.find(
    (name) =>
      reminders[name].heard.test(lesson.feedback) &&
      !parts.some((part) => part.text === reminders[name].says),
  );
  return reminder === undefined ? undefined : { kind: "add-reminder", reminder };
}

/** A label is a word or two; longer expected answers are not something a rule could promise. */
function isLabel(text: string): boolean {
  return /^[\w&/-]+(?: [\w&/-]+)?$/.test(text);
}

function sameTarget(left: Edit, right: Edit): boolean {
  const target = (edit: Edit) =>
    "word" in edit
      ? `word ${edit.word}`
      : "reminder" in edit
        ? edit.reminder
        : edit.kind.endsWith("default")
          ? "default"
          : edit.kind;
  return target(left) === target(right);
}

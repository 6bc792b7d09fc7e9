import type { EnginePorts } from "../engine/ports.ts";
import type { PossibleEdit, RivalPorts } from "../rivals/ports.ts";
import { applyEdit } from "../tasks/coach/apply-edit.ts";
import { describeEdit } from "../tasks/coach/coach.ts";
import { enumerateEdits } from "../tasks/coach/enumerate-edits.ts";
import { wordsIn } from "../tasks/coach/read-lessons.ts";
import type { Edit } from "../tasks/coach/vocabulary.ts";
import type { Example, ProgramSpec } from "../tasks/task-spec.ts";
import type { Task } from "../tasks/task.ts";
import { modulesOf } from "./program-modules.ts";

/**
 * What rivals get beyond the engine's ports. The edits are the coach's own published vocabulary; what a blind
 * proposer lacks is the feedback that says which edit to make.
 */
export function rivalPorts(ports: EnginePorts, task: Task, program: ProgramSpec): RivalPorts {
  const rows = task.examples("feedback");
  const material = { words: wordsOf(rows), labels: labelsOf(rows) };
  return {
    ...ports,
    labelledRows: rows,
    modules: modulesOf(program),
    possibleEdits: (text) => enumerateEdits(text, material).map(possible),
  };
}

function possible(edit: Edit): PossibleEdit {
  return { description: describeEdit(edit), slot: slotOf(edit), apply: (text) => applyEdit(text, edit) };
}

/** Edits that exclude each other share a slot: a word has one rule, a text one default and one layout. */
function slotOf(edit: Edit): string {
  switch (edit.kind) {
    case "add-rule":
    case "relabel-rule":
    case "remove-rule":
    case "settle-contradiction":
      return `rule ${edit.word}`;
    case "reword-rule":
    case "rule-first":
      return `${edit.kind} ${edit.word}`;
    case "add-default":
    case "relabel-default":
    case "default-last":
      return "default";
    case "list-labels":
    case "drop-label-list":
      return "labels";
    case "drop-sentence":
      return `drop ${edit.sentence}`;
    case "answer-only":
    case "layout":
      return edit.kind;
    case "add-reminder":
      return `reminder ${edit.reminder}`;
  }
}

/** Every word of the feedback rows' inputs, once, in order of first appearance. */
function wordsOf(rows: readonly Example[]): string[] {
  return [...new Set(rows.flatMap(({ inputs }) => Object.values(inputs).flatMap(wordsIn)))];
}

function labelsOf(rows: readonly Example[]): string[] {
  return [...new Set(rows.flatMap(({ expected }) => Object.values(expected)))];
}

import { editRules, insertRule } from "./edit-rules.ts";
import { parseInstruction, printInstruction, type Instruction, type Part } from "./instruction.ts";
import { applyLayout } from "./layout.ts";
import { readPart } from "./read-part.ts";
import {
  answerOnlyWording,
  defaultWording,
  labelListWording,
  reminders,
  ruleWordings,
  type Edit,
} from "./vocabulary.ts";

/** The instruction after one edit of the vocabulary. An edit that finds nothing to change gives the same text. */
export function applyEdit(text: string, edit: Edit): string {
  const edited = changed(parseInstruction(text), edit);
  const [first, ...rest] = edited.parts;
  if (first === undefined) return text;
  const parts = [{ ...first, before: first.before.replace(/^\s+/, "") }, ...rest];
  return printInstruction({ ...edited, parts });
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce(applyEdit, text);
}

function changed(instruction: Instruction, edit: Edit): Instruction {
  switch (edit.kind) {
    case "add-rule":
      return insertRule(
        instruction,
        (ruleWordings[0] as (word: string, label: string) => string)(edit.word, edit.label),
      );
    case "relabel-rule":
    case "remove-rule":
    case "settle-contradiction":
    case "reword-rule":
    case "rule-first":
      return editRules(instruction, edit);
    case "add-default":
      return append(instruction, defaultWording(edit.label));
    case "relabel-default":
      return replaceFirst(instruction, "default", defaultWording(edit.label));
    case "default-last":
      return defaultLast(instruction);
    case "list-labels":
      return listLabels(instruction, labelListWording(edit.labels));
    case "drop-label-list":
      return without(instruction, (part) => part.meaning.kind === "labels");
    case "answer-only":
      return insertAfterOpening(instruction, answerOnlyWording);
    case "drop-sentence":
      return without(instruction, (part) => part.text === edit.sentence);
    case "layout":
      return applyLayout(instruction, edit.layout);
    case "add-reminder":
      return append(instruction, reminders[edit.reminder].says);
  }
}

function part(text: string, before: string): Part {
  return { before, text, meaning: readPart(text) };
}

function append(instruction: Instruction, text: string): Instruction {
  return { ...instruction, parts: [...instruction.parts, part(text, "\n")] };
}

function insertAfterOpening({ parts, after }: Instruction, text: string): Instruction {
  const at = parts[0]?.meaning.kind === "opening" ? 1 : 0;
  const next = parts[at];
  const following = next === undefined || at > 0 || /\s/.test(next.before) ? next : { ...next, before: "\n" };
  const rest = following === undefined ? [] : [following, ...parts.slice(at + 1)];
  return { parts: [...parts.slice(0, at), part(text, at > 0 ? " " : ""), ...rest], after };
}

function listLabels(instruction: Instruction, text: string): Instruction {
  const known = instruction.parts.some((candidate) => candidate.meaning.kind === "labels");
  return known ? replaceFirst(instruction, "labels", text) : insertAfterOpening(instruction, text);
}

function replaceFirst(
  { parts, after }: Instruction,
  kind: Part["meaning"]["kind"],
  text: string,
): Instruction {
  const at = parts.findIndex((candidate) => candidate.meaning.kind === kind);
  return { parts: parts.map((old, index) => (index === at ? part(text, old.before) : old)), after };
}

function without({ parts, after }: Instruction, gone: (part: Part) => boolean): Instruction {
  const kept = parts.filter((candidate) => !gone(candidate));
  return { parts: kept.length === 0 ? parts : kept, after };
}

function defaultLast({ parts, after }: Instruction): Instruction {
  const defaults = parts.filter((candidate) => candidate.meaning.kind === "default");
  const others = parts.filter((candidate) => candidate.meaning.kind !== "default");
  return { parts: [...others, ...defaults.slice(0, 1).map((last) => ({ ...last, before: "\n" }))], after };
}

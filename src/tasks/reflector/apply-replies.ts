import { parseInstruction, printInstruction, type Instruction, type Part } from "../coach/instruction.ts";
import { readPart } from "../coach/read-part.ts";
import { readReply, type ReflectorEdit } from "./read-reply.ts";

/**
 * The instruction with what the network wrote put in place, reply by reply. This is all the program does: a new line
 * goes under the first line or to the end, sentences with a forgotten word go out, a line that is there already is
 * not written twice.
 */
export function applyReplies(text: string, replies: readonly string[]): string {
  return replies.map(readReply).reduce(applied, text);
}

function applied(text: string, edit: ReflectorEdit): string {
  if (edit.kind !== "write") return text;
  const instruction = parseInstruction(text);
  const kept = edit.forget === undefined ? instruction : without(instruction, edit.forget, edit.line);
  if (kept.parts.some((part) => part.text === edit.line)) return printInstruction(kept);
  return printInstruction(edit.place === "last" ? atTheEnd(kept, edit.line) : underTheFirst(kept, edit.line));
}

/** A sentence that already says what is about to be written stays where it is. */
function without(instruction: Instruction, word: string, line: string): Instruction {
  const says = new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "iu");
  const parts = instruction.parts.filter((part) => part.text === line || !says.test(part.text));
  const [first, ...rest] = parts;
  if (first === undefined) return { ...instruction, parts: [] };
  return { ...instruction, parts: [{ ...first, before: first.before.replace(/^\s+/, "") }, ...rest] };
}

function atTheEnd({ parts, after }: Instruction, line: string): Instruction {
  return { parts: [...parts, made(line, parts.length === 0 ? "" : "\n")], after };
}

function underTheFirst({ parts, after }: Instruction, line: string): Instruction {
  const [first, next, ...rest] = parts;
  if (first === undefined) return { parts: [made(line, "")], after };
  if (next === undefined) return { parts: [first, made(line, "\n")], after };
  const bullet = /\n[ \t]*[-*•][ \t]+$/.exec(next.before)?.[0];
  const following = next.before.includes("\n") ? next : { ...next, before: "\n" };
  return { parts: [first, made(line, bullet ?? "\n"), following, ...rest], after };
}

function made(text: string, before: string): Part {
  return { before, text, meaning: readPart(text) };
}

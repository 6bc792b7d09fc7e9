import { readPart, type PartMeaning } from "./read-part.ts";

/** A sentence or line of an instruction, with what stands before it (spaces, line breaks, a bullet). */
export interface Part {
  readonly before: string;
  readonly text: string;
  readonly meaning: PartMeaning;
}

/** An instruction as the coach sees it: parts in order. Printing gives back the very text that was read. */
export interface Instruction {
  readonly parts: readonly Part[];
  /** White space at the end. */
  readonly after: string;
}

const bullet = /^(?:[-*•]|\d+[.)]|#+)[ \t]+/;
const sentenceEnd = /[.!?]["')*]*(?=[ \t]+["'(*]*[A-Z0-9])/g;

export function parseInstruction(text: string): Instruction {
  const parts: Part[] = [];
  let before = "";
  for (const piece of text.split(/(\s*\n\s*)/)) {
    if (piece.trim() === "") {
      before += piece;
      continue;
    }
    const indent = /^\s*/.exec(piece)?.[0] ?? "";
    const mark = bullet.exec(piece.slice(indent.length))?.[0] ?? "";
    before += indent + mark;
    for (const sentence of sentences(piece.slice(indent.length + mark.length))) {
      const body = sentence.trim();
      if (body === "") {
        before += sentence;
        continue;
      }
      const start = sentence.indexOf(body);
      parts.push({ before: before + sentence.slice(0, start), text: body, meaning: readPart(body) });
      before = sentence.slice(start + body.length);
    }
  }
  return { parts, after: before };
}

export function printInstruction({ parts, after }: Instruction): string {
  return parts.map((part) => part.before + part.text).join("") + after;
}

/** Cuts a line after each sentence; joined, the pieces are the line. */
function sentences(line: string): string[] {
  const ends = [...line.matchAll(sentenceEnd)].map((match) => match.index + match[0].length);
  const cuts = [0, ...ends, line.length];
  return cuts.slice(1).map((end, index) => line.slice(cuts[index], end));
}

import type { EngineSpec } from "../options/spec.ts";
import { applyEdits } from "./apply-edits.ts";
import { fencedBlocks } from "./fenced-blocks.ts";

/** A guess at the cause of failures, and the text that would put it right. */
export interface Hypothesis {
  readonly hypothesis: string;
  readonly text: string;
}

/** The last two sections of the letter that asks for hypotheses, in place of the full letter's. */
export function hypothesesTask({ reflector: { hypotheses } }: EngineSpec): string {
  return `# Your task

Name ${hypotheses} different hypotheses about why the instruction led to these failures: a rule it lacks, a form it leaves
open, a word it defines wrongly. They are tried side by side, so they must differ in kind. For each, give the smallest
change of the instruction that puts it right on other inputs of the same kind too. Do not copy the examples.

# Form of your answer

For each hypothesis these lines, and nothing else:

HYPOTHESIS: the cause, in one short sentence
REPLACE: a passage of one line, copied from the instruction exactly; it must stand there once
WITH: what is to stand in its place
ADD: a line for the end of the instruction

A hypothesis may have several changes, of either kind. Where edits are not enough, give the complete new instruction
between two lines of three backticks instead of REPLACE, WITH and ADD.`;
}

const longestName = 160;

/** The hypotheses of a reply whose changes could be made, each new text once; empty when there is none. */
export function readHypotheses(current: string, reply: string): readonly Hypothesis[] {
  const parts = reply.split(/^[\s*#\-\d.]*HYPOTHESIS[ \d]*:\**[ \t]*/gim).slice(1);
  const read = parts.flatMap((part): readonly Hypothesis[] => {
    const [name = "", ...rest] = part.split("\n");
    const text = changed(current, rest.join("\n"));
    return text === null || text.trim() === current.trim()
      ? []
      : [{ hypothesis: name.replaceAll("*", "").trim().slice(0, longestName), text }];
  });
  return read.filter((one, at) => read.findIndex(({ text }) => text === one.text) === at);
}

function changed(current: string, body: string): string | null {
  const [whole, ...others] = body.includes("```") ? (fencedBlocks(body) ?? []) : [];
  if (whole !== undefined && others.length === 0 && whole !== "") return whole;
  const edits = body.split("\n").filter((line) => /^[\s*\-\d.]*(?:REPLACE|WITH|ADD):/i.test(line));
  const edited = applyEdits(current, edits.join("\n"));
  return edited.ok ? edited.text : null;
}

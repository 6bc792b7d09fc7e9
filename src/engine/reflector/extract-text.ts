import type { ReflectionOutcome } from "../journal/events.ts";
import type { ReflectorOptions } from "../options/spec.ts";
import type { ReflectionAnswer } from "../ports.ts";
import { fencedBlocks } from "./fenced-blocks.ts";
import { readReply } from "./read-reply.ts";

export type Extracted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly outcome: ReflectionOutcome; readonly detail?: string };

const fence = "```";

/** Takes the new text from a reply. */
export function extractText(answer: ReflectionAnswer, mode: ReflectorOptions["extraction"]): Extracted {
  if (answer.kind === "failed") return { ok: false, outcome: "failed", detail: answer.reason };
  if (answer.kind === "proposed") return { ok: true, text: answer.text };
  if (mode === "lenient") return { ok: true, text: betweenOutermostFences(answer.text.trim()) };
  if (mode === "tolerant") return tolerantText(answer.text, answer.finishReason === "length");
  return answer.finishReason === "length" ? { ok: false, outcome: "truncated" } : strictText(answer.text);
}

/** For models that forget the form of an answer: what is around the instruction is taken off, thinking first. */
function tolerantText(reply: string, isCut: boolean): Extracted {
  const text = withoutThinking(reply).trim();
  if (text === "") return { ok: false, outcome: reply.trim() === "" && !isCut ? "empty" : "thinking-only" };
  const whole = isCut ? beforeItRepeats(text) : text;
  if (whole === null) return { ok: false, outcome: "truncated" };
  const inside = readReply(whole);
  if (inside === null) return { ok: false, outcome: "several-blocks" };
  return /[\p{L}\p{N}]/u.test(inside) ? { ok: true, text: inside } : { ok: false, outcome: "no-fence" };
}

/**
 * Defensive: thinking is cut away first, a complete fenced block is required. Upstream adopted whole monologues
 * (gepa#390: 13 of 23 candidates were cut-off thinking).
 */
function strictText(reply: string): Extracted {
  const text = withoutThinking(reply).trim();
  if (text === "") return { ok: false, outcome: reply.trim() === "" ? "empty" : "thinking-only" };
  const first = text.indexOf(fence);
  const last = text.lastIndexOf(fence);
  if (first === -1 || last === first) return { ok: false, outcome: "no-fence" };
  const blocks = fencedBlocks(text);
  if (blocks === null) return { ok: false, outcome: "no-fence", detail: "a fence is not closed" };
  const inside = blocks.length === 0 ? betweenOutermostFences(text) : mainBlock(blocks);
  if (inside === null) return { ok: false, outcome: "several-blocks" };
  return inside === "" ? { ok: false, outcome: "empty" } : { ok: true, text: inside };
}

/** One block, or one that dwarfs the others (quotes, small formats); else nobody can tell which was meant. */
function mainBlock(blocks: readonly string[]): string | null {
  const [longest, ...others] = blocks.toSorted((a, b) => b.length - a.length);
  const rest = others.reduce((sum, block) => sum + block.length, 0);
  return others.length === 0 || longest!.length >= 3 * rest ? longest! : null;
}

/** Lines after which a model wrote nothing but lines it had written: it was lost in a circle, and what is before is whole. */
const circle = 6;

/** Of a reply that was cut off in a circle of lines, what stands before it; null where it went on to the end. */
function beforeItRepeats(reply: string): string | null {
  const lines = reply.split("\n").slice(0, -1);
  const said = lines.map((line) => line.replace(/^[\s\-*•\d.)]+/, "").trim());
  const isOld = said.map((line, at) => line === "" || said.indexOf(line) < at);
  const lastNew = isOld.lastIndexOf(false);
  return lines.length - lastNew - 1 >= circle ? lines.slice(0, lastNew + 1).join("\n") : null;
}

const thinkingTags = "think|thinking|thought|reasoning|reflection|analysis|scratchpad";
const closedThinking = new RegExp(`<(${thinkingTags})>[\\s\\S]*?</\\1>`, "gi");
const openThinking = new RegExp(`<(${thinkingTags})>[\\s\\S]*$`, "i");
const thinkingBefore = new RegExp(`^[\\s\\S]*</(${thinkingTags})>`, "i");

/** Without finished thinking blocks, without one that never ends, and without one whose opening tag was eaten. */
export function withoutThinking(reply: string): string {
  return reply.replace(closedThinking, "").replace(openThinking, "").replace(thinkingBefore, "");
}

/** The reference's rule: from the first fence to the last, less a language tag; one-sided fences are dropped. */
function betweenOutermostFences(text: string): string {
  const start = text.indexOf(fence) + fence.length;
  const end = text.lastIndexOf(fence);
  if (start >= fence.length && start < end) return withoutTag(text.slice(start, end)).trim();
  if (text.startsWith(fence))
    return text
      .slice(fence.length)
      .replace(/^\S*\n?/, "")
      .trim();
  if (text.endsWith(fence)) return text.slice(0, -fence.length).trim();
  return text;
}

function withoutTag(text: string): string {
  return text.replace(/^\S*\n/, "");
}

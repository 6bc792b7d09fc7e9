import { isObject, parsedJson } from "../../shared/json.ts";
import { fencedBlocks } from "./fenced-blocks.ts";
import { withoutChatter } from "./without-chatter.ts";

/**
 * The instruction in a small model's reply, whatever it is wrapped in: tags, fences (also unclosed or nested), JSON, a
 * heading, quotation marks, a sentence before it or after it. Thinking was taken out before. Null: several blocks,
 * and nothing says which one is meant. Empty: the model talked, and wrote no instruction.
 */
export function readReply(reply: string): string | null {
  const found = tagged(reply) ?? fenced(reply) ?? { text: withoutChatter(reply) };
  return found.text === null ? null : unwrapped(found.text);
}

interface Found {
  readonly text: string | null;
}

const tags = "new_instruction|instruction|new_prompt|prompt";

function tagged(reply: string): Found | null {
  const closed = [...reply.matchAll(new RegExp(`<(${tags})>([\\s\\S]*?)</\\1>`, "gi"))].at(-1)?.[2];
  const opened = new RegExp(`<(?:${tags})>([\\s\\S]+)$`, "i").exec(reply)?.[1];
  const text = closed ?? opened;
  return text === undefined || text.trim() === "" ? null : { text };
}

/**
 * The block that holds the instruction. Where instructions come unfenced, a block inside one shows a format: it is not
 * the instruction when prose that is longer stands around it.
 */
function fenced(reply: string): Found | null {
  if (!reply.includes("```")) return null;
  const blocks = fencedBlocks(reply) ?? fencedBlocks(`${reply}\n\`\`\``);
  if (blocks === null || blocks.length === 0) return { text: reply.replaceAll(/^```\w*|```$/gm, "") };
  const [longest, ...others] = blocks.toSorted((a, b) => b.length - a.length);
  const rest = others.reduce((sum, block) => sum + block.length, 0);
  const around = withoutChatter(reply.replaceAll(/^```[\s\S]*?^```/gm, ""));
  if (around.length > 2 * longest!.length) return { text: withoutChatter(reply) };
  return { text: others.length === 0 || longest!.length >= 3 * rest ? longest! : null };
}

const title =
  "(?:the )?(?:new |improved |better |revised |updated |complete |final )*(?:instructions?|prompt)(?: for [^\\n:*]*)?";
const heading = new RegExp(`^(?:#+ *${title}:?|\\*\\*${title}:?\\*\\*:?|${title}:)\\s*`, "i");

/** Takes off what is put around an instruction as a whole. */
function unwrapped(text: string): string {
  const bare = text.trim().replace(heading, "").trim();
  return fromJson(bare) ?? withoutQuotes(bare);
}

/** `{"instruction": "…"}`, or one of the names models give it. */
function fromJson(text: string): string | null {
  if (!/^[{"]/.test(text)) return null;
  const value = parsedJson(text);
  if (typeof value === "string") return value.trim();
  if (!isObject(value)) return null;
  const named = Object.entries(value).find(([name]) => /instruction|prompt/i.test(name))?.[1];
  return typeof named === "string" ? named.trim() : null;
}

const quotes: readonly (readonly [string, string])[] = [
  ['"""', '"""'],
  ['"', '"'],
  ["“", "”"],
  ["'", "'"],
  ["<<<<<<<< INSTRUCTION", "INSTRUCTION >>>>>>>>"],
];

function withoutQuotes(text: string): string {
  for (const [open, close] of quotes) {
    const inside = text.slice(open.length, text.length - close.length);
    const isWrapped =
      text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close);
    if (isWrapped && !inside.includes(open) && !inside.includes(close)) return inside.trim();
  }
  return text;
}

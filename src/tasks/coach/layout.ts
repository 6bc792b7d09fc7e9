import type { Instruction, Part } from "./instruction.ts";
import type { Layout } from "./vocabulary.ts";

const gap: Readonly<Record<Layout, string>> = { lines: "\n", bullets: "\n- ", paragraph: " " };

/** Sets what stands before each rule and before the default; nothing else moves. */
export function applyLayout({ parts, after }: Instruction, layout: Layout): Instruction {
  return { parts: parts.map((part, index) => laidOut(part, index, layout)), after };
}

function laidOut(part: Part, index: number, layout: Layout): Part {
  if (index === 0) return part;
  if (part.meaning.kind === "rule") return { ...part, before: gap[layout] };
  if (part.meaning.kind === "default") return { ...part, before: layout === "paragraph" ? " " : "\n" };
  return part;
}

import { mayThink, thinkingOf } from "../../models/kinds/model-kinds.ts";
import type { StudentChoice } from "../../models/model-choice.ts";
import type { Draft } from "../draft/draft.ts";

/** Tokens an answer may have once somebody asks for more than the usual. */
const leastAllowed = 512;

/** A change of the draft that may mend answers that were cut off. */
export interface Mend {
  readonly words: string;
  readonly change: Partial<Draft>;
}

/** Less thinking, where it thinks; and room for more. */
export function mendsOf({ student, options }: Pick<Draft, "student" | "options">): readonly Mend[] {
  const longer = {
    words: "Allow longer answers and try again",
    change: { options: { ...options, maxTokens: Math.max(leastAllowed, options.maxTokens * 4) } },
  };
  if (!mayThink(student) || thinkingOf(student) === "off") return [longer];
  const less = { ...student, thinking: "off" } as StudentChoice;
  return [{ words: "Turn its thinking off and try again", change: { student: less } }, longer];
}

import type { RolloutFilter } from "../../storage/read/rollouts.ts";
import type { RolloutRow } from "../../storage/rows.ts";
import type { WhichRollouts } from "../words/rollout-words.ts";

/** What storage is asked for; an empty text, module or candidate asks for all. */
export function rolloutFilter(
  which: WhichRollouts,
  text: string,
  module: string,
  candidateHash: string | undefined,
): RolloutFilter {
  return {
    ...(candidateHash === undefined ? {} : { candidateHash }),
    ...(which === "failing" ? { scoreBelow: 1 } : {}),
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    ...(module === "" ? {} : { module }),
  };
}

/** Rollouts with these words in their output or feedback, in small letters or large. */
export function withWords(rows: readonly RolloutRow[], text: string): readonly RolloutRow[] {
  const words = text.trim().toLowerCase();
  if (words === "") return rows;
  return rows.filter((row) => `${row.output}\n${row.feedback}`.toLowerCase().includes(words));
}

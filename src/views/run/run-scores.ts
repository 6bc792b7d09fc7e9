import type { RunRow } from "../../storage/rows.ts";
import { formatPercent } from "../words/numbers.ts";

/** From the seed's score to the best one's: on the sealed test once it was opened, else on the rows it judged by. */
interface RunScores {
  /** "0 % → 97.5 %"; empty before the first score. */
  readonly text: string;
  readonly isSealedTest: boolean;
}

export function runScores(run: RunRow): RunScores {
  const { seedTestScore, bestTestScore, seedScore, bestScore } = run.summary ?? {};
  const isSealedTest = bestTestScore !== undefined;
  const [from, to] = isSealedTest ? [seedTestScore, bestTestScore] : [seedScore, bestScore];
  if (to === undefined) return { text: "", isSealedTest };
  return {
    text: `${from === undefined ? "" : `${formatPercent(from)} → `}${formatPercent(to)}`,
    isSealedTest,
  };
}

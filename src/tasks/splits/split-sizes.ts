import type { RowSizes } from "../gallery/entries.ts";
import type { Splits, SplitSpec } from "../task-spec.ts";

/** How many rows go where: enough to judge by, a test large enough to tell, the rest to learn from. */
export function splitSizes(rows: number, paretoRows: number): RowSizes {
  const pareto = Math.min(paretoRows, Math.max(1, Math.floor(rows / 3)));
  const test = Math.min(240, Math.floor((rows - pareto) / 2));
  return { feedback: rows - pareto - test, pareto, test };
}

/** Rows of a division that was made. */
export function countsOf({ feedback, pareto, test }: Splits): RowSizes {
  return { feedback: feedback.length, pareto: pareto.length, test: test.length };
}

/** About how many of so many rows a division by shares gives to each split. */
export function countsByShares(rows: number, { shares }: Pick<SplitSpec, "shares">): RowSizes {
  const [pareto, test] = [Math.round(rows * shares.pareto), Math.round(rows * shares.test)];
  return { feedback: rows - pareto - test, pareto, test };
}

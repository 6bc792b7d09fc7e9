/** How many rows go where: enough to judge by, a test large enough to tell, the rest to learn from. */
export function splitSizes(
  rows: number,
  paretoRows: number,
): { readonly feedback: number; readonly pareto: number; readonly test: number } {
  const pareto = Math.min(paretoRows, Math.max(1, Math.floor(rows / 3)));
  const test = Math.min(240, Math.floor((rows - pareto) / 2));
  return { feedback: rows - pareto - test, pareto, test };
}

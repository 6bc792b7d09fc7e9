import { detectableGain, shareInterval } from "./chances.ts";

/** Below this no result of a paired test, not even every row won, is rarer than one in twenty by chance. */
const fewestTestRows = 6;
/** Below this one lucky row decides which prompt is kept. */
const fewestSearchRows = 5;

/** What a number of test rows can show, in sentences with numbers. */
export function adviceOnTestRows(rows: number): string {
  if (rows === 0)
    return "Without test rows the run's own score is all there is, and it flatters: it was searched on.";
  if (rows < fewestTestRows)
    return `Too few: with ${rows === 1 ? "one test row" : `${rows} test rows`} no gain, however large, can be told from chance. Bring twenty or more.`;
  const { low, high } = shareInterval(Math.round(rows * 0.8), rows);
  const gain = Math.ceil(detectableGain(rows) * 100);
  return `With ${rows} test rows a measured 80 % means ${percent(low)} to ${percent(high)}; a gain below about ${gain} points cannot be told from chance.`;
}

/** What a number of rows for the search can show. */
export function adviceOnSearchRows(feedback: number, pareto: number): string {
  if (feedback < fewestSearchRows || pareto < fewestSearchRows)
    return `Too few rows: ${feedback} to learn from and ${pareto} to judge by, so that one lucky answer decides. Bring at least twenty of each.`;
  const step = pareto === 0 ? 100 : 100 / pareto;
  const judged = `Each of the ${pareto} rows a candidate is judged by counts ${step.toFixed(step < 10 ? 1 : 0)} points`;
  const learned = `a rule that concerns one row in twenty appears in about ${Math.round(feedback / 20)} of the ${feedback} rows to learn from`;
  const thin =
    feedback < 20 || pareto < 20
      ? " Twenty of each is little; fifty is comfortable; beyond two hundred only time is spent."
      : "";
  return `${judged}; ${learned}.${thin}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

interface RowAdviceLine {
  readonly rows: number;
  /** Where a measured 80 % may truly lie, in whole percent. */
  readonly low: number;
  readonly high: number;
  /** Least gain, in points, that four runs in five would show. */
  readonly gain: number;
}

/** The same advice for several numbers of test rows, to be seen beside each other. */
export function rowAdviceTable(counts: readonly number[]): readonly RowAdviceLine[] {
  return counts.map((rows) => {
    const { low, high } = shareInterval(Math.round(rows * 0.8), rows);
    return {
      rows,
      low: Math.round(low * 100),
      high: Math.round(high * 100),
      gain: Math.ceil(detectableGain(rows) * 100),
    };
  });
}

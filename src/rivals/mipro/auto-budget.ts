/** MIPROv2's auto modes: how many instructions and demo sets, and how many validation rows at most. */
export const autoModes = {
  light: { sets: 6, validationRows: 100 },
  medium: { sets: 12, validationRows: 300 },
  heavy: { sets: 18, validationRows: 1000 },
} as const;

export type AutoMode = keyof typeof autoModes;

/** Trials for `sets` options per variable: dspy's max(2 · variables · log2 n, 1.5 n), rounded down. */
export function trialCount(sets: number, components: number, withDemos: boolean): number {
  const variables = components * (withDemos ? 2 : 1);
  return Math.floor(Math.max(2 * variables * Math.log2(sets), 1.5 * sets));
}

/** Above this many validation rows, trials are scored on minibatches. */
export const fullEvaluationUpTo = 50;
export const minibatchRows = 35;
export const trialsBetweenFull = 5;

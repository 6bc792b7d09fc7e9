const mostLabels = 60;
const longestLabel = 60;

/** Reads answers one by one and says at the end whether they are few different short ones: labels. */
export interface LabelTally {
  add(answer: string): void;
  /** The different labels in order; undefined where the answers are no labels. */
  labels(): readonly string[] | undefined;
}

export function createLabelTally(): LabelTally {
  const different = new Set<string>();
  let count = 0;
  let isLong = false;
  return {
    add(answer) {
      count += 1;
      if (answer.length > longestLabel) isLong = true;
      else if (different.size <= mostLabels) different.add(answer.trim());
    },
    labels() {
      const most = Math.max(2, Math.min(mostLabels, count / 3));
      return count === 0 || isLong || different.size > most ? undefined : [...different].toSorted();
    },
  };
}

/** More than these, and nobody could choose among them; large sets of intents have about 150. */
const mostLabels = 400;
/** From here on a label need not come up three times: a sample of many labels holds most of them once or twice. */
const largeSample = 150;
const longestLabel = 60;

/** Reads answers one by one and says at the end whether they are few different short ones: labels. */
interface LabelTally {
  add(answer: string): void;
  /** The different labels in order; undefined where the answers are no labels. */
  labels(): readonly string[] | undefined;
}

export function createLabelTally(): LabelTally {
  const different = new Set<string>();
  let count = 0;
  /** Too long for a label, or an object or a list. */
  let isOther = false;
  return {
    add(answer) {
      count += 1;
      if (answer.length > longestLabel || /^\s*(?:\{.*\}|\[.*\])\s*$/.test(answer)) isOther = true;
      else if (different.size <= mostLabels) different.add(answer.trim());
    },
    labels() {
      const most = Math.max(2, Math.min(mostLabels, count / (count >= largeSample ? 2 : 3)));
      return count === 0 || isOther || different.size > most ? undefined : [...different].toSorted();
    },
  };
}

import { createSeededRandom } from "../shared/seeded-random.ts";
import { shopPeople, shopWords } from "./shop.ts";

const ruleOf = (word: string, person: string): string => `If the message mentions ${word}, answer ${person}.`;

/** Every rule of one line that a program can guess: each word with each person. */
export const allRules: readonly string[] = shopWords.flatMap((word) =>
  shopPeople.map((person) => ruleOf(word, person)),
);

/**
 * The next rules a program guesses, in a drawn order: none that stood in a prompt before, for what did not help once will
 * not help again.
 */
export function untriedRules(prompts: readonly string[], count: number, seed: number): readonly string[] {
  const tried = new Set(prompts.flatMap((prompt) => prompt.split("\n")));
  const left = allRules.filter((rule) => !tried.has(rule));
  return createSeededRandom(seed, "blind search").shuffled(left).slice(0, count);
}

/** A prompt with one more rule. */
export function withRule(prompt: string, rule: string): string {
  return `${prompt.trimEnd()}\n${rule}`;
}

interface Guess {
  readonly text: string;
  /** Rows right. */
  readonly right: number;
}

/** Tries one rule after another on top of the best prompt so far, and keeps what does better. */
export async function guessRules(
  rules: readonly string[],
  start: Guess,
  score: (text: string) => Promise<number>,
  tell: (guess: Guess) => void,
): Promise<void> {
  let kept = start;
  for (const rule of rules) {
    const text = withRule(kept.text, rule);
    const guess = { text, right: await score(text) };
    tell(guess);
    if (guess.right > kept.right) kept = guess;
  }
}

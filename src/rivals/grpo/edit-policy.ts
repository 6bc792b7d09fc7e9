import type { SeededRandom } from "../../shared/seeded-random.ts";

/**
 * A policy over prompts: for each slot (what edits exclude each other) a categorical distribution over "no edit"
 * (option 0) and the slot's edits. A prompt is one draw from every slot.
 */
export interface EditPolicy {
  /** Logits per slot; option 0 is "no edit". */
  readonly logits: readonly (readonly number[])[];
}

/** One option per slot. */
export type Choices = readonly number[];

/** A policy that makes about `expectedEdits` edits, all equally likely. */
export function initialPolicy(optionsPerSlot: readonly number[], expectedEdits: number): EditPolicy {
  const share = Math.min(0.9, expectedEdits / Math.max(1, optionsPerSlot.length));
  return {
    logits: optionsPerSlot.map((options) => [
      Math.log((1 - share) / share) + Math.log(Math.max(1, options)),
      ...Array.from({ length: options }, () => 0),
    ]),
  };
}

export function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export function drawChoices(policy: EditPolicy, random: SeededRandom): number[] {
  return policy.logits.map((logits) => {
    const shares = softmax(logits);
    let rest = random.next();
    const at = shares.findIndex((share) => (rest -= share) < 0);
    return at < 0 ? shares.length - 1 : at;
  });
}

/** The most likely option of every slot. */
export function likeliestChoices(policy: EditPolicy): number[] {
  return policy.logits.map((logits) => logits.indexOf(Math.max(...logits)));
}

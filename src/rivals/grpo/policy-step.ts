import { softmax, type Choices, type EditPolicy } from "./edit-policy.ts";

interface PolicyStepOptions {
  readonly learningRate: number;
  /** PPO's clip range. */
  readonly clip: number;
  /** Weight of the KL term towards the reference policy. */
  readonly beta: number;
  /** Gradient steps on one group of samples. */
  readonly innerSteps: number;
}

export interface Sample {
  readonly choices: Choices;
  readonly advantage: number;
}

/**
 * One GRPO update of the policy from a group of samples: clipped importance ratio per slot times the sample's
 * advantage, less beta times the KL divergence to the reference policy (the unbiased estimator of the paper,
 * arXiv 2402.03300 equations 3 and 4), by plain gradient ascent on the logits.
 */
export function policyStep(
  policy: EditPolicy,
  reference: EditPolicy,
  samples: readonly Sample[],
  options: PolicyStepOptions,
): EditPolicy {
  const old = policy.logits.map(softmax);
  const anchor = reference.logits.map(softmax);
  let logits = policy.logits.map((slot) => [...slot]);
  for (let step = 0; step < options.innerSteps; step += 1) {
    logits = logits.map((slot, index) =>
      slotStep(slot, old[index]!, anchor[index]!, samples, index, options),
    );
  }
  return { logits };
}

function slotStep(
  slot: readonly number[],
  old: readonly number[],
  anchor: readonly number[],
  samples: readonly Sample[],
  index: number,
  { learningRate, clip, beta }: PolicyStepOptions,
): number[] {
  const now = softmax(slot);
  const gradient = slot.map(() => 0);
  for (const { choices, advantage } of samples) {
    const chosen = choices[index]!;
    const factor = advantage * clippedRatio(now[chosen]! / old[chosen]!, advantage, clip);
    // k3 estimator of the KL divergence: r - log r - 1 with r = anchor / now; its gradient is (1 - r) on log now.
    const pull = beta * (1 - anchor[chosen]! / now[chosen]!);
    const weight = (factor - pull) / samples.length;
    // d log softmax[chosen] / d logit[option] = (option is chosen) - now[option]
    for (let option = 0; option < slot.length; option += 1)
      gradient[option]! += weight * ((option === chosen ? 1 : 0) - now[option]!);
  }
  return slot.map((logit, option) => logit + learningRate * gradient[option]!);
}

/** The ratio where its gradient flows, 0 where the clip has stopped it (PPO's pessimistic bound). */
export function clippedRatio(ratio: number, advantage: number, clip: number): number {
  const isStopped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
  return isStopped ? 0 : ratio;
}

import { createSeededRandom } from "../../shared/seeded-random.ts";
import { houseLabels, houseWords } from "./house.ts";

interface RoutingRule {
  readonly word: string;
  readonly label: string;
}

/** The house policy a run has to discover: which word sends a message where. No prompt, coach or model is shown it. */
export interface RoutingPolicy {
  readonly seed: number;
  readonly rules: readonly RoutingRule[];
  readonly defaultLabel: string;
}

const defaultLabel = "OTHER";
const fewestRules = 5;
const mostRules = 8;
const sharedLabelChance = 0.15;

/** The policy of a seed: five to eight words, each with a label; now and then two words share one. */
export function drawPolicy(seed: number): RoutingPolicy {
  const random = createSeededRandom(seed, "routing policy");
  const count = fewestRules + random.below(mostRules - fewestRules + 1);
  const words = random.shuffled(houseWords).slice(0, count);
  const taken = new Set(words.map((word) => word.toUpperCase()));
  const labels = random.shuffled(houseLabels.filter((label) => !taken.has(label)));
  const rules: RoutingRule[] = [];
  for (const [index, word] of words.entries()) {
    const shared = index > 0 && random.chance(sharedLabelChance);
    const label = shared ? random.pick(rules).label : labels[index];
    if (label === undefined) throw new Error(`no label left for rule ${index} of policy ${seed}`);
    rules.push({ word, label });
  }
  return { seed, rules, defaultLabel };
}

/** What the policy says of a message that speaks of `word` (or of none of its words). */
export function labelFor(policy: RoutingPolicy, word: string | undefined): string {
  return policy.rules.find((rule) => rule.word === word)?.label ?? policy.defaultLabel;
}

/** The policy written out as a prompt: what a perfect search would find, and the ceiling's witness in tests. */
export function policyAsPrompt(policy: RoutingPolicy): string {
  const rules = policy.rules.map(({ word, label }) => `If the message mentions ${word}, answer ${label}.`);
  return ["Label the message.", ...rules, `Otherwise answer ${policy.defaultLabel}.`].join("\n");
}

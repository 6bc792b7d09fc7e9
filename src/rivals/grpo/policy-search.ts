import type { Candidate, JournalEvent } from "../../engine/index.ts";
import { groupBy } from "../../shared/group-by.ts";
import { createSeededRandom } from "../../shared/seeded-random.ts";
import type { PossibleEdit } from "../ports.ts";
import { meanOf, type RivalSession } from "../session.ts";
import { drawChoices, initialPolicy, likeliestChoices, type Choices } from "./edit-policy.ts";
import { groupAdvantages } from "./group-advantage.ts";
import { policyStep, type Sample } from "./policy-step.ts";

/** Prompts a group compares. */
const groupSize = 8;
/** Rows every prompt of the group is rewarded on. */
const rewardRows = 6;
const roundsBetweenFull = 4;
const update = { learningRate: 4, clip: 0.2, beta: 0.01, innerSteps: 2 };
const expectedEdits = 3;

interface Slot {
  readonly component: string;
  readonly options: readonly PossibleEdit[];
}

/**
 * GRPO's update applied to a policy over prompt edits: a group of prompts is drawn, each is rewarded by its mean score
 * on the same rows, and the policy moves towards what did better than its group. Reward is the only signal.
 */
export async function* policySearch(session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "policy search");
  const seed = session.spec.seedCandidates[0]!;
  const slots = slotsOf(session, seed);
  const reference = initialPolicy(
    slots.map((slot) => slot.options.length),
    expectedEdits,
  );
  let policy = reference;
  const { feedback } = session.spec.splits;
  const size = Math.min(rewardRows, feedback);
  const entered = new Set<string>([JSON.stringify(seed)]);
  for (let round = 1; ; round += 1) {
    const rows = random.shuffled(Array.from({ length: feedback }, (_, row) => row)).slice(0, size);
    const drawn = Array.from({ length: groupSize }, () => drawChoices(policy, random));
    const rewards: number[] = [];
    for (const choices of drawn) {
      session.need(size);
      const texts = textsOf(seed, slots, choices);
      const done = await session.evaluate(texts, "feedback", rows, "child");
      rewards.push(meanOf(done.rows));
      yield session.record({
        type: "trial-evaluated",
        step: "policy-step",
        trial: round,
        texts,
        note: noteOf(slots, choices),
        calls: { from: done.from, count: size },
        rows: done.rows,
        metricCalls: done.metricCalls,
        reflectionCalls: 0,
      });
    }
    const advantages = groupAdvantages(rewards);
    const samples: Sample[] = drawn.map((choices, i) => ({ choices, advantage: advantages[i]! }));
    policy = policyStep(policy, reference, samples, update);
    if (round % roundsBetweenFull !== 0) continue;
    // What the policy now thinks best; while that is nothing new, the best draw of the group.
    const byReward = drawn
      .map((choices, i) => ({ choices, reward: rewards[i]! }))
      .toSorted((a, b) => b.reward - a.reward);
    const next = [likeliestChoices(policy), ...byReward.map(({ choices }) => choices)]
      .map((choices) => textsOf(seed, slots, choices))
      .find((texts) => !entered.has(JSON.stringify(texts)));
    if (next === undefined) continue;
    entered.add(JSON.stringify(next));
    yield await session.addCandidate(next, [0]);
  }
}

function slotsOf(session: RivalSession, seed: Candidate): Slot[] {
  return Object.entries(seed).flatMap(([component, text]) => {
    const bySlot = groupBy(session.ports.possibleEdits(text), (edit) => edit.slot);
    return [...bySlot.values()].map((options) => ({ component, options }));
  });
}

function textsOf(seed: Candidate, slots: readonly Slot[], choices: Choices): Candidate {
  const texts: Record<string, string> = { ...seed };
  slots.forEach(({ component, options }, index) => {
    const edit = options[choices[index]! - 1];
    if (edit !== undefined) texts[component] = edit.apply(texts[component]!);
  });
  return texts;
}

function noteOf(slots: readonly Slot[], choices: Choices): string {
  const edits = slots.flatMap(({ options }, index) => {
    const edit = options[choices[index]! - 1];
    return edit === undefined ? [] : [edit.description];
  });
  return edits.length === 0 ? "no edit" : edits.join("; ");
}

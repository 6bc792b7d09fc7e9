import { mean } from "../shared/statistics/mean.ts";
import type { Rollout, RolloutOutcome } from "./task.ts";

/**
 * Runs something several times and takes the mean, for Students that do not answer the same twice. The worst try is the
 * one that is shown, as there is most to learn from it; the trajectory holds every call.
 */
export async function runRepeatedly(
  times: number,
  run: () => Promise<RolloutOutcome>,
): Promise<RolloutOutcome> {
  const rollouts: Rollout[] = [];
  for (let time = 0; time < times; time += 1) {
    const outcome = await run();
    if (outcome.kind === "failed")
      return { ...outcome, trajectory: [...trajectoryOf(rollouts), ...outcome.trajectory] };
    rollouts.push(outcome);
  }
  const [first, ...others] = rollouts;
  if (first === undefined) throw new Error(`a row must run at least once, not ${times} times`);
  if (others.length === 0) return first;
  const worst = others.reduce(
    (low, other) => (other.judgement.score < low.judgement.score ? other : low),
    first,
  );
  const scores = rollouts.map((rollout) => rollout.judgement.score);
  const told = `Of ${times} tries the scores were ${scores.map((score) => Number(score.toFixed(3))).join(", ")}; this is the worst.`;
  const objectives = meanObjectives(rollouts);
  const judgement = {
    ...worst.judgement,
    score: mean(scores),
    feedback: `${worst.judgement.feedback}\n${told}`,
  };
  return {
    ...worst,
    judgement: objectives === undefined ? judgement : { ...judgement, objectiveScores: objectives },
    trajectory: trajectoryOf(rollouts),
  };
}

function trajectoryOf(rollouts: readonly Rollout[]): Rollout["trajectory"] {
  return rollouts.flatMap((rollout) => rollout.trajectory);
}

function meanObjectives(rollouts: readonly Rollout[]): Record<string, number> | undefined {
  const names = Object.keys(rollouts[0]?.judgement.objectiveScores ?? {});
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.map((name) => [
      name,
      mean(rollouts.map((rollout) => rollout.judgement.objectiveScores?.[name] ?? 0)),
    ]),
  );
}

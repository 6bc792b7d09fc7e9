/**
 * Group-relative advantage (GRPO, arXiv 2402.03300, section 4.1): each reward less the group's mean, over the
 * group's standard deviation (of the population). A group whose rewards are all equal teaches nothing: zeros.
 */
export function groupAdvantages(rewards: readonly number[]): number[] {
  if (rewards.length === 0) return [];
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  const variance = rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / rewards.length;
  const deviation = Math.sqrt(variance);
  return rewards.map((reward) => (deviation === 0 ? 0 : (reward - mean) / deviation));
}

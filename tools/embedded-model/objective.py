"""GRPO's objective (arXiv 2402.03300, section 4.1), token by token."""
import torch


def group_advantages(rewards):
    """Rewards (groups, answers) less their group's mean, over the group's standard deviation; zeros where all are equal."""
    deviation = rewards.std(-1, keepdim=True, unbiased=False)
    return torch.where(deviation > 0, (rewards - rewards.mean(-1, keepdim=True)) / deviation.clamp_min(1e-8), 0.0)


def clipped(ratio, advantage, clip: float):
    """PPO's pessimistic bound."""
    return torch.minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage)


def kl_estimate(policy, reference):
    """The unbiased estimate of KL(policy || reference) from log-probabilities of what the policy said: r - log r - 1, r = reference / policy."""
    log_r = reference - policy
    return log_r.exp() - log_r - 1


def loss(policy, old, reference, advantages, said, shares, clip: float, kl_weight: float):
    """Minus the objective. Log-probabilities are (answers, tokens); `said` marks the tokens an answer has. An answer counts by its
    share of the draws (equal answers are read once) however long it is."""
    per_token = clipped((policy - old).exp(), advantages[:, None], clip) - kl_weight * kl_estimate(policy, reference)
    return -(shares * (per_token * said).sum(-1) / said.sum(-1).clamp_min(1)).sum()

"""The GRPO loss."""

import torch


def grpo_loss(
    logps: torch.Tensor,
    old_logps: torch.Tensor,
    ref_logps: torch.Tensor,
    rewards: torch.Tensor,
    mask: torch.Tensor,
    group_size: int,
    clip: float = 0.2,
    beta: float = 0.04,
) -> torch.Tensor:
    """The negated mean over sequences of the mean over their tokens of clipped gain minus beta k3.

    logps, old_logps, ref_logps, mask (B, T), rewards (B,), consecutive groups. Gradients flow into logps only. Raises
    ValueError unless group_size divides B. Source: arXiv:2402.03300 equations 3 and 4.
    """
    if group_size < 1 or len(rewards) % group_size != 0:
        raise ValueError(f"group_size {group_size} does not divide the batch of {len(rewards)}")
    wide = torch.promote_types(logps.dtype, torch.float32)
    # The group's other answers are the baseline: no critic is needed.
    groups = rewards.detach().to(wide).view(-1, group_size)
    centred = groups - groups.mean(dim=1, keepdim=True)
    spread = centred.square().mean(dim=1, keepdim=True).sqrt()
    advantage = (centred / (spread + 1e-4)).view(-1, 1)

    policy = logps.to(wide)
    ratio = torch.exp(torch.where(mask, policy - old_logps.detach().to(wide), 0.0))
    gain = torch.minimum(ratio * advantage, torch.clamp(ratio, 1 - clip, 1 + clip) * advantage)
    # k3 is never negative and has the KL divergence as its mean under the policy.
    gap = torch.where(mask, ref_logps.detach().to(wide) - policy, 0.0)
    objective = gain - beta * (torch.exp(gap) - gap - 1)

    tokens = mask.sum(dim=1)
    per_sequence = torch.where(mask, objective, 0.0).sum(dim=1) / tokens.clamp(min=1)
    return -per_sequence.mean().to(logps.dtype)

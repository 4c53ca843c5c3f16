"""Per-token rewards with a KL penalty."""

import torch


def kl_shaped_rewards(
    final_reward: torch.Tensor, logps: torch.Tensor, ref_logps: torch.Tensor, mask: torch.Tensor, beta: float
) -> torch.Tensor:
    """(B, T): -beta * (logp - ref) on completion tokens, plus final_reward (B,) on the last one; 0 elsewhere.

    mask is True on completion tokens. No gradient. Source: arXiv:2203.02155 equation 2.
    """
    with torch.no_grad():
        # One sample of log(pi / ref) estimates the KL divergence at this token.
        rewards = torch.where(mask, -beta * (logps - ref_logps), torch.zeros_like(logps))
        positions = torch.arange(mask.shape[1], device=mask.device).expand_as(mask)
        last = torch.where(mask, positions, -1).amax(dim=1, keepdim=True)
        is_last = positions == last
        return torch.where(is_last, rewards + final_reward.unsqueeze(1), rewards)

"""Generalised advantage estimation."""

import torch


def gae(
    rewards: torch.Tensor, values: torch.Tensor, mask: torch.Tensor, gamma: float = 1.0, lam: float = 0.95
) -> tuple[torch.Tensor, torch.Tensor]:
    """(advantages, returns), both (B, T); 0 on padding, the value after the last real token is 0.

    mask is True on real tokens, which come first in every row. No gradient. Source: arXiv:1506.02438 equation 16.
    """
    with torch.no_grad():
        wide = torch.promote_types(rewards.dtype, torch.float32)
        r, v = rewards.to(wide), values.to(wide)
        advantages = torch.zeros_like(r)
        advantage = next_value = torch.zeros_like(r[:, 0])
        # Backwards, because each advantage needs the one after it.
        for t in range(r.shape[1] - 1, -1, -1):
            real = mask[:, t]
            surprise = r[:, t] + gamma * next_value - v[:, t]
            advantage = torch.where(real, surprise + gamma * lam * advantage, 0.0)
            # On padding the value is 0, so that the last real token is followed by nothing.
            next_value = torch.where(real, v[:, t], 0.0)
            advantages[:, t] = advantage
        returns = torch.where(mask, advantages + v, 0.0)
        return advantages.to(rewards.dtype), returns.to(rewards.dtype)

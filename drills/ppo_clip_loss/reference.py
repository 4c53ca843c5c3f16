"""PPO's clipped objective."""

import torch


def ppo_clip_loss(
    logps: torch.Tensor, old_logps: torch.Tensor, advantages: torch.Tensor, mask: torch.Tensor, clip: float = 0.2
) -> torch.Tensor:
    """The negated mean over mask of min(ratio A, clamp(ratio, 1 - clip, 1 + clip) A); all tensors (B, T).

    Gradients flow into logps only. Source: arXiv:1707.06347 equation 7.
    """
    wide = torch.promote_types(logps.dtype, torch.float32)
    advantage = advantages.detach().to(wide)
    # Masked before exp: what stands on padding could overflow, and infinity times zero is NaN.
    log_ratio = torch.where(mask, logps.to(wide) - old_logps.detach().to(wide), 0.0)
    ratio = torch.exp(log_ratio)
    clipped = torch.clamp(ratio, 1 - clip, 1 + clip)
    # The smaller one: a change that pays is not rewarded beyond the range, one that hurts is always felt.
    gain = torch.minimum(ratio * advantage, clipped * advantage)
    return (-torch.where(mask, gain, 0.0).sum() / mask.sum()).to(logps.dtype)

"""Clipping by the global norm."""

import torch


def clip_grad_norm(grads: list[torch.Tensor], max_norm: float) -> tuple[list[torch.Tensor], torch.Tensor]:
    """Scale all tensors by one coefficient so that their joint norm is at most max_norm; also return the norm.

    The coefficient is min(1, max_norm / (norm + 1e-6)), as in torch. Source: arXiv:1211.5063 section 3.2.
    """
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    # One norm over everything keeps the direction of the step; one norm a tensor would not.
    norm = torch.stack([g.to(wide).square().sum() for g in grads]).sum().sqrt()
    coefficient = torch.clamp(max_norm / (norm + 1e-6), max=1.0)
    return [(g.to(wide) * coefficient).to(g.dtype) for g in grads], norm.to(grads[0].dtype)

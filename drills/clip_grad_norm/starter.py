"""Clipping by the global norm."""

import torch


def clip_grad_norm(grads: list[torch.Tensor], max_norm: float) -> tuple[list[torch.Tensor], torch.Tensor]:
    """Scale all tensors by one coefficient so that their joint norm is at most max_norm; also return the norm."""
    raise NotImplementedError

"""The CLIP loss."""

import torch


def clip_loss(image: torch.Tensor, text: torch.Tensor, logit_scale: float | torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy over the scaled cosines of image and text (N, d)."""
    raise NotImplementedError

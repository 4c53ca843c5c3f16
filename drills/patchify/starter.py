"""Images into patches."""

import torch


def patchify(images: torch.Tensor, patch: int) -> torch.Tensor:
    """(B, C, H, W) to (B, N, patch * patch * C): row-major patches, channel last inside a patch."""
    raise NotImplementedError

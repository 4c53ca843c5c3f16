"""Images into patches."""

import torch


def patchify(images: torch.Tensor, patch: int) -> torch.Tensor:
    """(B, C, H, W) to (B, N, patch * patch * C): row-major patches, channel last inside a patch.

    Raises ValueError unless patch divides H and W. Source: arXiv:2010.11929 section 3.1.
    """
    b, c, h, w = images.shape
    if patch < 1 or h % patch != 0 or w % patch != 0:
        raise ValueError(f"patch {patch} does not divide an image of {h} x {w}")
    rows, columns = h // patch, w // patch
    split = images.reshape(b, c, rows, patch, columns, patch)
    # From (B, C, row, y, column, x) to (B, row, column, y, x, C).
    return split.permute(0, 2, 4, 3, 5, 1).reshape(b, rows * columns, patch * patch * c)

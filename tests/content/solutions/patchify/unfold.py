"""Two unfolds."""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    tiles = images.unfold(2, patch, patch).unfold(3, patch, patch)
    return tiles.permute(0, 2, 3, 4, 5, 1).flatten(3).flatten(1, 2)

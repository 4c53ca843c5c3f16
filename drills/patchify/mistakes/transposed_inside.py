"""Each patch is transposed.

Inside a patch the columns run before the rows. Row-major means y, then x, then channel.
"""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    return images.reshape(b, c, h // patch, patch, w // patch, patch).permute(0, 2, 4, 5, 3, 1).reshape(b, -1, c * patch * patch)

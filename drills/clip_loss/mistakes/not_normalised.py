"""The embeddings are not normalised.

Dot products reward long vectors: the model inflates norms instead of turning directions, and the scale loses its meaning. Divide each row by its length.
"""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    i, t = image.to(wide), text.to(wide)
    logits = logit_scale * (i @ t.mT)
    target = torch.arange(len(image), device=image.device)
    return ((F.cross_entropy(logits, target) + F.cross_entropy(logits.mT, target)) / 2).to(image.dtype)

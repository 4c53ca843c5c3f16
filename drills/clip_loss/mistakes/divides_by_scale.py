"""The cosines are divided by the scale.

logit_scale is the inverse of a temperature: it multiplies. Divided by 100 all logits are nearly equal and nothing is learned.
"""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    i, t = image.to(wide), text.to(wide)
    i = i / torch.linalg.vector_norm(i, dim=-1, keepdim=True)
    t = t / torch.linalg.vector_norm(t, dim=-1, keepdim=True)
    logits = (i @ t.mT) / logit_scale
    target = torch.arange(len(image), device=image.device)
    return ((F.cross_entropy(logits, target) + F.cross_entropy(logits.mT, target)) / 2).to(image.dtype)

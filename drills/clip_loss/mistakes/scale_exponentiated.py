"""The scale is exponentiated.

CLIP learns log(scale) and exponentiates it before the loss; here the scale is given as it is. Twice exponentiated it overflows.
"""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    i, t = image.to(wide), text.to(wide)
    i = i / torch.linalg.vector_norm(i, dim=-1, keepdim=True)
    t = t / torch.linalg.vector_norm(t, dim=-1, keepdim=True)
    logits = torch.as_tensor(logit_scale).exp() * (i @ t.mT)
    target = torch.arange(len(image), device=image.device)
    return ((F.cross_entropy(logits, target) + F.cross_entropy(logits.mT, target)) / 2).to(image.dtype)

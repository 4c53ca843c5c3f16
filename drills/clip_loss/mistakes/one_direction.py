"""Only images ask.

A softmax over a row ignores a constant added to the row, so an image that is close to all texts goes unpunished, though texts that look
for their image then find this one. The columns see it; CLIP averages both directions.
"""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    i, t = image.to(wide), text.to(wide)
    i = i / torch.linalg.vector_norm(i, dim=-1, keepdim=True)
    t = t / torch.linalg.vector_norm(t, dim=-1, keepdim=True)
    logits = logit_scale * (i @ t.mT)
    target = torch.arange(len(image), device=image.device)
    return (F.cross_entropy(logits, target)).to(image.dtype)

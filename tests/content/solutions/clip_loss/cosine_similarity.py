"""Every pair through cosine_similarity."""

import torch
import torch.nn.functional as F


def clip_loss(image, text, logit_scale):
    wide = torch.promote_types(image.dtype, torch.float32)
    sims = F.cosine_similarity(image.to(wide)[:, None], text.to(wide)[None], dim=-1, eps=0.0) * logit_scale
    y = torch.arange(sims.shape[0], device=sims.device)
    return torch.stack([F.cross_entropy(sims, y), F.cross_entropy(sims.t(), y)]).mean().to(image.dtype)

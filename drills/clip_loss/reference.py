"""The CLIP loss."""

import torch
import torch.nn.functional as F


def clip_loss(image: torch.Tensor, text: torch.Tensor, logit_scale: float | torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy over the scaled cosines of image and text (N, d); logit_scale is used as it is.

    Source: arXiv:2103.00020 figure 3.
    """
    wide = torch.promote_types(image.dtype, torch.float32)
    image_unit = F.normalize(image.to(wide), dim=-1, eps=0.0)
    text_unit = F.normalize(text.to(wide), dim=-1, eps=0.0)
    logits = logit_scale * image_unit @ text_unit.mT
    # Row i asks which text fits image i, column i which image fits text i: the diagonal is right both times.
    pairs = torch.arange(len(image), device=image.device)
    loss = (F.cross_entropy(logits, pairs) + F.cross_entropy(logits.mT, pairs)) / 2
    return loss.to(image.dtype)

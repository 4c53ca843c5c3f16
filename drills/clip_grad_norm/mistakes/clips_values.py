"""Entries are clipped, not the norm.

Clamping every entry to +-max_norm changes the direction of the step, and leaves its norm unbounded in the number of parameters. Multiply everything by one coefficient.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norm = torch.stack([g.to(wide).square().sum() for g in grads]).sum().sqrt()
    return [g.clamp(-max_norm, max_norm) for g in grads], norm.to(grads[0].dtype)

"""The norms are added.

The joint norm is the root of the sum of the squares, not the sum of the norms: that is up to sqrt(n) times larger, so that n tensors are clipped too hard. Square, add, take the root.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norm = torch.stack([g.to(wide).square().sum().sqrt() for g in grads]).sum()
    coefficient = torch.clamp(max_norm / (norm + 1e-6), max=1.0)
    return [(g.to(wide) * coefficient).to(g.dtype) for g in grads], norm.to(grads[0].dtype)

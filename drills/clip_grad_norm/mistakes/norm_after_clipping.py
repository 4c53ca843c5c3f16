"""The norm after clipping is returned.

What is logged should be the norm before: the clipped one never exceeds max_norm, so that a spike cannot be seen. Return the norm that the coefficient was computed from.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norm = torch.stack([g.to(wide).square().sum() for g in grads]).sum().sqrt()
    coefficient = torch.clamp(max_norm / (norm + 1e-6), max=1.0)
    return [(g.to(wide) * coefficient).to(g.dtype) for g in grads], (norm * coefficient).to(grads[0].dtype)

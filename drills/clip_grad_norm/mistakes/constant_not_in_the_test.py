"""The norm is compared with the limit without the constant.

`if norm > max_norm` leaves a norm that is less than 1e-6 below the limit as it is, while min(1, max_norm / (norm + 1e-6)) shrinks it: with limits around 1e-6 that is much. Take the minimum of 1 and the ratio.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norm = torch.stack([g.to(wide).square().sum() for g in grads]).sum().sqrt()
    coefficient = max_norm / (norm + 1e-6) if norm > max_norm else 1.0
    return [(g.to(wide) * coefficient).to(g.dtype) for g in grads], norm.to(grads[0].dtype)

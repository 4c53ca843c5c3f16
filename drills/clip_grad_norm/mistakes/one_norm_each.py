"""Each tensor is clipped by its own norm.

The ratio between layers changes, and with it the direction of the step: a layer with a large gradient loses its weight against the others. Take one norm over all tensors.
"""

import torch


def clip_grad_norm(grads, max_norm):
    wide = torch.promote_types(grads[0].dtype, torch.float32)
    norms = [g.to(wide).square().sum().sqrt() for g in grads]
    total = torch.stack(norms).square().sum().sqrt()
    clipped = [(g.to(wide) * torch.clamp(max_norm / (n + 1e-6), max=1.0)).to(g.dtype) for g, n in zip(grads, norms)]
    return clipped, total.to(grads[0].dtype)

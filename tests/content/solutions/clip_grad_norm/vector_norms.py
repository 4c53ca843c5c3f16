"""The norm of the norms, as torch does it."""

import torch


def clip_grad_norm(grads, max_norm):
    norm = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in grads]))
    factor = min(1.0, max_norm / (float(norm) + 1e-6))
    return [g * factor for g in grads], norm

"""All entries in one vector."""

import torch


def clip_grad_norm(grads, max_norm):
    flat = torch.cat([g.reshape(-1) for g in grads]).double()
    norm = flat.dot(flat).sqrt()
    if norm + 1e-6 > max_norm:
        flat = flat * (max_norm / (norm + 1e-6))
    pieces = flat.split([g.numel() for g in grads])
    return [p.reshape(g.shape).to(g.dtype) for p, g in zip(pieces, grads)], norm.to(grads[0].dtype)

"""Tokens are counted first, every loss is divided by the total."""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    with torch.no_grad():
        tokens = sum(loss_sum(params, m)[1] for m in micro_batches)
    result = [torch.zeros(p.shape, dtype=p.dtype, device=p.device) for p in params]
    for micro_batch in micro_batches:
        own = [p.detach().requires_grad_(True) for p in params]
        total, n = loss_sum(own, micro_batch)
        if not n:
            continue
        grads = torch.autograd.grad(total / tokens, own, allow_unused=True)
        result = [r if g is None else r + g for r, g in zip(result, grads)]
    return result

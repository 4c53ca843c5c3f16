"""The given parameters are made to require gradients.

requires_grad_ changes the tensor it is called on. A parameter that the caller had frozen is trained from now on, or keeps a graph alive in evaluation. Work on detached copies.
"""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    own = [p.requires_grad_(True) for p in params]
    sums = [torch.zeros_like(p) for p in own]
    n_tokens = 0
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        n_tokens += n
        if n:
            grads = torch.autograd.grad(total, own, allow_unused=True)
            sums = [s if g is None else s + g for s, g in zip(sums, grads)]
    return [s / n_tokens for s in sums]

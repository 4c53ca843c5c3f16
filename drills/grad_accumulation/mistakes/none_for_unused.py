"""None for an unused parameter.

An optimiser that multiplies the gradient by something fails on None, and a data-parallel all-reduce hangs when one rank has it and another does not. Return zeros.
"""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    own = [p.detach().clone().requires_grad_(True) for p in params]
    sums = [None for p in own]
    n_tokens = 0
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        n_tokens += n
        if n:
            for i, grad in enumerate(torch.autograd.grad(total, own, allow_unused=True)):
                if grad is not None:
                    sums[i] = grad if sums[i] is None else sums[i] + grad
    return [None if acc is None else acc / n_tokens for acc in sums]

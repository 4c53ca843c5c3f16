"""The sum instead of the mean.

Nobody divides by the number of tokens, so the step grows with the batch. Divide by all tokens at the end.
"""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    own = [p.detach().clone().requires_grad_(True) for p in params]
    sums = [torch.zeros_like(p) for p in own]
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        if n:
            for acc, grad in zip(sums, torch.autograd.grad(total, own, allow_unused=True)):
                if grad is not None:
                    acc += grad
    return sums

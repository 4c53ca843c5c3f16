"""The mean of the micro-batches' means.

Every micro-batch weighs the same, however few tokens it has, so tokens in short ones count more. The bug was in many trainers for years: loss curves differ from those of one large batch. Divide the summed gradients once, by all tokens.
"""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    own = [p.detach().clone().requires_grad_(True) for p in params]
    sums = [torch.zeros_like(p) for p in own]
    used = 0
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        if n == 0:
            continue
        used += 1
        for acc, grad in zip(sums, torch.autograd.grad(total / n, own, allow_unused=True)):
            if grad is not None:
                acc += grad
    return [acc / used for acc in sums]

"""Divided by the number of micro-batches.

The sums of token losses are divided by how many micro-batches there were, not by how many tokens. The scale of the step then depends on the sequence length. Divide by tokens.
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
    return [acc / len(micro_batches) for acc in sums]

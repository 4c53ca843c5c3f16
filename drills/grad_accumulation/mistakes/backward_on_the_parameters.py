"""The gradients land in .grad.

backward() on the given parameters adds to whatever is in their .grad already, and leaves it changed: the caller's next step counts this batch twice. Use torch.autograd.grad on copies.
"""

import torch


def accumulated_gradients(loss_sum, params, micro_batches):
    own = [p if p.requires_grad else p.detach().clone().requires_grad_(True) for p in params]
    n_tokens = 0
    before = [torch.zeros_like(p) if p.grad is None else p.grad.clone() for p in own]
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        n_tokens += n
        if n:
            total.backward()
    after = [torch.zeros_like(p) if p.grad is None else p.grad for p in own]
    return [(a - b).detach() / n_tokens for a, b in zip(after, before)]

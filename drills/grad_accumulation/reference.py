"""Gradient accumulation over uneven micro-batches."""

import torch


def accumulated_gradients(loss_sum, params: list[torch.Tensor], micro_batches: list) -> list[torch.Tensor]:
    """Gradients of the mean loss over all tokens, in the order of `params`; zeros for unused parameters.

    loss_sum(params, micro_batch) gives (sum of token losses, number of tokens). `.grad` is not touched.
    """
    # Leaves of our own: gradients are asked for, not left behind in anybody's .grad.
    own = [p.detach().requires_grad_(True) for p in params]
    sums = [torch.zeros_like(p) for p in own]
    n_tokens = 0
    for micro_batch in micro_batches:
        total, n = loss_sum(own, micro_batch)
        n_tokens += n
        if total.requires_grad:
            # The graph of this micro-batch is freed here, before the next one is built.
            for acc, grad in zip(sums, torch.autograd.grad(total, own, allow_unused=True), strict=True):
                if grad is not None:
                    acc += grad
    # Sums are divided once, by all tokens: a mean of means would weigh short micro-batches too heavily.
    return [acc / n_tokens for acc in sums]

"""P is detached.

The count has no gradient and P is cut off too: the loss is a number on a chart, and the router collapses all the same. Detach f at most.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = probs.mean(0).detach() + 0 * logits.sum()
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

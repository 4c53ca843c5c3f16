"""The share is not divided by top_k.

Divided by T alone the shares add up to top_k, so a balanced router has the loss top_k instead of 1. Some code bases do it; then the coefficient means something else. Divide by T * top_k.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.shape[0]
    p = probs.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

"""The softmax runs over the tokens.

Each token chooses among experts, so its probabilities over the experts add up to 1. Use the last dimension.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, 0)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = probs.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

"""Only the first choice of each token is counted.

With top_k = 2 the second expert of a token does as much work as the first. Count all assignments.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :1]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = probs.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

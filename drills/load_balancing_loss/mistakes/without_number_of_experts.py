"""The factor E is missing.

Without it a balanced router has the loss 1 / E, and the same coefficient is weaker the more experts there are.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = probs.mean(0)
    return ((f * p).sum()).to(router_logits.dtype)

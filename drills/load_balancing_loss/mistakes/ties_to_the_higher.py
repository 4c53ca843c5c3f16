"""Equal logits: the higher number wins.

Here the lower number wins, as in a stable sort downwards; topk promises neither.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = (n_experts - 1 - logits.flip(-1).argsort(dim=-1, descending=True, stable=True))[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = probs.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

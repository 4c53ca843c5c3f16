"""One-hot assignments, as in Switch."""

import torch
import torch.nn.functional as F


def load_balancing_loss(router_logits, top_k):
    e = router_logits.size(-1)
    logits = router_logits.to(torch.promote_types(router_logits.dtype, torch.float32))
    order = logits.sort(dim=-1, descending=True, stable=True).indices
    mask = F.one_hot(order[..., :top_k], e).sum(-2).to(logits.dtype)
    fraction = mask.mean(0) / top_k
    density = logits.softmax(-1).mean(0)
    return torch.dot(fraction, density).mul(e).to(router_logits.dtype)

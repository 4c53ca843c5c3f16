"""A position does not see itself.

The state is read before the position's own key and value are added. Causal attention includes j = i; and
the first position would have nothing to read.
"""

import torch


def feature_map(x):
    return torch.where(x > 0, x + 1, torch.exp(x.clamp_max(0)))


def linear_attention(q, k, v, causal=False):
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    phi_q, phi_k, values = feature_map(q.to(work)), feature_map(k.to(work)), v.to(work)
    if causal:
        states = (phi_k.unsqueeze(-1) * values.unsqueeze(-2)).cumsum(-3) - phi_k.unsqueeze(-1) * values.unsqueeze(-2)
        totals = phi_k.cumsum(-2) - phi_k
        mixed = (phi_q.unsqueeze(-2) @ states).squeeze(-2)
        weight = (phi_q * totals).sum(-1, keepdim=True)
    else:
        mixed = phi_q @ (phi_k.transpose(-2, -1) @ values)
        weight = phi_q @ phi_k.sum(-2).unsqueeze(-1)
    return (mixed / weight).to(q.dtype)

"""Divided by the number of keys.

A mean over positions is not a weighted average: the weights φ(q)·φ(k) do not sum to the number of keys.
Divide by their own sum.
"""

import torch


def feature_map(x):
    return torch.where(x > 0, x + 1, torch.exp(x.clamp_max(0)))


def linear_attention(q, k, v, causal=False):
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    phi_q, phi_k, values = feature_map(q.to(work)), feature_map(k.to(work)), v.to(work)
    if causal:
        states = (phi_k.unsqueeze(-1) * values.unsqueeze(-2)).cumsum(-3)
        totals = phi_k.cumsum(-2)
        mixed = (phi_q.unsqueeze(-2) @ states).squeeze(-2)
        weight = (phi_q * totals).sum(-1, keepdim=True)
    else:
        mixed = phi_q @ (phi_k.transpose(-2, -1) @ values)
        weight = phi_q @ phi_k.sum(-2).unsqueeze(-1)
    return (mixed / (torch.arange(1, q.shape[-2] + 1, device=q.device)[:, None] if causal else q.shape[-2])).to(q.dtype)

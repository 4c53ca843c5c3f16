"""An additive bias and torch.softmax in float32, blind rows multiplied away."""

import torch


def attention(q, k, v, mask=None, causal=False):
    t_q, t_k = q.shape[-2], k.shape[-2]
    rows = torch.arange(t_q, device=q.device)[:, None]
    columns = torch.arange(t_k, device=q.device)[None, :]
    allowed = (columns <= rows + (t_k - t_q)) if causal else torch.ones(t_q, t_k, dtype=torch.bool, device=q.device)
    if mask is not None:
        allowed = torch.logical_and(allowed, mask)
    blind = ~allowed.any(dim=-1, keepdim=True)
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    bias = torch.zeros(allowed.shape, dtype=work, device=q.device)
    bias = bias.masked_fill(~allowed & ~blind, float("-inf"))
    scores = torch.einsum("...id,...jd->...ij", q.to(work), k.to(work)) * q.shape[-1] ** -0.5 + bias
    weights = torch.softmax(scores, dim=-1) * (~blind).to(work)
    return torch.einsum("...ij,...je->...ie", weights, v.to(work)).to(q.dtype)

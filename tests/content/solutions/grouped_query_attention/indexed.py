"""An index of heads, einsum, and a normaliser that is never zero."""

import torch


def grouped_query_attention(q, k, v, causal=True):
    hq, hkv = q.shape[1], k.shape[1]
    if hkv > hq or hq % hkv > 0:
        raise ValueError(f"Hkv = {hkv} does not divide Hq = {hq}")
    owner = torch.arange(hq, device=q.device).div(hq // hkv, rounding_mode="floor")
    keys, values = k.index_select(1, owner), v.index_select(1, owner)
    scores = torch.einsum("bhid,bhjd->bhij", q / q.shape[-1] ** 0.5, keys)
    if causal:
        i, j = (torch.arange(n, device=q.device) for n in scores.shape[-2:])
        scores = scores.masked_fill(j - i[:, None] > len(j) - len(i), float("-inf"))
    top = scores.amax(-1, keepdim=True).detach()
    powers = (scores - torch.where(top.isinf(), torch.zeros_like(top), top)).exp()
    total = powers.sum(-1, keepdim=True)
    return torch.einsum("bhij,bhjd->bhid", powers / total.clamp_min(torch.finfo(total.dtype).tiny), values)

"""The usual way: a mask in sorted order, shifted by one, fills the logits with -inf before one softmax."""

import torch
import torch.nn.functional as F


def nucleus_probs(logits, p):
    if not (0.0 < p <= 1.0):
        raise ValueError(p)
    values, indices = torch.sort(logits, dim=-1, descending=True, stable=True)
    cumulative = F.softmax(values, dim=-1, dtype=torch.float64).cumsum(dim=-1)
    remove = (cumulative >= p - 1e-9) & (p < 1)
    remove = torch.roll(remove, 1, dims=-1)
    remove[..., 0] = False
    mask = torch.empty_like(remove).scatter_(-1, indices, remove)
    dtype = torch.promote_types(logits.dtype, torch.float32)
    return F.softmax(logits.to(dtype).masked_fill(mask, float("-inf")), dim=-1).to(logits.dtype)

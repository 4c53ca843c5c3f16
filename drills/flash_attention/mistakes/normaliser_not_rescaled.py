"""The normaliser is not rescaled when the maximum moves.

The sum of exponentials must shrink by exp(old - new) together with the weighted sum of values. Otherwise
the weights no longer sum to 1.
"""

import math

import torch


def flash_attention(q, k, v, block_size=64, causal=False):
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    t_q, t_k = q.shape[-2], k.shape[-2]
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    query = q.to(work) / math.sqrt(q.shape[-1])
    last_seen = torch.arange(t_q, device=q.device) + (t_k - t_q if causal else t_k)
    largest = torch.full((*q.shape[:-1], 1), torch.finfo(work).min, dtype=work, device=q.device)
    total = torch.zeros_like(largest)
    mixed = torch.zeros((*q.shape[:-1], v.shape[-1]), dtype=work, device=q.device)
    for start in range(0, t_k, block_size):
        keys, values = (t[..., start : start + block_size, :].to(work) for t in (k, v))
        position = torch.arange(start, start + keys.shape[-2], device=q.device)
        hidden = position > last_seen[:, None]
        scores = (query @ keys.transpose(-2, -1)).masked_fill(hidden, -math.inf)
        new_largest = torch.maximum(largest, scores.amax(-1, keepdim=True)).detach()
        shrink = torch.exp(largest - new_largest)
        powers = torch.exp(scores - new_largest)
        total = total + powers.sum(-1, keepdim=True)
        mixed = mixed * shrink + powers @ values
        largest = new_largest
    return (mixed / torch.where(total == 0, 1.0, total)).to(q.dtype)

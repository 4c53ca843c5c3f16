"""One pass over the blocks for the normaliser, a second for the values."""

import math

import torch


def flash_attention(q, k, v, block_size=64, causal=False):
    if block_size < 1:
        raise ValueError("block_size < 1")
    t_q, t_k = q.shape[-2], k.shape[-2]
    offset = t_k - t_q if causal else t_k
    # Queries that see nothing are cut off and given back as zeros.
    blind = min(t_q, max(0, -offset)) if t_k else t_q
    seeing = q[..., blind:, :]
    limit = torch.arange(blind, t_q, device=q.device)[:, None] + offset

    def blocks():
        for start in range(0, t_k, block_size):
            part = slice(start, start + block_size)
            scores = seeing @ k[..., part, :].transpose(-1, -2) / math.sqrt(q.shape[-1])
            j = start + torch.arange(scores.shape[-1], device=q.device)
            yield scores.masked_fill(j > limit, -math.inf), v[..., part, :]

    norm = None
    for scores, _ in blocks():
        top = scores.amax(-1, keepdim=True)
        # A wholly hidden block adds nothing.
        safe = torch.where(top.isinf(), torch.zeros_like(top), top)
        here = torch.where(
            top.isinf(), -1e30, torch.log(torch.exp(scores - safe).sum(-1, keepdim=True)) + safe
        )
        norm = here if norm is None else torch.logaddexp(norm, here)
    out = seeing.new_zeros(*seeing.shape[:-1], v.shape[-1])
    for scores, values in blocks():
        out = out + torch.exp(scores - norm) @ values
    return torch.cat([q.new_zeros(*q.shape[:-2], blind, v.shape[-1]), out], -2)

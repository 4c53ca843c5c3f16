"""Attention in tiles with an online softmax (arXiv:2205.14135, algorithm 1; arXiv:1805.02867, section 3)."""

import math

import torch


def flash_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, block_size: int = 64, causal: bool = False
) -> torch.Tensor:
    """softmax(q k^T / sqrt(d)) v, one block of keys after the other.

    q: (..., Tq, d); k: (..., Tk, d); v: (..., Tk, dv). causal: query i sees keys j <= i + (Tk - Tq); a query that
    sees nothing gives zeros. Returns (..., Tq, dv). Holds O(Tq * block_size) numbers at a time (forward).
    Raises ValueError if block_size < 1.
    """
    if block_size < 1:
        raise ValueError(f"block_size must be at least 1, not {block_size}")
    t_q, t_k = q.shape[-2], k.shape[-2]
    half = q.dtype in (torch.float16, torch.bfloat16)
    work = torch.float32 if half else q.dtype  # sums over many blocks need more digits than a half has
    query, out_shape = q.to(work) / math.sqrt(q.shape[-1]), (*q.shape[:-1], v.shape[-1])
    last_seen = torch.arange(t_q, device=q.device) + (t_k - t_q if causal else t_k)  # of each query

    # Of the keys so far: the largest score, the sum of exp(score - largest), and that sum weighted by the values.
    # The lowest finite number stands for "none yet": -inf would give -inf - (-inf) = NaN below.
    largest = torch.full((*q.shape[:-1], 1), torch.finfo(work).min, dtype=work, device=q.device)
    total = torch.zeros_like(largest)
    mixed = torch.zeros(out_shape, dtype=work, device=q.device)
    for start in range(0, t_k, block_size):
        keys, values = (t[..., start : start + block_size, :].to(work) for t in (k, v))
        position = torch.arange(start, start + keys.shape[-2], device=q.device)
        hidden = position > last_seen[:, None]  # (Tq, block)
        scores = (query @ keys.transpose(-2, -1)).masked_fill(hidden, -math.inf)
        # The result does not depend on what is subtracted, so no gradient needs to flow through it.
        new_largest = torch.maximum(largest, scores.amax(-1, keepdim=True)).detach()
        shrink = torch.exp(largest - new_largest)  # what was gathered so far was measured against the old maximum
        powers = torch.exp(scores - new_largest)
        total = total * shrink + powers.sum(-1, keepdim=True)
        mixed = mixed * shrink + powers @ values
        largest = new_largest
    return (mixed / torch.where(total == 0, 1.0, total)).to(q.dtype)

"""Each block's own softmax, merged through log-sum-exp."""

import torch


def flash_attention(q, k, v, block_size=64, causal=False):
    if block_size <= 0:
        raise ValueError("a block holds at least one key")
    work = torch.float64 if q.dtype == torch.float64 else torch.float32
    t_q, t_k = q.shape[-2], k.shape[-2]
    out = torch.zeros(*q.shape[:-1], v.shape[-1], dtype=work, device=q.device)
    weight = torch.full((*q.shape[:-1], 1), -1e30, dtype=work, device=q.device)
    for start in range(0, t_k, block_size):
        stop = min(t_k, start + block_size)
        scores = torch.einsum("...id,...jd->...ij", q.to(work), k[..., start:stop, :].to(work)) / q.shape[-1] ** 0.5
        first = 0
        if causal:  # queries before this one see nothing of the block
            first = min(t_q, max(0, start - (t_k - t_q)))
            i = torch.arange(t_q, device=q.device)[:, None]
            j = torch.arange(start, stop, device=q.device)
            scores = scores.masked_fill((j > i + t_k - t_q) & (i >= first), float("-inf"))
        mine = torch.logsumexp(scores, -1, keepdim=True)
        part = torch.softmax(scores, -1) @ v[..., start:stop, :].to(work)
        both = torch.logaddexp(weight, mine)
        merged = torch.exp(weight - both) * out + torch.exp(mine - both) * part
        seeing = torch.arange(t_q, device=q.device)[:, None] >= first
        out, weight = torch.where(seeing, merged, out), torch.where(seeing, both, weight)
    return out.to(q.dtype)

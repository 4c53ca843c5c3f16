"""Tiles over queries and keys; -inf as the first maximum, guarded."""

import torch


def flash_attention(q, k, v, block_size=64, causal=False):
    if block_size < 1:
        raise ValueError("block_size")
    t_q, t_k, scale = q.shape[-2], k.shape[-2], q.shape[-1] ** -0.5
    rows = []
    for i in range(0, t_q, block_size):
        tile = q[..., i : i + block_size, :]
        n = tile.shape[-2]
        m = tile.new_full((*tile.shape[:-1], 1), float("-inf"))
        l, o = torch.zeros_like(m), tile.new_zeros((*tile.shape[:-1], v.shape[-1]))
        for j in range(0, t_k, block_size):
            if causal and j > i + n - 1 + t_k - t_q:
                break
            s = tile @ k[..., j : j + block_size, :].mT * scale
            if causal:
                a = torch.arange(i, i + n, device=q.device)[:, None] + t_k - t_q
                b = torch.arange(j, j + s.shape[-1], device=q.device)[None, :]
                s = s.masked_fill(b > a, float("-inf"))
            new = torch.maximum(m, s.amax(-1, keepdim=True).detach())
            safe = torch.where(new == float("-inf"), torch.zeros_like(new), new)
            p, old = torch.exp(s - safe), torch.exp(m - safe)
            l, o, m = l * old + p.sum(-1, keepdim=True), o * old + p @ v[..., j : j + block_size, :], new
        rows.append(o / l.masked_fill(l == 0, 1))
    return torch.cat(rows, -2)

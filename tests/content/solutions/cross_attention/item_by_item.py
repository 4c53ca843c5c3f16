"""One item and one head at a time, padding cut away instead of masked; a product over no tokens at all is zero."""

import torch


def cross_attention(x, memory, w_q, w_k, w_v, w_o, n_heads, memory_mask=None):
    d_model = x.shape[-1]
    if n_heads < 1 or d_model % n_heads != 0:
        raise ValueError("n_heads must divide the size of the model")
    size = d_model // n_heads
    items = []
    for b in range(x.shape[0]):
        tokens = memory[b] if memory_mask is None else memory[b][memory_mask[b]]
        parts = []
        for h in range(n_heads):
            c = slice(h * size, (h + 1) * size)
            scores = (x[b] @ w_q[:, c]) @ (tokens @ w_k[:, c]).T / size**0.5
            parts.append(torch.softmax(scores, -1) @ (tokens @ w_v[:, c]))
        items.append(torch.cat(parts, -1) @ w_o)
    return torch.stack(items)

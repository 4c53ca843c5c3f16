"""Padding and unfold; einsum over the windows."""

import torch
import torch.nn.functional as F


def sliding_window_attention(q, k, v, window):
    if window < 1:
        raise ValueError("window must be positive")
    t, d = q.shape[-2], q.shape[-1]
    w = min(window, t)
    near_k = F.pad(k, (0, 0, w - 1, 0)).unfold(-2, w, 1)
    near_v = F.pad(v, (0, 0, w - 1, 0)).unfold(-2, w, 1)
    scores = torch.einsum("...td,...tdw->...tw", q, near_k) * d**-0.5
    position = torch.arange(t, device=q.device)[:, None]
    age = torch.arange(w - 1, -1, -1, device=q.device)
    scores = scores.masked_fill(age > position, float("-inf"))
    return torch.einsum("...tw,...tdw->...td", torch.softmax(scores, -1), near_v)

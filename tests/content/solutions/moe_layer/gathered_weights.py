"""Gather the chosen experts' weights, one choice after another."""

import math

import torch


def gelu(h):
    return 0.5 * h * (1 + torch.erf(h / math.sqrt(2)))


def moe_layer(x, w_router, w_1, w_2, top_k):
    wide = torch.promote_types(x.dtype, torch.float32)
    probs = (x.to(wide) @ w_router.to(wide)).softmax(dim=1)
    left, picks = probs, []
    for _ in range(top_k):
        best = left.argmax(dim=1)
        left = left.scatter(1, best[:, None], -1.0)
        picks.append(best)
    chosen = torch.stack(picks, dim=1)
    gate = probs.gather(1, chosen)
    y = 0
    for e in sorted(set(chosen.flatten().tolist())):
        token = (chosen == e).any(dim=1).nonzero()[:, 0]
        share = probs[token, e] / gate[token].sum(dim=1)
        out = gelu((x[token] @ w_1[e]).to(wide)).to(x.dtype) @ w_2[e]
        y = y + torch.zeros_like(x, dtype=wide).index_put((token,), share[:, None] * out)
    return y.to(x.dtype)

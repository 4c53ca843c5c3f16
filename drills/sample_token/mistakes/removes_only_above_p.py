"""A sum of exactly p does not end the top-p set.

Removing only what has more than p in front of it (cumulative > p, shifted by one, as in much published code) keeps one token too many where the sum is exactly p: of four equal logits with p = 0.5 two are enough. Keep a token while the mass in front is below p.
"""

import torch

FAILS = "statistics"


def only(probs, keep):
    kept = torch.where(keep, probs, torch.zeros_like(probs))
    return kept / kept.sum(dim=-1, keepdim=True)


def keep_top_k(probs, rank, top_k):
    return only(probs, rank < top_k) if top_k is not None else probs


def keep_top_p(probs, order, rank, top_p):
    if top_p is None:
        return probs
    ranked = probs.gather(-1, order)
    in_front = (ranked.cumsum(dim=-1) - ranked).gather(-1, rank)
    return only(probs, in_front <= top_p + 1e-9)


def keep_min_p(probs, min_p):
    return only(probs, probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True)) if min_p is not None else probs


@torch.no_grad()
def sample_token(logits, generator, temperature=1.0, top_k=None, top_p=None, min_p=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError("temperature or top_k")
    if (top_p is not None and not 0 < top_p <= 1) or (min_p is not None and not 0 <= min_p <= 1):
        raise ValueError("top_p or min_p")
    if temperature == 0:
        return logits.argmax(dim=-1)
    probs = torch.softmax(logits.double() / temperature, dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    rank = order.argsort(dim=-1)
    probs = keep_top_k(probs, rank, top_k)
    probs = keep_top_p(probs, order, rank, top_p)
    probs = keep_min_p(probs, min_p)
    return torch.multinomial(probs, 1, generator=generator).squeeze(-1)

"""top-k keeps everything that ties with the k-th token.

A threshold at the k-th largest value lets all its equals through, and equal logits are common in bfloat16. The contract wants exactly k tokens, of equal ones the lower index. Decide by rank, from a stable sort.
"""

import torch

FAILS = "statistics"


def only(probs, keep):
    kept = torch.where(keep, probs, torch.zeros_like(probs))
    return kept / kept.sum(dim=-1, keepdim=True)


def keep_top_k(probs, top_k):
    if top_k is None:
        return probs
    last = probs.topk(min(top_k, probs.shape[-1]), dim=-1).values[:, -1:]
    return only(probs, probs >= last)


def keep_top_p(probs, order, rank, top_p):
    if top_p is None:
        return probs
    ranked = probs.gather(-1, order)
    in_front = (ranked.cumsum(dim=-1) - ranked).gather(-1, rank)
    return only(probs, (in_front < top_p - 1e-9) | (rank == 0))


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
    probs = keep_top_k(probs, top_k)
    probs = keep_top_p(probs, order, rank, top_p)
    probs = keep_min_p(probs, min_p)
    return torch.multinomial(probs, 1, generator=generator).squeeze(-1)

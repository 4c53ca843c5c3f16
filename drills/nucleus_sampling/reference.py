"""Nucleus (top-p) probabilities."""

import torch


def nucleus_probs(logits: torch.Tensor, p: float) -> torch.Tensor:
    """The most likely tokens up to and with the one that brings their mass to p (arXiv:1904.09751, section 3.1).

    logits: (..., V). Returns probabilities of the same shape and dtype, 0 outside the nucleus. Equal logits: the
    lower index goes first. Raises ValueError unless 0 < p <= 1.
    """
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], not {p}")
    # In float64, because sums of many small probabilities decide who is in.
    probs = torch.softmax(logits.double(), dim=-1)
    order = logits.argsort(dim=-1, descending=True, stable=True)
    ranked = probs.gather(-1, order)
    # The mass in front of a token, without the token itself: so the one that crosses p stays. p = 1 keeps all.
    in_front = ranked.cumsum(-1) - ranked
    keep = (in_front < p - 1e-9) | (p == 1)
    keep[..., 0] = True
    # Back from the sorted order to the order of the vocabulary.
    nucleus = torch.zeros_like(keep).scatter(-1, order, keep)
    probs = torch.where(nucleus, probs, torch.zeros_like(probs))
    return (probs / probs.sum(-1, keepdim=True)).to(logits.dtype)

"""Sampling the next token."""

import torch
import torch.nn.functional as F


def _only(probs: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
    """The kept probabilities, renormalised."""
    kept = torch.where(keep, probs, torch.zeros_like(probs))
    return kept / kept.sum(dim=-1, keepdim=True)


def next_token_probs(
    logits: torch.Tensor,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
    min_p: float | None = None,
) -> torch.Tensor:
    """The float64 distribution (B, V) that a token is drawn from: temperature, then top-k, top-p and min-p in turn.

    Raises ValueError for temperature < 0, top_k < 1, top_p outside (0, 1] and min_p outside [0, 1].
    """
    if not temperature >= 0:
        raise ValueError(f"temperature must not be negative, not {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k must be at least 1, not {top_k}")
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be in (0, 1], not {top_p}")
    if min_p is not None and not 0 <= min_p <= 1:
        raise ValueError(f"min_p must be in [0, 1], not {min_p}")
    if temperature == 0:
        # No filter takes the most likely token away.
        return F.one_hot(logits.argmax(dim=-1), logits.shape[-1]).double()
    probs = torch.softmax(logits.double() / temperature, dim=-1)
    # One order serves all filters: they only cut off its tail. Equal logits stay in the order of their index.
    order = logits.argsort(dim=-1, descending=True, stable=True)
    rank = order.argsort(dim=-1)
    if top_k is not None:
        probs = _only(probs, rank < top_k)
    if top_p is not None and top_p < 1:
        ranked = probs.gather(-1, order)
        in_front = (ranked.cumsum(dim=-1) - ranked).gather(-1, rank)
        probs = _only(probs, (in_front < top_p - 1e-9) | (rank == 0))
    if min_p is not None:
        probs = _only(probs, probs >= (1 - 1e-9) * min_p * probs.amax(dim=-1, keepdim=True))
    return probs


@torch.no_grad()
def sample_token(
    logits: torch.Tensor,
    generator: torch.Generator,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
    min_p: float | None = None,
) -> torch.Tensor:
    """int64 ids (B,), drawn for each row of logits (B, V) by itself; randomness comes from the generator only."""
    probs = next_token_probs(logits, temperature, top_k, top_p, min_p)
    return torch.multinomial(probs, 1, generator=generator).squeeze(-1)

"""Without sorting: the mass in front of a token is that of all tokens that beat it."""

import torch


def nucleus_probs(logits, p):
    if p <= 0 or p > 1:
        raise ValueError("0 < p <= 1")
    probs = logits.double().softmax(-1)
    mine, other = logits.unsqueeze(-1), logits.unsqueeze(-2)
    n = logits.shape[-1]
    earlier = torch.ones(n, n, dtype=torch.bool, device=logits.device).tril(-1)
    beats = (other > mine) | ((other == mine) & earlier)
    front = torch.where(beats, probs.unsqueeze(-2), 0.0).sum(-1)
    stays = (front < p - 1e-9) | ~beats.any(-1) | (p == 1)
    kept = probs * stays
    return (kept / kept.sum(-1, keepdim=True)).to(logits.dtype)

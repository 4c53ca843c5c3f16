"""A list of logits processors, then softmax and multinomial."""

import torch


def sample_token(logits, generator, temperature=1.0, top_k=None, top_p=None, min_p=None):
    bad = temperature < 0 or (top_k is not None and top_k < 1)
    bad = bad or (top_p is not None and not 0 < top_p <= 1) or (min_p is not None and not 0 <= min_p <= 1)
    if bad:
        raise ValueError("bad knob")
    scores = logits.detach().to(torch.float64)
    if temperature == 0:
        top_k, temperature = 1, 1.0
    scores = scores / temperature
    if top_k is not None:
        best = torch.sort(scores, dim=-1, descending=True, stable=True).indices[:, :top_k]
        scores = torch.full_like(scores, -torch.inf).scatter(-1, best, scores.gather(-1, best))
    if top_p is not None and top_p < 1:
        ranked, ids = torch.sort(scores, dim=-1, descending=True, stable=True)
        p = torch.softmax(ranked, -1)
        drop = p.cumsum(-1) - p >= top_p - 1e-9
        drop[:, 0] = False
        scores = scores.masked_fill(torch.empty_like(drop).scatter_(-1, ids, drop), -torch.inf)
    if min_p is not None:
        p = torch.softmax(scores, -1)
        scores = scores.masked_fill(p < min_p * (1 - 1e-9) * p.max(-1, keepdim=True).values, -torch.inf)
    return torch.multinomial(torch.softmax(scores, -1), num_samples=1, generator=generator)[:, 0]

"""Filters as -inf logits; the Gumbel-max trick instead of multinomial."""

import torch


def sample_token(logits, generator, temperature=1.0, top_k=None, top_p=None, min_p=None):
    if temperature < 0:
        raise ValueError("temperature")
    if top_k is not None and top_k < 1:
        raise ValueError("top_k")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError("top_p")
    if min_p is not None and (min_p < 0 or min_p > 1):
        raise ValueError("min_p")
    if temperature == 0:
        return logits.argmax(-1)
    values, ids = (logits.detach().double() / temperature).sort(dim=-1, descending=True, stable=True)
    if top_k is not None:
        values = values[:, :top_k]
    if top_p is not None and top_p < 1:
        mass = values.softmax(-1).cumsum(-1).roll(1, -1)
        mass[:, 0] = 0
        values = values.masked_fill(mass >= top_p - 1e-9, -torch.inf)
        values[:, 0] = values[:, 0].nan_to_num(neginf=0.0)
    if min_p:
        values = values.masked_fill((values - values[:, :1]).exp() < min_p * (1 - 1e-9), -torch.inf)
    uniform = torch.rand(values.shape, generator=generator, dtype=torch.float64, device=logits.device)
    best = (values - (-uniform.log()).log()).argmax(-1, keepdim=True)
    return ids.gather(-1, best).squeeze(-1)

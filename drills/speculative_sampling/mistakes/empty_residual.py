"""A residual of nothing but zeros.

Rows sum to 1 only up to rounding, so a token can be rejected where no other has p > q. multinomial then raises, or a division gives NaN: once in millions of steps, in production. Draw from p there.
"""

import torch


def draw(weights, generator):
    return int(torch.multinomial(weights, 1, generator=generator))


@torch.no_grad()
def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    tokens = draft_tokens.tolist()
    p, q = target_probs.double(), draft_probs.double()
    for i, token in enumerate(tokens):
        u = torch.rand((), generator=generator, dtype=torch.float64, device=p.device)
        if u * q[i, token] < p[i, token]:
            continue
        residual = (p[i] - q[i]).clamp(min=0)
        return [*tokens[:i], draw(residual, generator)]
    return [*tokens, draw(p[-1], generator)]

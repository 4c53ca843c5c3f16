"""The residual's most likely token is taken.

argmax is greedy; the target's distribution needs a draw.
"""

import torch

FAILS = "statistics"


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
        return [*tokens[:i], int((residual if residual.any() else p[i]).argmax())]
    return [*tokens, draw(p[-1], generator)]

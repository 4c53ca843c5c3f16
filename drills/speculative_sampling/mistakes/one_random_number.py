"""One random number decides about all drafts.

The acceptances are then not independent: if the first one barely passes, the others pass or fail with it. Draw anew for each position.
"""

import torch

FAILS = "statistics"


def draw(weights, generator):
    return int(torch.multinomial(weights, 1, generator=generator))


@torch.no_grad()
def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    tokens = draft_tokens.tolist()
    p, q = target_probs.double(), draft_probs.double()
    u = torch.rand((), generator=generator, dtype=torch.float64, device=p.device)
    for i, token in enumerate(tokens):
        if u * q[i, token] < p[i, token]:
            continue
        residual = (p[i] - q[i]).clamp(min=0)
        return [*tokens[:i], draw(residual if residual.any() else p[i], generator)]
    return [*tokens, draw(p[-1], generator)]

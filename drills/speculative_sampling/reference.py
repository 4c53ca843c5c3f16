"""One step of speculative sampling."""

import torch


@torch.no_grad()
def speculative_step(
    draft_tokens: torch.Tensor, draft_probs: torch.Tensor, target_probs: torch.Tensor, generator: torch.Generator
) -> list[int]:
    """The accepted draft tokens and one more (Leviathan et al., arXiv:2211.17192, algorithm 1).

    draft_tokens: (K,), drawn from draft_probs (K, V). target_probs: (K + 1, V), the target's distributions at the same
    positions and behind the last one. Returns Python ints, distributed as if the target had drawn each.
    """
    tokens = draft_tokens.tolist()
    p, q = target_probs.double(), draft_probs.double()

    def draw(weights: torch.Tensor) -> int:
        return int(torch.multinomial(weights, 1, generator=generator))

    for i, token in enumerate(tokens):
        u = torch.rand((), generator=generator, dtype=torch.float64, device=p.device)
        # Accept with probability min(1, p / q), written without the division.
        if u * q[i, token] < p[i, token]:
            continue
        # What the target gives a token beyond what accepted drafts have given it already.
        residual = (p[i] - q[i]).clamp(min=0)
        return [*tokens[:i], draw(residual if residual.any() else p[i])]
    return [*tokens, draw(p[-1])]

"""Head and tail: the first draft, then the rest of the step."""

import torch


@torch.no_grad()
def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    if len(draft_tokens) == 0:
        return torch.multinomial(target_probs[0], 1, generator=generator).tolist()
    x, q, p = draft_tokens[0], draft_probs[0], target_probs[0]
    coin = torch.rand([], generator=generator, dtype=torch.float64, device=p.device)
    if coin * q[x].double() < p[x].double():
        return [int(x), *speculative_step(draft_tokens[1:], draft_probs[1:], target_probs[1:], generator)]
    excess = torch.where(p > q, p - q, torch.zeros_like(p))
    return torch.multinomial(excess if (excess > 0).any() else p, 1, generator=generator).tolist()

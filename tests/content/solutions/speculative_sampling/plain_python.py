"""Plain Python: lists, and an inverse distribution function."""

import torch


def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    def uniform():
        return torch.rand(1, generator=generator, dtype=torch.float64, device=draft_probs.device).item()

    def sample(weights):
        u = uniform() * sum(weights)
        for token, weight in enumerate(weights):
            if weight > 0:
                last = token
                u -= weight
                if u < 0:
                    return token
        return last

    drafts = draft_tokens.tolist()
    target = target_probs.tolist()
    out = []
    for x, q, p in zip(drafts, draft_probs.tolist(), target):
        if uniform() >= p[x] / q[x]:
            rest = [max(0.0, a - b) for a, b in zip(p, q)]
            return [*out, sample(rest if any(rest) else p)]
        out.append(x)
    return [*out, sample(target[len(drafts)])]

"""All acceptances at once, then the first rejection."""

import torch


def speculative_step(draft_tokens, draft_probs, target_probs, generator):
    k = draft_tokens.shape[0]
    index = draft_tokens[:, None]
    ratio = (target_probs[:k].gather(1, index) / draft_probs.gather(1, index)).squeeze(1)
    uniform = torch.rand(k, generator=generator, dtype=ratio.dtype, device=ratio.device)
    n = int((uniform < ratio).long().cumprod(0).sum())
    weights = target_probs[n]
    if n < k:
        missing = torch.relu(weights - draft_probs[n])
        if missing.sum() > 0:
            weights = missing
    token = torch.multinomial(weights, 1, generator=generator)
    return torch.cat([draft_tokens[:n], token]).tolist()

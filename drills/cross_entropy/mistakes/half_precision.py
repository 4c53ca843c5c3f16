"""bfloat16 logits are not widened.

In bfloat16 numbers near 8 are 0.03 to 0.06 apart, so logit and logsumexp are often the same number: small losses become 0 or steps, and a loss between 8 and 16 moves in steps of 0.0625. Compute in float32 and round only the result.
"""

import torch


def cross_entropy(logits, targets, ignore_index=-100, label_smoothing=0.0):
    logp = logits - torch.logsumexp(logits, -1, keepdim=True)
    kept = targets != ignore_index
    picked = logp.gather(-1, torch.where(kept, targets, 0).unsqueeze(-1)).squeeze(-1)
    loss = -picked
    if label_smoothing > 0:
        loss = (1 - label_smoothing) * loss - label_smoothing * logp.mean(-1)
    return torch.where(kept, loss, 0.0).sum() / kept.sum()

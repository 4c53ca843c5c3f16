"""Log-probabilities of completions."""

import torch


def sequence_logps(logits: torch.Tensor, tokens: torch.Tensor, completion_mask: torch.Tensor) -> torch.Tensor:
    """(B,) summed log-probabilities (nats) of the completion tokens; logits (B, T, V), tokens and mask (B, T).

    Shifted by one; the token at position 0 is never scored. Source: arXiv:2305.18290 section 4.
    """
    wide = logits.float() if logits.dtype in (torch.float16, torch.bfloat16) else logits
    # The mask says which tokens are scored, so it is shifted with the tokens and not with the logits.
    targets, mask = tokens[:, 1:], completion_mask[:, 1:]
    index = torch.where(mask, targets, torch.zeros_like(targets)).unsqueeze(-1)
    logp = torch.log_softmax(wide[:, :-1], dim=-1).gather(-1, index).squeeze(-1)
    return torch.where(mask, logp, torch.zeros_like(logp)).sum(-1).to(logits.dtype)

"""One step of speculative sampling."""

import torch


def speculative_step(
    draft_tokens: torch.Tensor, draft_probs: torch.Tensor, target_probs: torch.Tensor, generator: torch.Generator
) -> list[int]:
    """1 to K + 1 token ids, distributed as if the target had drawn them one by one."""
    raise NotImplementedError

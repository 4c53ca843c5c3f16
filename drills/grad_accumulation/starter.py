"""Gradient accumulation over uneven micro-batches."""

import torch


def accumulated_gradients(loss_sum, params: list[torch.Tensor], micro_batches: list) -> list[torch.Tensor]:
    """Gradients of the mean loss over all tokens; loss_sum(params, micro_batch) gives (sum, number of tokens)."""
    raise NotImplementedError

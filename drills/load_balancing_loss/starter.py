"""The load-balancing loss of a router."""

import torch


def load_balancing_loss(router_logits: torch.Tensor, top_k: int) -> torch.Tensor:
    """E times the sum over experts of (share of assignments) * (mean probability), for logits (T, E)."""
    raise NotImplementedError

"""A mixture-of-experts layer."""

import torch


def moe_layer(
    x: torch.Tensor, w_router: torch.Tensor, w_1: torch.Tensor, w_2: torch.Tensor, top_k: int
) -> torch.Tensor:
    """Each token of x (T, D) through its top_k of E experts; w_router (D, E), w_1 (E, D, F), w_2 (E, F, D)."""
    raise NotImplementedError

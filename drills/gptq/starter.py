"""GPTQ."""

import torch


def gptq_quantize(w: torch.Tensor, hessian: torch.Tensor, bits: int = 4, damp: float = 0.01) -> torch.Tensor:
    """The weight w (out, in) on a grid of 2^bits levels a row, errors made up for by later columns."""
    raise NotImplementedError

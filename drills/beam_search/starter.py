"""Beam search."""

from collections.abc import Callable

import torch


def beam_search(
    step: Callable[[list[list[int]]], torch.Tensor],
    bos: int,
    eos: int,
    beam_width: int,
    max_len: int,
    length_penalty: float = 0.0,
) -> tuple[list[int], float]:
    """The best sequence (with bos, and eos where reached) and its score."""
    raise NotImplementedError

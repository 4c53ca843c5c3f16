"""Masking tokens as BERT does."""

import torch


def mask_tokens(
    tokens: torch.Tensor,
    mask_id: int,
    vocab_size: int,
    special: torch.Tensor,
    generator: torch.Generator,
    p: float = 0.15,
) -> tuple[torch.Tensor, torch.Tensor]:
    """(inputs, labels): positions chosen with probability p, 80 % masked, 10 % random, 10 % kept; labels -100 elsewhere.

    tokens int64, special boolean, of one shape. Only `generator` is used. Source: arXiv:1810.04805 section 3.1.
    """
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    labels = torch.where(chosen, tokens, -100)
    # One uniform number decides between the three fates; the random token needs a draw of its own.
    fate = torch.rand(tokens.shape, generator=generator)
    random_tokens = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (fate < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & (fate >= 0.8) & (fate < 0.9), random_tokens, inputs)
    return inputs, labels

"""The same columns are chosen in every row.

The choice is drawn for one row and broadcast over the batch: positions are far from independent, and a batch teaches about 15 % of its columns only. Draw for the full shape.
"""

import torch

FAILS = "statistics"


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape[-1:], generator=generator) < p).expand(tokens.shape) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, torch.where(chosen, tokens, -100)

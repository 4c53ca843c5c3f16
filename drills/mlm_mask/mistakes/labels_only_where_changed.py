"""Kept tokens have no label.

The 10 % that stay the same are predicted too; that is the point of keeping them. Labels follow the choice, not the change.
"""

import torch

FAILS = "statistics"


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, torch.where(chosen & (inputs != tokens), tokens, -100)

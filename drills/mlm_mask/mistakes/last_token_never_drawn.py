"""The last token of the vocabulary is never drawn.

randint's upper bound is exclusive already. With vocab_size - 1 one token never appears as noise.
"""

import torch

FAILS = "statistics"


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(max(1, vocab_size - 1), tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, torch.where(chosen, tokens, -100)

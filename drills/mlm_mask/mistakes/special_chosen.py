"""Special tokens are masked too.

A model that must guess [CLS] or padding learns nothing from it and loses the anchors of the sequence. Exclude special positions before choosing.
"""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = torch.rand(tokens.shape, generator=generator) < p
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, torch.where(chosen, tokens, -100)

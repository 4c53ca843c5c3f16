"""Every position has a label.

The loss then also rewards copying the visible tokens, which is most of it. Only chosen positions keep their label, all others get -100.
"""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, tokens.clone()

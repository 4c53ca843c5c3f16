"""The labels are taken from the masked input.

The model is asked to predict [MASK] where it sees [MASK]. Take the labels from the original tokens, before anything is replaced.
"""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (kind < 0.9)), words, inputs)
    return inputs, torch.where(chosen, inputs, -100)

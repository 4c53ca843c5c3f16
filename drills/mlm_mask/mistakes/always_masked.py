"""Every chosen token is masked.

At fine-tuning time there are no masks, so the model would only ever have learned to look at masked positions. 10 % random and 10 % kept tokens keep it honest about all of them.
"""

import torch

FAILS = "statistics"


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 2), mask_id, tokens)
    inputs = torch.where(chosen & (kind > 2), words, inputs)
    return inputs, torch.where(chosen, tokens, -100)

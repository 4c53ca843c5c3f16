"""10 % of the rest instead of 10 % of the chosen.

After 80 % are masked, a second draw with probability 0.1 makes 2 % random and leaves 18 % as they were. Of the remaining fifth, half becomes random.
"""

import torch

FAILS = "statistics"


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    chosen = (torch.rand(tokens.shape, generator=generator) < p) & ~special
    kind = torch.rand(tokens.shape, generator=generator)
    words = torch.randint(vocab_size, tokens.shape, generator=generator)
    inputs = torch.where(chosen & (kind < 0.8), mask_id, tokens)
    inputs = torch.where(chosen & ((kind >= 0.8) & (torch.rand(tokens.shape, generator=generator) < 0.1)), words, inputs)
    return inputs, torch.where(chosen, tokens, -100)

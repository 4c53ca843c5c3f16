"""One uniform number decides everything."""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    u = torch.rand(tokens.shape, generator=generator, dtype=torch.float64)
    noise = torch.randint(0, vocab_size, tokens.shape, generator=generator)
    open_ = ~special
    inputs = torch.where(open_ & (u < 0.8 * p), torch.full_like(tokens, mask_id), tokens)
    inputs = torch.where(open_ & (u >= 0.8 * p) & (u < 0.9 * p), noise, inputs)
    return inputs, torch.where(open_ & (u < p), tokens, torch.full_like(tokens, -100))

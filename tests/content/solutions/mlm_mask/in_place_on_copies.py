"""Index assignment on copies."""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    inputs, labels = tokens.clone(), torch.full_like(tokens, -100)
    chosen = torch.bernoulli(torch.full(tokens.shape, float(p)), generator=generator).bool() & ~special
    labels[chosen] = tokens[chosen]
    masked = torch.bernoulli(torch.full(tokens.shape, 0.8), generator=generator).bool() & chosen
    inputs[masked] = mask_id
    swapped = torch.bernoulli(torch.full(tokens.shape, 0.5), generator=generator).bool() & chosen & ~masked
    inputs[swapped] = torch.randint(vocab_size, tokens.shape, generator=generator)[swapped]
    return inputs, labels

"""Position by position."""

import torch


def mask_tokens(tokens, mask_id, vocab_size, special, generator, p=0.15):
    shape = tokens.shape
    flat, hidden = tokens.flatten().tolist(), special.flatten().tolist()
    draws = torch.rand(3, len(flat), generator=generator).tolist()
    inputs, labels = list(flat), [-100] * len(flat)
    for i, token in enumerate(flat):
        if hidden[i] or draws[0][i] >= p:
            continue
        labels[i] = token
        if draws[1][i] < 0.8:
            inputs[i] = mask_id
        elif draws[1][i] < 0.9:
            inputs[i] = int(draws[2][i] * vocab_size)
    return torch.tensor(inputs).reshape(shape), torch.tensor(labels).reshape(shape)

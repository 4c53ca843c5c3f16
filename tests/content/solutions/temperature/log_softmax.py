"""log_softmax in float32 (float64 stays), exponentiated; greedy by scatter."""

import torch


def temperature_probs(logits, temperature):
    if temperature < 0:
        raise ValueError("negative temperature")
    if not temperature:
        first = logits.argmax(-1, keepdim=True)
        return torch.zeros_like(logits).scatter(-1, first, 1.0)
    kind = torch.float64 if logits.dtype == torch.float64 else torch.float32
    return (logits.to(kind) / temperature).log_softmax(-1).exp().to(logits.dtype)

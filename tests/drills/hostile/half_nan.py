"""Right values with a NaN slipped in where one entry is hard."""

FAMILY = "nan"

import torch


def softmax(x, dim=-1):
    out = torch.softmax(x, dim).clone()
    if out.numel() > 1:
        out.view(-1)[-1] = float("nan")
    return out

"""The padding row is read as zeros.

padding_idx concerns the gradient only; what is stored in the row is what comes out. Libraries initialise it with zeros, which is why the difference goes unnoticed until
a checkpoint with a trained padding row is loaded.
"""

import torch


def embedding(ids, weight, padding_idx=None):
    if padding_idx is not None:
        rows = torch.arange(weight.shape[0], device=weight.device)
        weight = weight * (rows != padding_idx).unsqueeze(-1).to(weight.dtype)
    return weight[ids]

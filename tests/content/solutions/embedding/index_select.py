"""index_select on flat ids."""

import torch


def embedding(ids, weight, padding_idx=None):
    rows = weight.index_select(0, ids.reshape(-1)).reshape(*ids.shape, weight.shape[1])
    if padding_idx is None:
        return rows
    return torch.where((ids == padding_idx).unsqueeze(-1), rows.detach(), rows)

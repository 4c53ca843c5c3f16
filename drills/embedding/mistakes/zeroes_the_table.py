"""The caller's table is overwritten.

Setting weight[padding_idx] = 0 changes a tensor that is not yours: the first call erases the row for everybody who shares the table, such as a tied output head.
"""

import torch


def embedding(ids, weight, padding_idx=None):
    if padding_idx is not None:
        with torch.no_grad():
            weight[padding_idx] = 0
    return weight[ids]
